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
    let others = try edges(of: set, ready.sheet, besides: ready.code.page)
    return findings(of: PageEdge(half: half, whole: verdict.wholeSeal), ready.code.page, beside: others)
  }

  private func findings(of own: PageEdge, _ page: Int, beside others: [Int: PageEdge]) -> [ScanFinding] {
    let whole = own.whole ?? others.values.lazy.compactMap(\.whole).first
    let match = StraddleMatch(thresholds: thresholds)
    var findings: [ScanFinding] = []
    if let above = others[page - 1] { findings += match.findings(above.half, own.half, whole: whole) }
    if let below = others[page + 1] { findings += match.findings(own.half, below.half, whole: whole) }
    return findings
  }

  /// The parts on this copy's other pages, those that wait for a person too: of this run, and of earlier ones, looked at
  /// once more.
  private func edges(of set: PageSet, _ sheet: KnownSheet, besides own: Int?) throws -> [Int: PageEdge] {
    var edges = edges[set] ?? [:]
    for paper in known[set.reference]?.order.whatIsHere ?? [] where paper.slot == set.slot && paper.copy == set.copy {
      guard let page = paper.page, page != own, edges[page] == nil else { continue }
      edges[page] = try edge(of: paper, page, sheet)
    }
    self.edges[set] = edges
    return edges
  }

  private func edge(of paper: Paper, _ page: Int, _ sheet: KnownSheet) throws -> PageEdge? {
    guard let (scanned, code) = try coded(paper), sheet.pages.indices.contains(page - 1) else { return nil }
    let laidOut = sheet.pages[page - 1]
    let expected = ExpectedPage(
      code: code, size: laidOut.size, boxes: laidOut.boxes, sealClasses: sheet.seals,
      optional: sheet.optional(on: laidOut))
    let verdict = judge.judge(scanned, against: expected)
    return verdict.straddle.map { PageEdge(half: $0, whole: verdict.wholeSeal) }
  }

  /// A kept page read once more; nil for one without a code, such as a blank form that was filled in by hand.
  private func coded(_ paper: Paper) throws -> (ScannedPage, PageCode)? {
    guard let id = ObjectID(paper.object) else { return nil }
    let upload = Upload(name: "", bytes: try desk.store.object(id))
    guard case .success(let scanned) = reader.page(0, of: upload), let code = PageJudge.code(on: scanned) else {
      return nil
    }
    return (scanned, code)
  }

  /// Why a page that waits cannot be taken beside those of its copy that were: its part of the seal across the edges is
  /// another impression's.
  func mismatch(of paper: Paper, in order: Order) throws -> ScanFinding? {
    let taken = order.papers.filter { $0.slot == paper.slot && $0.copy == paper.copy && $0.page != paper.page }
    guard let page = paper.page, paper.byHand == nil, !taken.isEmpty, let (_, code) = try coded(paper),
      let known = try known(code), let sheet = known.sheet(of: code), sheet.slot.straddled,
      let own = try edge(of: paper, page, sheet)
    else { return nil }
    var edges: [Int: PageEdge] = [:]
    for other in taken {
      guard let place = other.page, abs(place - page) == 1 else { continue }
      edges[place] = try edge(of: other, place, sheet)
    }
    return findings(of: own, page, beside: edges).first { $0.weight == .refuse }
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
    var pages: [Int: Set<Int>] = [:]
    for paper in known.order.whatIsHere where paper.slot == set.slot {
      pages[paper.copy, default: []].insert(paper.page ?? 0)
    }
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

extension Order {
  /// Pages that were taken, and those that wait for a person.
  fileprivate var whatIsHere: [Paper] { papers + (referred ?? []).map(\.paper) }
}
