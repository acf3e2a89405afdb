// Papers wanted in several copies (一式两份): all come back, or one does and the clerk states where the others are.

/// What is said about a paper's other copies.
public enum CopyEvent: Hashable, Sendable, Codable {
  /// The other copies were seen signed and sealed, and stay with the applicant.
  case kept(slot: String, reason: String)
}

/// The papers of a revision whose other copies the applicant keeps.
public struct CopyStatements: Hashable, Sendable, Codable {
  public internal(set) var slots: Set<String> = []

  public init() {}
}

extension CopyEvent {
  /// Never changes: the journal knows it by this word.
  var name: String { "copy-kept" }

  var title: String { "其余各份由申请人留存" }
}

extension Order {
  /// A paper of an order that is not complete.
  public typealias MissingPaper = (paper: OrderRules.Paper, pages: [Int], copies: [Int])

  /// What a paper lacks: pages while no copy is whole, then the copies that are not.
  func lacking(_ needed: OrderRules.Paper) -> MissingPaper? {
    let here = papers.filter { $0.slot == needed.slot }
    if needed.pages == 0 { return here.isEmpty ? (needed, [], []) : nil }
    let missing = Dictionary(grouping: here, by: \.copy).mapValues { $0.lackingPages(of: needed.pages) }
    guard let fullest = missing.values.min(by: { $0.count < $1.count }) else {
      return (needed, Array(1...needed.pages), [])
    }
    if !fullest.isEmpty { return (needed, fullest, []) }
    let whole = missing.count { $0.value.isEmpty }
    if whole >= needed.copies || copyStatements?.slots.contains(needed.slot) == true { return nil }
    return (needed, [], (1...needed.copies).filter { missing[$0]?.isEmpty != true })
  }

  /// One whole copy must have come back before the others may be left with the applicant.
  mutating func apply(_ event: CopyEvent, under rules: OrderRules) throws(OutOfTurn) {
    guard case .kept(let slot, let reason) = event, takesPapers(under: rules), !reason.isEmpty,
      papers.contains(where: { $0.slot == slot && $0.page != nil })
    else { throw .impossible(event.title) }
    copyStatements = copyStatements ?? CopyStatements()
    copyStatements?.slots.insert(slot)
  }
}

extension [Paper] {
  /// The pages that one copy lacks. A form filled in by hand has as many as its blank; pages of both make no copy.
  fileprivate func lackingPages(of pages: Int) -> [Int] {
    let printed = filter { $0.byHand == nil }
    let (here, count) = printed.isEmpty ? (self, first?.byHand ?? pages) : (printed, pages)
    return (1...count).filter { page in !here.contains { $0.page == page } }
  }
}
