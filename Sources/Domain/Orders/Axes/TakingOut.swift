// Pages that were taken and should not have been: a clerk takes them out again while papers come in (S0-58).

extension Order {
  /// What the program itself takes out needs no reason; a person is a clerk and gives one.
  func permitTakingOut(_ event: Event, by person: Person) throws(OutOfTurn) {
    guard case .paperRefused(_, _, _, _?, let reason?, _, _) = event else { return }
    try person.requireRole(.clerk, for: event.title)
    if reason.isBlank { throw .refused(.noReason) }
  }

  /// The page is gone, and with it what was said of its paper: the original compared, the mark on the checklist, the
  /// other copies left with the applicant.
  mutating func takeOut(_ object: String, of slot: String, under rules: OrderRules) throws(OutOfTurn) {
    let isIt = { (paper: Paper) in paper.object == object && paper.slot == slot }
    guard let paper = papers.first(where: isIt) else { return }
    try permit(paper, under: rules)
    papers.removeAll(where: isIt)
    presence.originals.removeAll { $0 == slot }
    checklist.marks[slot] = nil
    copyStatements?.slots.remove(slot)
  }
}
