// page list, show: the papers of an order slot by slot, and small pictures of them for a screen (S0-58).
public import Domain
internal import Files
internal import Pictures
internal import Records
internal import Scans

extension Desk {
  /// A page of an order as a list shows it.
  public struct ShownPage: Sendable {
    public enum Standing: String, Sendable { case accepted, waiting, missing }

    public let slot: String
    public let title: String
    /// Nil for a paper without page codes.
    public let page: Int?
    /// Nil for what is missing.
    public let copy: Int?
    public let standing: Standing
    /// What its picture is called by: the digest of one that waits, the object of one that was taken; nil for none.
    public let picture: String?
  }

  /// Every page of an order by its slot: taken, waiting for a person, and missing.
  public func pages(of order: Order) throws -> [ShownPage] {
    let papers = try rules(for: order).papers
    let titles = Dictionary(papers.map { ($0.slot, $0.title) }) { first, _ in first }
    func shown(_ paper: Paper, _ standing: ShownPage.Standing, _ picture: String) -> ShownPage {
      ShownPage(
        slot: paper.slot, title: titles[paper.slot] ?? paper.slot, page: paper.page, copy: paper.copy,
        standing: standing, picture: picture)
    }
    let here =
      order.papers.map { shown($0, .accepted, $0.object) }
      + (order.referred ?? []).map { shown($0.paper, .waiting, $0.digest) }
    let missing = try order.missingPapers(under: rules(for: order)).flatMap { paper, pages, copies in
      (pages.isEmpty ? [nil] : pages.map(Optional.some)).map {
        ShownPage(slot: paper.slot, title: paper.title, page: $0, copy: copies.first, standing: .missing, picture: nil)
      }
    }
    let places = Dictionary(papers.enumerated().map { ($1.slot, $0) }) { first, _ in first }
    return (here + missing).enumerated().sorted { a, b in
      let (left, right) = (places[a.element.slot] ?? .max, places[b.element.slot] ?? .max)
      return (left, a.element.page ?? 0, a.offset) < (right, b.element.page ?? 0, b.offset)
    }.map(\.element)
  }

  /// A small upright JPEG of a page, decoded in the confined child like any upload.
  /// - Parameters:
  ///   - picture: the page's name in `pages(of:)`.
  ///   - most: pixels of its longest side.
  public func thumbnail(
    of picture: String, in text: String, most: Int = 320, worker: String = "/proc/self/exe"
  ) throws -> [UInt8] {
    let order = try order(text)
    let object = (order.referred ?? []).first { $0.digest == picture }?.paper.object
    let kept = order.papers.first { $0.object == picture }?.object
    guard let name = object ?? kept, let id = ObjectID(name) else { throw CounterError.noDocument(picture) }
    let thresholds = try Thresholds(json: Files.read("\(forms)/common/scan-thresholds.json", limit: 1_000_000))
    let reader = ScanReader(worker: worker, reading: thresholds.reading)
    let upload = Upload(name: "\(picture.prefix(12)).jpg", bytes: try store.object(id))
    return try JPEG.encode(reader.page(0, of: upload).get().upright.bounded(by: most), quality: 80)
  }
}
