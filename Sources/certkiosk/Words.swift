// The words of an order's life for readers of either language; the Chinese ones are the manuals'.
internal import CommandLine
internal import Counter
internal import Domain
internal import Services

extension Both {
  /// The same with more behind it.
  func with(_ more: Both?) -> Both {
    more.map { Both(chinese + $0.chinese, english + $0.english) } ?? self
  }

  /// Some texts in a row.
  static func list(_ words: [Both]) -> Both {
    Both(words.map(\.chinese).joined(separator: "、"), words.map(\.english).joined(separator: ", "))
  }
}

extension String {
  /// A word of the code as people write it: `cipherCard` and `loss-statement` become `cipher card` and `loss statement`.
  var spelledOut: String {
    reduce(into: "") { text, letter in
      text += letter.isUppercase ? " \(letter.lowercased())" : letter == "-" ? " " : String(letter)
    }
  }
}

extension OrderState {
  var words: Both { Both(rawValue, english) }

  private var english: String {
    switch self {
    case .draft: "draft"
    case .awaitingPayment: "awaits payment"
    case .paymentRecorded: "payment to be confirmed"
    case .paid: "paid"
    case .awaitingSubmission: "paid, to be handed in"
    case .inReview: "in review"
    case .rejected: "sent back"
    case .approved: "approved"
    case .awaitingBankProof: "awaits bank proof"
    case .making: "in the making"
    case .awaitingDownload: "awaits download"
    case .writing: "being written"
    case .awaitingHandover: "awaits handover"
    case .completed: "completed"
    case .syncing: "on its way to head office"
    case .confirmed: "confirmed by head office"
    case .voided: "void"
    case .retired: "data destroyed"
    }
  }
}

extension Accepted {
  /// One of a clerk's words, by its id or by either language's title; a title of two words is none's.
  static func words<Word: RawRepresentable<String>>(of all: [Word], _ titles: (Word) -> Both) -> Accepted {
    let names = all.flatMap { word in
      let title = titles(word)
      return [title.text(in: .chinese), title.text(in: .english)].map { ($0, word.rawValue) }
    }
    return .words(
      all.map(\.rawValue),
      names: Dictionary(grouping: names, by: \.0).compactMapValues { Set($0.map(\.1)).count == 1 ? $0[0].1 : nil })
  }
}

extension Party { var words: Both { Both(title, rawValue) } }
extension Precondition { var words: Both { Both(title, rawValue) } }
extension Step { var words: Both { Both(title, rawValue.spelledOut) } }
extension Role { var words: Both { Both(title, rawValue) } }
extension Good { var words: Both { Both(title, rawValue.spelledOut) } }
extension CustodyPlace { var words: Both { Both(title, rawValue) } }
extension StatementQueue { var words: Both { Both(title, rawValue) } }
extension Desk.PaymentStatus { var words: Both { Both(title, rawValue) } }
extension PaymentEntry.Kind { var words: Both { Both(title, rawValue.spelledOut) } }
extension PaymentEntry.PayerType { var words: Both { Both(title, rawValue) } }

extension Event {
  var words: Both { Both(title, name.spelledOut) }

  /// Sums and reasons; what people typed stays as it is, in quotes where it stands among English.
  var detailWords: Both? {
    switch self {
    case .paymentRecorded(let entry), .payment(.settled(let entry, _)):
      Both(detail ?? "", "\(entry.id): \(Money(fen: entry.fen)?.yuan ?? "") yuan")
    case .paperRefused(_, _, _, nil, _, _, _), .paperReferred:
      // A page's number and its picture, with the slot and codes that both languages share.
      detail.map {
        Both(
          $0,
          $0.replacing("第 ", with: "page ").replacing(" 页", with: "").replacing("图片", with: "picture").replacing(
            "：", with: ": "
          ).replacing("，", with: ", "))
      }
    default: detail.map { Both($0, $0.allSatisfy(\.isASCII) ? $0 : "“\($0)”") }
    }
  }
}

extension Destination.Method {
  var words: Both { Both(rawValue, self == .posted ? "by post" : "collected in person") }
}

extension Need {
  var words: Both {
    switch self {
    case .original(let slot, _): Both(title, "original of \(slot)")
    case .bidOpening(let moment): Both(title, "wait for the opening on \(moment.day)")
    case .checklist(let items): Both(title, "tick \(items.count) items of the checklist")
    default: Both(title, word.spelledOut)
    }
  }
}

extension OrderRules.Paper { var words: Both { Both(title, slot) } }

extension Deadline {
  var words: Both { Both(text, "\(due.wallClock)\(isProvisional ? " (provisional)" : "")") }
}

extension RefusedEvent {
  var words: Both { Both("被拒绝：\(title)（\(code)）", "refused: \(event.spelledOut) (\(code))") }
}
