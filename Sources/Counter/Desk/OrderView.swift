// An order as lists and screens show it: state, what may be done next, and who may do it.
public import Domain
public import Services

/// What a clerk sees of an order. Personal data are masked unless asked for.
public struct OrderView: Sendable {
  public let order: Order
  public let service: String
  public let businessType: String
  public let state: OrderState
  /// Steps that can be taken now.
  public let open: [Step]
  public let missingPapers: [Order.MissingPaper]
  /// What is needed besides, and the first step that waits for it.
  public let needs: [(need: Need, before: Step)]
  public let fee: Money
  public let papers: [OrderRules.Paper]
  /// How many tokens the applicant gets, and what happens to each.
  public let tokensNeeded: Int
  public let tokenJob: BusinessType.TokenJob
  /// What must be handed over.
  public let delivery: DeliveryRules
  /// When the certificate is due; nil while the promise does not count yet.
  public let deadline: Deadline?
  /// What is still to pay, and what was paid too much.
  public let due: Money
  public let over: Money
  /// Whether each token is released by a cipher card.
  public let cipherCard: Bool
}

extension Desk {
  public func view(_ order: Order) throws -> OrderView {
    let rules = try rules(for: order)
    let (pack, type) = try packs.terms(of: order.application)
    return OrderView(
      order: order, service: pack.title, businessType: type.title, state: order.state(under: rules),
      open: order.open(under: rules), missingPapers: order.missingPapers(under: rules),
      needs: order.needs(under: rules),
      fee: rules.fee, papers: rules.papers, tokensNeeded: rules.tokens, tokenJob: type.token,
      delivery: rules.delivery, deadline: try deadline(of: order),
      due: order.balance(under: rules).due, over: order.balance(under: rules).over,
      cipherCard: rules.headOffice.cipherCard)
  }

  /// A field's value with its label, masked according to its kind.
  public func values(of order: Order, masked: Bool) -> [(label: String, id: FieldID, value: String)] {
    packs.catalogue.fields.compactMap { field in
      guard let value = order.application.values[field.id] else { return nil }
      let hidden = masked && field.sensitivity != .open
      return (field.label, field.id, hidden ? Masking.masked(value, field.kind) : value)
    }
  }

  /// Every value as it is, for a clerk who compares them with what the applicant brought; journalled as a disclosure.
  public func wholeValues(of text: String) throws -> [(label: String, id: FieldID, value: String)] {
    let person = try acting()
    let order = try order(text)
    guard !person.roles.isDisjoint(with: [.clerk, .reviewer]) else { throw OutOfTurn.role(.confirmation) }
    try disclose(.values, order.application.values.count, of: [order.number.text], to: "screen")
    return values(of: order, masked: false)
  }
}
