// Puts scanned pages where they belong: code by code, order by order, each judged against the page it should be.
internal import Pictures
internal import Records
public import Domain
internal import Cryptography
internal import Files
internal import Layout
public import Scans
internal import Services

/// One run of scan over uploads.
public final class Sorting {
  /// A page with the order it belongs to, if any.
  public struct Sorted: Sendable {
    public let verdict: PageVerdict
    public let order: OrderNumber?
    /// The document's id, such as `application-form`.
    public let document: String?
  }

  private let desk: Desk
  private let reader: ScanReader
  private let judge: PageJudge
  private let thresholds: Thresholds
  private let wanted: Row?
  private var known: [String: Known] = [:]

  typealias Row = (number: OrderNumber, reference: String)

  /// What an order's pages should look like.
  private struct Known {
    var order: Order
    var sheets: [DocumentMaker.Sheets]

    var papers: OrderPapers {
      let papers = sheets.map { sheets in
        OrderPapers.Paper(
          document: sheets.definition.code, edition: sheets.definition.edition, pages: sheets.document.pages.count,
          digest: Base32.text(sheets.digest, count: 12))
      }
      return OrderPapers(revision: order.revision, papers: papers)
    }
  }

  /// - Parameters:
  ///   - order: the order the clerk named; nil when pages sort themselves.
  ///   - worker: the program that decodes uploads; the running one by default.
  public init(desk: Desk, order: String? = nil, worker: String = "/proc/self/exe") throws {
    self.desk = desk
    thresholds = try Thresholds(json: Files.read("\(desk.forms)/common/scan-thresholds.json", limit: 1_000_000))
    reader = ScanReader(worker: worker, reading: thresholds.reading)
    judge = PageJudge(thresholds: thresholds)
    wanted = try order.map { order in
      let row = try desk.row(order)
      return (row.number, row.reference)
    }
  }

  /// Judges every page of one upload; pages that are accepted are kept and journalled before this returns.
  public func take(_ path: String) throws -> [Sorted] {
    try reader.read(file: path).map { result in
      switch result {
      case .success(let page): return try sort(page)
      case .failure(let error): throw UnreadableUpload(file: Files.name(of: path), explanation: error.explanation)
      }
    }
  }

  private func sort(_ page: ScannedPage) throws -> Sorted {
    let code = PageJudge.code(on: page)
    let known = try code.flatMap { try self.known($0) }
    let identity = PageMatch.findings(code, sawForeignCode: code == nil && !page.codes.isEmpty, try knowledge(known))
    guard let code, let known, let sheets = known.sheets.first(where: { $0.definition.code == code.document }),
      code.page >= 1, code.page <= sheets.document.pages.count
    else {
      let findings = identity.isEmpty ? [ScanFinding(.refuse, .noCode)] : identity
      return Sorted(verdict: judge.refused(page, findings), order: known?.order.number, document: nil)
    }
    let verdict = judge.judge(page, against: expected(code, sheets), identity: identity)
    try keep(verdict, page, code, sheets, known.order)
    return Sorted(verdict: verdict, order: known.order.number, document: sheets.slot.id)
  }

  /// Whether the code is vouched for, and which papers its order has.
  private func knowledge(_ known: Known?) throws -> PageKnowledge {
    let key = try desk.siteKey()
    return PageKnowledge(
      kiosk: desk.store.kiosk, wanted: wanted?.reference,
      vouching: { code in
        guard code.seal?.key == key.id else { return .unknownKey }
        return code.isVouched(by: key) ? .holds : .broken
      }, papers: { _ in known?.papers })
  }

  /// What the code's order should look like, the code's document in the edition that the code names.
  private func known(_ code: PageCode) throws -> Known? {
    guard var known = try known(code.reference) else { return nil }
    guard let place = known.sheets.firstIndex(where: { $0.definition.code == code.document }),
      known.sheets[place].definition.edition != code.edition
    else { return known }
    do {
      let slot = known.sheets[place].slot.id
      let others = try desk.sheets(of: known.order, copy: 1, editions: [slot: code.edition])
      known.sheets[place] = others.first { $0.slot.id == slot } ?? known.sheets[place]
      self.known[code.reference] = known
    } catch CounterError.noEdition {}  // The page is then refused as one of another edition.
    return known
  }

  private func known(_ reference: String) throws -> Known? {
    if let known = known[reference] { return known }
    guard let row = try desk.store.order(reference: reference) else { return nil }
    let order = try desk.read(row)
    let found = Known(order: order, sheets: try desk.sheets(of: order, copy: 1))
    known[reference] = found
    return found
  }

  private func expected(_ code: PageCode, _ sheets: DocumentMaker.Sheets) -> ExpectedPage {
    let page = sheets.document.pages[code.page - 1]
    let classes = Dictionary(
      sheets.definition.seals.map { ($0.id, $0.judged) }, uniquingKeysWith: { first, _ in first })
    return ExpectedPage(
      code: code, size: page.size, boxes: page.boxes, sealClasses: classes,
      optional: Self.optional(page.boxes, slot: sheets.slot))
  }

  /// Boxes for the counter's own staff stay empty until the handover; of a capture sheet only the first box must be used.
  private static func optional(_ boxes: [NamedBox], slot: DocumentSlot) -> Set<String> {
    let captures = boxes.filter { if case .capture = $0.kind { true } else { false } }.dropFirst()
    let staff = boxes.filter { $0.name.hasPrefix("staff") || $0.name.hasPrefix("counter") }
    return Set((captures + staff).map(\.name))
  }

  /// Keeps an accepted page sealed and journals it; what was refused is journalled with its codes.
  private func keep(
    _ verdict: PageVerdict, _ page: ScannedPage, _ code: PageCode, _ sheets: DocumentMaker.Sheets, _ order: Order
  ) throws {
    let codes = verdict.findings.map(\.explanation.code)
    if verdict.verdict != .accepted {
      _ = try desk.record(
        .paperRefused(slot: sheets.slot.id, page: code.page, codes: codes, object: nil), on: order.number,
        by: Desk.itself)
      return
    }
    if order.papers.contains(where: { $0.slot == sheets.slot.id && $0.page == code.page && $0.copy == code.copy }) {
      return
    }
    let object = try desk.store.putObject(JPEG.encode(page.picture, quality: 85), order: order.number)
    for seal in verdict.seals { _ = try desk.store.putObject(seal.png, order: order.number) }
    let paper = Paper(
      slot: sheets.slot.id, page: code.page, copy: code.copy, object: object.text, thresholds: verdict.thresholds)
    let after = try desk.record(.paperAccepted(paper), on: order.number, by: Desk.itself)
    self.known[code.reference]?.order = after
  }
}

extension Services.SealClass {
  /// As the judge of scans wants it: shape and accepted sizes.
  var judged: Scans.ExpectedSeal {
    let shape: Scans.ExpectedSeal.Shape =
      switch shape {
      case .round: .round
      case .oval: .oval
      case .square: .square
      }
    return Scans.ExpectedSeal(id, shape, width: accepted)
  }
}

/// An upload that could not be opened at all.
public struct UnreadableUpload: Error {
  public let file: String
  public let explanation: Explanation
}
