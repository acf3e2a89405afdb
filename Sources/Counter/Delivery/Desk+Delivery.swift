// How an order's things reach the applicant: the way is chosen, a parcel leaves, or somebody signs at the counter.
internal import Records
public import Domain
internal import Services

extension Desk {
  /// Changes how an order is delivered. What is not told stays as it is; what is told is judged as an application's
  /// value of the same field (S0-38).
  public func choose(
    _ method: Destination.Method?, recipient: String?, phone: String?, address: String?, for text: String
  ) throws -> Order {
    try journalling("delivery-chosen", "选择交付方式", on: text) {
      let order = try order(text)
      let now = order.destination
      let chosen = Destination(
        method ?? now.method,
        recipient: try recipient.map { try judged($0, as: "delivery.recipient", of: order) } ?? now.recipient,
        phone: try phone.map { try judged($0, as: "delivery.phone", of: order) } ?? now.phone,
        address: try address.map { try judged($0, as: "delivery.address", of: order) } ?? now.address)
      return try take(.delivery(.chosen(chosen)), on: text)
    }
  }

  /// Gives the applicant what was made, against a signature.
  /// - Parameters:
  ///   - items: with their numbers; tokens need none, those made for the order are known.
  ///   - recipient: who signs; nil for whom the application names.
  public func handOver(_ text: String, items: [String], recipient: String? = nil) throws -> Order {
    try journalling("handed-over", "交付", on: text) {
      let order = try order(text)
      if order.handedOver, !order.voided { throw OrderMistake.handedOver(order.number.text) }
      let given = try handingOver(items, for: order.number)
      let whole = Event.handedOver(items: try complete(given.items, of: order))
      if let recipient, order.destination.recipient != recipient, try isOpen(whole, on: order) {
        _ = try choose(nil, recipient: recipient, phone: nil, address: nil, for: text)
      }
      return try take(whole, on: text, also: given.change)
    }
  }

  /// Whether an event may happen now; what may not is refused, and journalled, when it is taken.
  private func isOpen(_ event: Event, on order: Order) throws -> Bool {
    let (person, rules) = (try acting(), try rules(for: order))
    do throws(OutOfTurn) { _ = try order.after(event, by: person, under: rules) } catch { return false }
    return true
  }

  /// Records a parcel. One with the goods is the handover; one with the invoice alone follows whenever it is there.
  public func ship(
    _ text: String, courier: String, waybill: String, items: [String], invoiceOnly: Bool
  ) throws -> Order {
    try journalling("shipped", "寄出", on: text) {
      let order = try order(text)
      guard !invoiceOnly else {
        // Who names none posts all that are here.
        let invoices = items.isEmpty ? order.postableInvoices.map { "\(Order.invoiceItem) \($0)" } : items
        return try take(
          .delivery(.shipped(Shipment(.invoice, courier: courier, waybill: waybill, items: invoices))), on: text)
      }
      // A run that was cut short left the parcel without the handover.
      if order.delivery.goods?.waybill != waybill {
        let sent = try complete(handingOver(items, for: order.number).items, of: order)
        _ = try take(
          .delivery(.shipped(Shipment(.goods, courier: courier, waybill: waybill, items: sent))), on: text)
      }
      let sent = try self.order(text).delivery.goods?.items ?? items
      let given = try handingOver(sent, for: order.number)
      return try take(.handedOver(items: given.items), on: text, also: given.change)
    }
  }

  private func complete(_ items: [String], of order: Order) throws -> [String] {
    let rules = try rules(for: order)
    do throws(DeliveryRefusal) { return try order.complete(items, under: rules) } catch {
      throw OutOfTurn.delivery(error)
    }
  }
}
