// Whether a page is the right paper: its code against what the counter knows of keys, orders and documents.
public import Domain

/// What the counter knows, as far as a page code can be held against it.
public struct PageKnowledge: Sendable {
  public enum Vouching: Sendable {
    case holds, broken, unknownKey
  }

  /// This kiosk's three characters.
  public var kiosk: String
  /// Whether a code's MAC holds under the site's key that it names.
  public var vouching: @Sendable (PageCode) -> Vouching
  /// The order's papers by the reference on the page; nil when this store has no such order.
  public var papers: @Sendable (_ reference: String) -> OrderPapers?
  /// The reference of the order the clerk named; nil when pages sort themselves.
  public var wanted: String?

  public init(
    kiosk: String, wanted: String? = nil, vouching: @escaping @Sendable (PageCode) -> Vouching,
    papers: @escaping @Sendable (_ reference: String) -> OrderPapers?
  ) {
    self.kiosk = kiosk
    self.wanted = wanted
    self.vouching = vouching
    self.papers = papers
  }
}

/// The papers of an order's present revision.
public struct OrderPapers: Hashable, Sendable {
  public struct Paper: Hashable, Sendable {
    /// Two characters, as printed.
    public var document: String
    public var edition: Int
    public var pages: Int
    /// The twelve characters printed on its pages.
    public var digest: String

    public init(document: String, edition: Int, pages: Int, digest: String) {
      self.document = document
      self.edition = edition
      self.pages = pages
      self.digest = digest
    }
  }

  public var revision: Int
  public var papers: [Paper]

  public init(revision: Int, papers: [Paper]) {
    self.revision = revision
    self.papers = papers
  }
}

public enum PageMatch {
  /// Why a page is not the right paper; empty when it is.
  /// - Parameter sawForeignCode: some code was there that is none of ours.
  public static func findings(
    _ code: PageCode?, sawForeignCode: Bool = false, _ known: PageKnowledge
  ) -> [ScanFinding] {
    guard let code else { return [ScanFinding(.refuse, sawForeignCode ? .foreignCode : .noCode)] }
    let fault = origin(of: code, known) ?? place(of: code, known)
    return fault.map { [ScanFinding(.refuse, $0)] } ?? []
  }

  private static func origin(of code: PageCode, _ known: PageKnowledge) -> ScanFault? {
    guard let seal = code.seal else { return .previewCode }
    return switch known.vouching(code) {
    case .holds: nil
    case .broken: .forgedCode
    case .unknownKey: .unknownKey(seal.key)
    }
  }

  private static func place(of code: PageCode, _ known: PageKnowledge) -> ScanFault? {
    if let wanted = known.wanted, wanted != code.reference { return .otherOrder }
    guard let order = known.papers(code.reference) else {
      // The MAC holds: what the code says of its kiosk is true.
      return .unknownOrder(printedBy: code.seal.flatMap { $0.kiosk == known.kiosk ? nil : $0.kiosk })
    }
    // An order's number begins with its kiosk's, which alone prints its papers: a code that says otherwise was made by
    // somebody who has the site's key.
    if code.seal?.kiosk != known.kiosk { return .forgedCode }
    // Revisions first: an older one differs in everything else too.
    if code.revision < order.revision { return .olderRevision(code.revision, present: order.revision) }
    guard let paper = order.papers.first(where: { $0.document == code.document }), code.page <= paper.pages,
      code.page >= 1
    else { return .otherDocument }
    if code.edition != paper.edition { return .otherEdition(code.edition, present: paper.edition) }
    let same = code.digest == paper.digest && code.revision == order.revision && code.pages == paper.pages
    return same ? nil : .otherContent
  }

  /// What a document lacks whose pages came in some copies: pages of all of them, or one whole copy.
  public static func lacking(_ seen: [(copy: Int, page: Int)], pages: Int) -> [ScanFinding] {
    let present = Set(seen.map(\.page))
    let missing = (1...max(1, pages)).filter { !present.contains($0) }
    if !missing.isEmpty {
      return missing.map { ScanFinding(.refuse, .pageMissing($0), measured: Double($0), unit: "page") }
    }
    let copies = Dictionary(grouping: seen, by: \.copy).values.map { Set($0.map(\.page)).count }
    return copies.contains(pages) ? [] : [ScanFinding(.refuse, .copiesMixed)]
  }
}
