// order waybills: a courier's list of parcels is taken in, line by line; what was recorded before changes nothing (S0-115).
public import Domain
internal import Intake
internal import Records

extension Desk {
  /// What became of one line of a list.
  public enum TakenWaybill: Sendable {
    case shipped(Order, Place)
    /// It was recorded before.
    case known(OrderNumber, Place)
    case finding(Finding)
  }

  /// What became of a list as a whole.
  public struct WaybillSummary: Hashable, Sendable, Codable {
    public internal(set) var shipped = 0
    public internal(set) var known = 0
    public internal(set) var refused = 0
  }

  /// Records every good line of a list. Each line is a step of its order's own, so that a run that was cut short is
  /// finished by the next.
  public func importWaybills(_ file: String, told: (TakenWaybill) throws -> Void) throws -> WaybillSummary {
    let clerk = try acting()
    var summary = WaybillSummary()
    var seen: [String: (line: Int, order: OrderNumber)] = [:]
    try Waybills().read(file) { (reading: WaybillReading) throws in
      guard case .line(let line, let place) = reading else {
        guard case .finding(let finding) = reading else { return }
        if finding.severity == .error { summary.refused += 1 }
        return try told(.finding(finding))
      }
      let taken = try take(line, place)
      summary.count(taken)
      try told(taken)
      guard let order = taken.order else { return }
      let key = "\(line.courier)/\(line.waybill)"
      if let first = seen[key], first.order != order {
        try told(
          .finding(
            WaybillFault.sameWaybill(line: first.line, order: first.order.text).finding(
              in: place.file, line: place.line)))
      }
      seen[key] = seen[key] ?? (place.line ?? 0, order)
    }
    let entry = NewEntry(at: clock.now(), by: clerk.id, kind: "waybills-imported", payload: try Self.bytes(summary))
    try store.commit(Records.Change(entries: [entry]))
    return summary
  }

  private func take(_ line: WaybillLine, _ place: Place) throws -> TakenWaybill {
    do {
      let order = try order(line.order)
      if order.hasLeft(with: line) { return .known(order.number, place) }
      if !line.isInvoice, let goods = order.delivery.goods, goods.waybill != line.waybill {
        return .finding(
          WaybillFault.shippedOtherwise(order: order.number.text).finding(in: place.file, line: place.line))
      }
      return .shipped(
        try ship(
          line.order, courier: line.courier, waybill: line.waybill, items: line.items, invoiceOnly: line.isInvoice),
        place)
    } catch let refusal as any Explained where Self.isOfOneLine(refusal) {
      return .finding(Finding(.error, at: place, rule: "S0-115", refusal.explanation))
    }
  }

  /// Whether a refusal is about the line alone, so that the others can be taken.
  private static func isOfOneLine(_ refusal: any Explained) -> Bool {
    switch refusal {
    case is OutOfTurn, is DeliveryRefusal, is LedgerError: true
    case let error as CounterError: error.isOfOneOrder
    case RecordsError.shredded: true
    default: false
    }
  }
}

extension Desk.TakenWaybill {
  fileprivate var order: OrderNumber? {
    switch self {
    case .shipped(let order, _): order.number
    case .known(let number, _): number
    case .finding: nil
    }
  }
}

extension Desk.WaybillSummary {
  fileprivate mutating func count(_ taken: Desk.TakenWaybill) {
    switch taken {
    case .shipped: shipped += 1
    case .known: known += 1
    case .finding: refused += 1
    }
  }
}

extension Order {
  /// Whether this very parcel was recorded, and the goods were handed over with it.
  fileprivate func hasLeft(with line: WaybillLine) -> Bool {
    guard delivery.shipments.contains(where: { $0.waybill == line.waybill && $0.courier == line.courier }) else {
      return false
    }
    return line.isInvoice || handedOver
  }
}
