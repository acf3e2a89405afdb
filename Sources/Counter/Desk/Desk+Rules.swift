// What an order's pack says about it, put together from the service's data and the forms' page counts.
public import Domain
internal import Services

extension Desk {
  /// The rules for one application: its flow, the papers that must come back, its price.
  /// - Parameters:
  ///   - channel: the way the application came; nil is the counter's own.
  ///   - editions: of the forms that were printed, by document id.
  ///   - prices: as the order was registered with them; nil for the pack's own.
  ///   - invoiceKinds: what was settled on since the application; empty where nothing was.
  public func rules(
    for application: Application, channel: String? = nil, editions: [String: Int] = [:], prices: Prices? = nil,
    invoiceKinds: Set<String> = []
  ) throws -> OrderRules {
    let (pack, unpriced) = try packs.terms(of: application)
    let type = unpriced.priced(prices)
    let papers = try type.documents(for: application.values, by: channel).filter(\.returned).map { slot in
      OrderRules.Paper(
        slot: slot.id, title: slot.title, pages: try pages(of: slot, in: pack, editions[slot.id]),
        copies: slot.copies)
    }
    let tokens = application.values["certificate.quantity"].flatMap { Int($0) } ?? 1
    let rules = OrderRules(
      flow: try flow(of: type, by: channel), papers: papers, fee: type.fee(for: application.values),
      tokens: max(tokens, 1),
      delivery: pack.deliveryRules(
        for: type, values: application.values, invoiceKinds: invoiceKinds, tokens: max(tokens, 1)),
      payment: PaymentTerms(ways: pack.payment.ways, otherPayer: pack.payment.otherPayer),
      invoice: pack.invoice.terms(for: type),
      headOffice: pack.headOfficeRules(of: type, by: try flow(of: type, by: channel)))
    // Only an opening of bids must surely have passed; what else hangs on the day may take the clock's.
    let now = type.touchesOldKey ? try time().earliest : clock.now()
    return rules.withAxes(of: pack, type, application.values, channel: channel, now: now)
  }

  private func flow(of type: BusinessType, by channel: String?) throws(CounterError) -> Flow {
    guard let channel else { return type.flow }
    guard let flow = type.flow(for: channel) else { throw .unknownChannel(channel, known: type.channels) }
    return flow
  }

  /// How many coded pages a paper has; 0 for one that the applicant brings.
  private func pages(of slot: DocumentSlot, in pack: Pack, _ edition: Int?) throws -> Int {
    guard case .form = slot.source else { return 0 }
    let key = "\(pack.id)/\(slot.id).\(edition ?? 0)"
    if let known = pageCounts[key] { return known }
    let count = try maker().definition(of: slot, in: pack, edition: edition)?.pages ?? 1
    pageCounts[key] = count
    return count
  }
}
