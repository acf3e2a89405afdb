// The steps that people take on an order. Each acts as whoever has signed in, and is refused out of turn.
internal import Cryptography
internal import Records
public import Domain

extension Desk {
  /// 申请人已知晓一旦缴费不能退办。
  public func acknowledge(_ order: String) throws -> Order { try take(.acknowledged, on: order) }

  /// Freezes the revision and hands it to review.
  /// - Throws: `submitted` when that was done before; `changesUntold` where something has changed that the application
  ///   does not tell.
  public func submit(_ text: String) throws -> Order {
    try journalling("submitted", "提交信息", on: text) {
      let order = try order(text)
      if order.submitted, !order.voided { throw OrderMistake.submitted(order.number.text) }
      try requireChangesTold(order)
      // What somebody sent back and nobody has changed since is for somebody to look at.
      if case .rejected = order.review { return try take(.submitted, on: text) }
      return try approveUnchanged(take(.submitted, on: text))
    }
  }

  /// Takes an order back before it is judged; its papers must be printed and sealed again.
  public func withdraw(_ order: String, reason: String) throws -> Order {
    try take(.withdrawn(reason: reason), on: order)
  }

  public func approve(_ order: String) throws -> Order { try take(.approved, on: order) }

  /// Sends papers back, each for its own reason; only these open again.
  /// - Throws: `noSuchPaper` for a paper that the order does not ask for; ids and titles both name one.
  public func reject(_ text: String, _ items: [Rejection]) throws -> Order {
    try journalling("rejected", "审核未通过", on: text) {
      let rules = try rules(for: order(text))
      return try take(.rejected(items.map { try named($0, under: rules) }), on: text)
    }
  }

  /// What is sent back, by its id. Where no papers lie before the reviewer, the application's data can be.
  private func named(_ item: Rejection, under rules: OrderRules) throws -> Rejection {
    let data = Rejection(slot: Rejection.application, reason: item.reason)
    let (papers, isOfData) = (rules.papers, rules.papers.isEmpty || rules.flow.takesPapersLate)
    if isOfData, [data.slot, data.plainTitle].contains(item.slot) { return data }
    let paper = papers.first { $0.slot == item.slot } ?? papers.first { $0.title == item.slot }
    guard let paper else {
      let known = papers.map { ($0.title, $0.slot) } + (isOfData ? [(data.plainTitle, data.slot)] : [])
      throw EntitlementError.noSuchPaper(item.slot, known: known.map { "\($0)（\($1)）" })
    }
    return Rejection(slot: paper.slot, reason: item.reason)
  }

  /// Ends an order. Once money has come in, a second person must prove who they are.
  public func void(_ order: String, reason: String, second: SecondPerson? = nil) throws -> Order {
    try journalling("voided", "作废", on: order) {
      let witness = try second.map { try store.authenticate($0.id, pin: $0.pin, at: clock.now()).id }
      return try take(.voided(reason: reason, second: witness), on: order)
    }
  }

  /// Applicant and clerk have looked at every value.
  /// - Parameter digest: that was shown with the values; another one means that they were not these.
  public func confirmValues(_ order: String, digest: String) throws -> Order {
    try journalling("values-confirmed", "核对信息", on: order) {
      let shown = try self.order(order)
      guard try digest.lowercased() == Self.digest(of: shown) else { throw CounterError.otherValues(shown.number.text) }
      return try take(.valuesConfirmed(digest: digest.lowercased()), on: order)
    }
  }

  /// Eight characters that stand for an order's values in its revision, shown to whoever looks at them.
  public static func digest(of order: Order) throws -> String {
    String(Digest.sha256(try bytes(order.application) + Array("/\(order.revision)".utf8)).hex.prefix(8))
  }

  func take(_ event: Event, on order: String, also more: Records.Change = Records.Change()) throws -> Order {
    try record(event, on: row(order).number, by: acting(), also: more)
  }
}
