// Holds what is handed over against what the pack says belongs to it.

extension DeliveryRules {
  /// The items as they are handed over, tokens with their numbers. What is not on the pack's list goes along.
  /// - Parameters:
  ///   - given: each the item's title, with its number after a blank.
  ///   - tokens: the numbers of the order's finished tokens.
  ///   - cards: the numbers of the cipher cards that were opened for it.
  public func complete(
    _ given: [String], tokens: [String], cards: [String] = []
  ) throws(DeliveryRefusal) -> [String] {
    var cards = cards
    var rest = given.filter { !$0.allSatisfy(\.isWhitespace) }
    var complete: [String] = []
    var missing: [String] = []
    for item in items {
      let wanted = item.serial == .token ? tokens.count : item.count
      for place in 0..<wanted {
        let text = rest.firstIndex { $0.isItem(item.title) }.map { rest.remove(at: $0) }
        do throws(Lacking) {
          let named = try item.named(text, token: place < tokens.count ? tokens[place] : nil, tokens, cards)
          // A card is handed over once.
          if item.serial == .cipherCard { cards.removeAll { named.hasSuffix(" \($0)") } }
          complete.append(named)
        } catch {
          switch error {
          case .item: missing.append(item.title)
          case .serial: missing.append("\(item.title)的编号")
          case .foreign: throw item.serial == .cipherCard ? .foreignCard(item.title) : .foreignToken(item.title)
          }
        }
      }
    }
    guard missing.isEmpty else { throw .itemsMissing(missing) }
    return complete + rest
  }
}

private enum Lacking: Error { case item, serial, foreign }

extension DeliveryRules.Item {
  /// The item with its number. A token's number is known; it need not be typed, but must not be another's. A card's is
  /// read off the card that lies there, and must be one that was opened for the order.
  fileprivate func named(
    _ text: String?, token: String?, _ tokens: [String], _ cards: [String]
  ) throws(Lacking) -> String {
    let typed = text.map { String($0.dropFirst(title.count).drop { $0.isWhitespace }) } ?? ""
    switch serial {
    case .token:
      guard typed.isEmpty || tokens.contains(typed) else { throw .foreign }
      guard let number = typed.isEmpty ? token : typed else { throw .item }
      return "\(title) \(number)"
    case .typed, .cipherCard:
      guard text != nil else { throw .item }
      guard !typed.isEmpty else { throw .serial }
      guard serial == .typed || cards.contains(typed) else { throw .foreign }
      return "\(title) \(typed)"
    case .none:
      guard let text else { throw .item }
      return text
    }
  }
}

extension String {
  fileprivate func isItem(_ title: String) -> Bool {
    self == title || hasPrefix(title) && dropFirst(title.count).first?.isWhitespace == true
  }
}

/// Why something may not leave the counter yet.
public enum DeliveryRefusal: Explained, Hashable {
  case itemsMissing([String])
  case foreignToken(String)
  case noWaybill
  case addressIncomplete([String])
  case collected
  case tooLate
  case malformedWaybill
  case waybillTwice
  case invoiceTooEarly
  case notMade
  case foreignCard(String)
  case noInvoice

  public static let specimens: [DeliveryRefusal] = [
    .itemsMissing(["密码卡"]), .foreignToken("USBKey"), .noWaybill, .addressIncomplete(["邮寄地址"]), .collected, .tooLate,
    .malformedWaybill, .waybillTwice, .invoiceTooEarly, .notMade, .foreignCard("密码卡"), .noInvoice,
  ]

  public var explanation: Explanation {
    switch self {
    case .itemsMissing(let items):
      Explanation(
        "Z01", "交付物品不齐：缺\(items.joined(separator: "、"))，未做任何更改（规则 S0-136）",
        remedy: "请备齐后用 --item “名称 编号”逐件登记。",
        english: "Not everything is there to hand over: \(items.joined(separator: ", ")); nothing was changed (S0-136)",
        remedy: "Bring what is missing and name each with --item “TITLE NUMBER”.")
    case .foreignToken(let item):
      Explanation(
        "Z02", "\(item)的编号不是本单制作的介质，未做任何更改（规则 S0-136）", remedy: "请核对介质外壳上的编号，取出本单的介质。",
        english: "That \(item) is not a token of this order; nothing was changed (S0-136)",
        remedy: "Compare the number on the token and take this order's.")
    case .noWaybill:
      Explanation(
        "Z03", "本单约定邮寄，还没有快递单号，未做任何更改（规则 S0-27）",
        remedy: "请用 order ship 登记快递公司和单号；改为现场领取的，请用 order deliver --method 现场领取。",
        english: "This order goes by post and has no waybill yet; nothing was changed (S0-27)",
        remedy: "Record courier and waybill with order ship, or change the way with order deliver.")
    case .addressIncomplete(let fields):
      Explanation(
        "Z04", "邮寄资料不全：缺\(fields.joined(separator: "、"))，未做任何更改（规则 S0-36、S0-37）", remedy: "请向申请人问明后补全。",
        english: "The parcel's address lacks \(fields.joined(separator: ", ")); nothing was changed (S0-36, S0-37)",
        remedy: "Ask the applicant and complete it.")
    case .collected:
      Explanation(
        "Z05", "本单约定现场领取，没有要寄的物品，未做任何更改（规则 S0-115）", remedy: "改为邮寄的，请先用 order deliver --method 邮寄登记地址。",
        english: "This order is collected in person; nothing is to be posted, nothing was changed (S0-115)",
        remedy: "To post it, give the address with order deliver first.")
    case .tooLate:
      Explanation(
        "Z06", "本单的物品已经交付或寄出，未做任何更改（规则 S0-27）", remedy: "请查看本单历史（order history）。",
        english: "This order's things have left already; nothing was changed (S0-27)",
        remedy: "Look at the order's history.")
    case .malformedWaybill:
      Explanation(
        "Z07", "快递公司或快递单号不完整，未做任何更改（规则 S0-115）", remedy: "快递单号为 6–30 位字母、数字或连字符，请照面单填写。",
        english: "The courier or the waybill number is incomplete; nothing was changed (S0-115)",
        remedy: "A waybill has 6 to 30 letters, digits and hyphens; copy it from the form.")
    case .waybillTwice:
      Explanation(
        "Z08", "该快递单号已在本单登记，未做任何更改（规则 S0-115）", remedy: "请核对面单；同一单号只登记一次。",
        english: "This waybill is recorded already; nothing was changed (S0-115)",
        remedy: "Compare it with the form; a waybill is recorded once.")
    case .invoiceTooEarly:
      Explanation(
        "Z09", "费用还没有收讫，没有可寄的发票，未做任何更改（规则 S0-116）", remedy: "请先核对付款。",
        english: "The fee has not been confirmed, so there is no invoice to post; nothing was changed (S0-116)",
        remedy: "Have the payment confirmed first.")
    case .foreignCard(let item):
      Explanation(
        "Z13", "\(item)的编号不是为本单验证过的卡，或同一张写了两次，未做任何更改（规则 S0-136）",
        remedy: "请核对卡面序列号：每个介质一张，须是写入证书时验证过的那些卡。",
        english: "That \(item) was not opened for this order, or is named twice; nothing was changed (S0-136)",
        remedy: "Compare the number on the card: one for each token, and those that released them.")
    case .noInvoice:
      Explanation(
        "Z14", "本单没有这张已开具、尚未交付也未寄出的发票，未做任何更改（规则 S0-116）",
        remedy: "请查看 invoice list 和 order history：已放弃开票、尚未开具、已在柜台交付或已经寄出的，没有可寄的发票；写明号码的，请核对。",
        english: "This order has no such invoice that was written and is still here; nothing was changed (S0-116)",
        remedy:
          "See invoice list and order history: one that was declined, is not written yet, or was handed over or posted cannot be posted."
      )
    case .notMade:
      Explanation(
        "Z10", "证书还没有制作完成，不能寄出，未做任何更改（规则 S0-135）", remedy: "请先完成本单尚缺的步骤（order show）。",
        english: "The certificate is not finished, so nothing can be posted; nothing was changed (S0-135)",
        remedy: "Complete the order's missing steps first (order show).")
    }
  }
}
