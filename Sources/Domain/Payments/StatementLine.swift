// A line of a settlement statement: money that a bank, an acquirer or a payment service says has come or gone back.

/// How a statement's columns are called; data from `Forms/common/statements.yaml`.
public struct StatementFormat: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// The day of the booking.
    case day
    /// Money that came.
    case amount
    /// Money that went.
    case debit
    /// The bank's own number of the transaction.
    case reference
    /// The number of the transaction that this one takes back.
    case original
    case payer, account, remark
    /// A word for what kind of transaction it is.
    case mark
  }

  public let id: String
  public let title: String
  /// The way of paying that its lines are about.
  public let way: PaymentEntry.Kind
  /// The headings that may stand over a role's column.
  public let columns: [Role: [String]]
  /// Words that tell money taken back, such as 冲正.
  public let reversals: [String]

  public init(
    id: String, title: String, way: PaymentEntry.Kind, columns: [Role: [String]], reversals: [String]
  ) {
    self.id = id
    self.title = title
    self.way = way
    self.columns = columns
    self.reversals = reversals
  }
}

/// One line, read and tidied. The payer's account is masked before it is kept.
public struct StatementLine: Hashable, Sendable, Codable {
  public let way: PaymentEntry.Kind
  public let day: CivilDate?
  /// Always positive.
  public let fen: Int
  public let isReversal: Bool
  public let reference: String
  public let original: String?
  public let payer: String?
  public let account: String?
  public let remark: String?

  public init(
    way: PaymentEntry.Kind, day: CivilDate?, fen: Int, isReversal: Bool, reference: String, original: String? = nil,
    payer: String? = nil, account: String? = nil, remark: String? = nil
  ) {
    self.way = way
    self.day = day
    self.fen = fen
    self.isReversal = isReversal
    self.reference = reference
    self.original = original
    self.payer = payer
    self.account = account.map { Masking.masked($0, .account) }
    self.remark = remark
  }

  /// The order numbers that the payer wrote into the remark, each once: sixteen characters with a right check character.
  public var orders: [OrderNumber] {
    let words = PayerName.plain(remark ?? "").split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    var found: [OrderNumber] = []
    for word in words where word.utf8.count >= 16 {
      let letters = Array(word)
      for start in 0...(letters.count - 16) {
        guard let number = OrderNumber(String(letters[start..<start + 16])), !found.contains(number) else { continue }
        found.append(number)
      }
    }
    return found
  }

  /// The payer as lists may show it: names as short as a person's are masked.
  public var shownPayer: String? {
    payer.map { $0.count <= 4 ? Masking.masked($0, .personName) : $0 }
  }

  /// What becomes of an order's payments when the line is new money for it.
  public func entry(id: String) -> PaymentEntry {
    PaymentEntry(id: id, kind: way, fen: fen, payer: payer, reference: reference)
  }
}
