// Which slip an applicant gets after head office's decision: that of an approval, or what must be brought (S0-137).
public import Domain

extension Desk {
  /// The order that a record from head office decided about and the name of its slip; nil for every other record.
  public func decisionSlip(after line: Imported) throws -> (order: Order, slip: String)? {
    guard line.kind == "decision", line.changed, let text = line.order else { return nil }
    let order = try order(text)
    return (order, order.review == .approved ? "approval-slip" : "correction-notice")
  }
}
