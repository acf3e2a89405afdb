// When a slip may be made: what it tells must have happened. An empty one, which anybody could fill in, is never made.
internal import Domain
internal import Services

extension Desk {
  /// - Throws: `nothingPaid`, `paperTooEarly` or `paperUntrue` while what the paper tells has not happened.
  func requireTime(for paper: DocumentDefinition, _ order: Order) throws {
    switch paper.id {
    case "receipt": guard order.confirmedFen > 0 else { throw LedgerError.nothingPaid }
    case "approval-slip": try require(order.review == .approved, paper, after: .review)
    case "completion-slip":
      try require(order.provenTokens >= rules(for: order).tokens, paper, after: .production)
    case "handover-receipt": try require(order.handedOver, paper, after: .handover)
    case "correction-notice": guard try isSentBack(order) else { throw OrderMistake.paperUntrue(paper.title) }
    case "upgrade-trace": guard order.old.upgrade != nil else { throw OrderMistake.paperUntrue(paper.title) }
    default: break
    }
  }

  /// Forms come back signed and sealed, and a label says nothing; a slip speaks for the counter.
  /// - Throws: `noBlank`.
  func requireBlank(_ paper: DocumentDefinition) throws(OrderMistake) {
    guard paper.kind != .slip else { throw .noBlank(paper.title) }
  }

  private func require(_ happened: Bool, _ paper: DocumentDefinition, after step: Step) throws(OrderMistake) {
    guard happened else { throw .paperTooEarly(paper.title, before: step) }
  }

  /// Whether the last review sent papers back; the notice of it may be printed again until an approval.
  private func isSentBack(_ order: Order) throws -> Bool {
    try history(of: order).compactMap { $0.event?.sentBack }.last?.isEmpty == false
  }
}

extension Event {
  /// What a review sent back, wherever it was held; empty for an approval, nil for what is no verdict.
  var sentBack: [Rejection]? {
    switch self {
    case .approved, .entitlement(.approvedByRule): []
    case .rejected(let items): items
    case .headOffice(.decided(let decision)): decision.rejected
    default: nil
    }
  }
}
