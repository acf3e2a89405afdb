// Pages that belong together: the seal across their edges, and whether a copy is whole.
internal import Layout
internal import Services
internal import Domain
internal import Records
public import Scans

/// What a page shows of the seal across the edges, and a whole impression to hold it against.
struct PageEdge: Sendable {
  let half: StraddleHalf
  let whole: SealPattern?
}

extension Sorting {
  /// A document of an order that is not whole after a run.
  public struct Incomplete: Sendable {
    public let order: String
    public let document: String
    /// The page that is missing; nil when pages of several copies lie mixed.
    public let page: Int?
    public let finding: ScanFinding
  }

  /// Whether this page's part of the seal goes on where its neighbours' parts of the same copy end.
  func edgeFindings(of verdict: PageVerdict, _ ready: ReadyPage, _ set: PageSet) throws -> [ScanFinding] {
    guard verdict.verdict != .refused, ready.sheet.slot.straddled, let half = verdict.straddle else { return [] }
    let others = try edges(of: set, ready)
    let whole = verdict.wholeSeal ?? others.values.lazy.compactMap(\.whole).first
    let match = StraddleMatch(thresholds: thresholds)
    var findings: [ScanFinding] = []
    if let above = others[ready.code.page - 1] { findings += match.findings(above.half, half, whole: whole) }
    if let below = others[ready.code.page + 1] { findings += match.findings(half, below.half, whole: whole) }
    return findings
  }

  /// The parts on this copy's other pages: of this run, and of earlier ones, looked at once more.
  private func edges(of set: PageSet, _ ready: ReadyPage) throws -> [Int: PageEdge] {
    var edges = edges[set] ?? [:]
    let papers = known[set.reference]?.order.papers ?? []
    for paper in papers where paper.slot == set.slot && paper.copy == set.copy {
      guard let page = paper.page, page != ready.code.page, edges[page] == nil else { continue }
      edges[page] = try edge(of: paper, page, ready)
    }
    self.edges[set] = edges
    return edges
  }

  private func edge(of paper: Paper, _ page: Int, _ ready: ReadyPage) throws -> PageEdge? {
    guard let id = ObjectID(paper.object) else { return nil }
    let upload = Upload(name: "", bytes: try desk.store.object(id))
    guard case .success(let scanned) = reader.page(0, of: upload), let code = PageJudge.code(on: scanned) else {
      return nil
    }
    let laidOut = ready.sheet.pages[page - 1]
    let expected = ExpectedPage(
      code: code, size: laidOut.size, boxes: laidOut.boxes, sealClasses: ready.sheet.seals,
      optional: ready.sheet.optional(on: laidOut))
    let verdict = judge.judge(scanned, against: expected)
    return verdict.straddle.map { PageEdge(half: $0, whole: verdict.wholeSeal) }
  }

  /// What the documents that pages came for still lack: pages, or one copy whose pages are all there.
  public func incomplete() throws -> [Incomplete] {
    let documents = Dictionary(grouping: sets.keys) { "\($0.reference) \($0.slot)" }
    return try documents.sorted { $0.key < $1.key }.flatMap { _, sets in try incomplete(sets) }
  }

  private func incomplete(_ sets: [PageSet]) throws -> [Incomplete] {
    guard let set = sets.first, let known = try known(set.reference),
      let sheet = known.sheets.first(where: { $0.slot.id == set.slot })
    else { return [] }
    let here = known.order.papers + (known.order.referred ?? []).map(\.paper)
    var pages: [Int: Set<Int>] = [:]
    for paper in here where paper.slot == set.slot { pages[paper.copy, default: []].insert(paper.page ?? 0) }
    for (set, codes) in self.sets where sets.contains(set) {
      pages[set.copy, default: []].formUnion(codes.map(\.page))
    }
    func lack(_ finding: ScanFinding, page: Int?) -> Incomplete {
      Incomplete(order: set.order.text, document: set.slot, page: page, finding: finding)
    }
    let codes = pages.flatMap { copy, pages in pages.map { (copy: copy, page: $0) } }
    return PageMatch.lacking(codes, pages: sheet.pages.count).map { finding in
      if case .pageMissing(let page) = finding.fault { return lack(finding, page: page) }
      return lack(finding, page: nil)
    }
  }
}
