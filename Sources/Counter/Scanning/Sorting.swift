// Puts scanned pages where they belong: code by code, order by order, each judged against the page it should be.
internal import Services
internal import Files
internal import Layout
internal import Pictures
internal import Records
public import Domain
public import Scans

/// One run of scan over uploads.
public final class Sorting {
  /// A page with the order it belongs to, if any.
  public struct Sorted: Sendable {
    public internal(set) var verdict: PageVerdict
    public let order: OrderNumber?
    /// The document's id, such as `application-form`.
    public let document: String?
  }

  /// What a run tells as it goes.
  public enum Told: Sendable {
    case page(Sorted)
    case unreadable(UnreadableUpload)
  }

  /// Only judges: nothing is kept, journalled or remembered.
  public var isTrial = false

  let desk: Desk
  let reader: ScanReader
  let judge: PageJudge
  let thresholds: Thresholds
  private let wanted: OrderRow?
  var known: [String: KnownOrder] = [:]
  /// Pages of this run by the text of their codes, with what became of the first.
  var seen: [String: Verdict] = [:]
  /// Which documents of which orders pages came for, with the pages that were there, whatever became of them.
  var sets: [PageSet: [PageCode]] = [:]
  /// What pages that were taken show of the seal across their edges.
  var edges: [PageSet: [Int: PageEdge]] = [:]
  let printed: PrintedPages
  /// Pages of this run's uploads by the digest of their bytes, and pages without a code by what they look like.
  var uploaded: Set<UploadedPage> = []
  var codeless: CodelessPages

  /// - Parameters:
  ///   - order: the order the clerk named; nil when pages sort themselves.
  ///   - worker: the program that decodes uploads; the running one by default.
  public init(desk: Desk, order: String? = nil, worker: String = "/proc/self/exe") throws {
    self.desk = desk
    thresholds = try Thresholds(json: Files.read("\(desk.forms)/common/scan-thresholds.json", limit: 1_000_000))
    reader = ScanReader(worker: worker, reading: thresholds.reading)
    judge = PageJudge(thresholds: thresholds)
    printed = PrintedPages(desk: desk)
    codeless = CodelessPages(thresholds: thresholds)
    wanted = try order.map { try desk.row($0) }
  }

  /// A page glanced at and not yet judged.
  struct Arrival: Sendable {
    let glance: PageGlance
    /// The page itself, where no code says what it is and only looking tells.
    let uncoded: ScannedPage?
    let upload: Upload
    /// SHA-256 of the upload's bytes.
    let digest: [UInt8]
  }

  /// A page on its way: judged already, or known well enough to be.
  enum Prepared: Sendable {
    case done(Sorted)
    case ready(ReadyPage)
  }

  /// Everything that judging a page needs, and what keeping it will.
  struct ReadyPage: Sendable {
    let glance: PageGlance
    let upload: Upload
    /// SHA-256 of the upload's bytes.
    let digest: [UInt8]
    let code: PageCode
    let expected: ExpectedPage
    let identity: [ScanFinding]
    let order: OrderNumber
    let sheet: KnownSheet
  }

  /// A page with what was found on it.
  struct JudgedPage: Sendable {
    let page: ScannedPage
    let verdict: PageVerdict
  }

  /// Which paper a page is; only the right paper is judged further.
  func prepare(_ arrival: Arrival) throws -> Prepared {
    let page = arrival.glance
    if let needless = needless(arrival) { return .done(needless) }
    let code = PageJudge.code(on: page)
    let known = try code.flatMap { try self.known($0) }
    let identity =
      PageJudge.contradiction(on: page)
      + PageMatch.findings(code, sawForeignCode: code == nil && !page.codes.isEmpty, try knowledge(known))
    guard let code, let known, let sheet = known.sheet(of: code), code.page >= 1, code.page <= sheet.pages.count,
      !identity.contains(where: { $0.weight == .refuse })
    else {
      let again = arrival.uncoded.map { codeless.findings(on: $0) } ?? []
      let findings = (identity.isEmpty ? [ScanFinding(.refuse, .noCode)] : identity) + again
      let document = code.flatMap { known?.sheet(of: $0)?.slot.id }
      let sorted = Sorted(
        verdict: judge.refused(page, findings), order: known?.order.number, document: document)
      try journalRefusal(sorted, code, arrival.digest)
      return .done(sorted)
    }
    let ready = ReadyPage(
      glance: page, upload: arrival.upload, digest: arrival.digest, code: code,
      expected: try expected(code, sheet, known), identity: identity,
      order: known.order.number, sheet: sheet)
    return .ready(ready)
  }

  /// Whether the code is vouched for, and which papers its order has.
  private func knowledge(_ known: KnownOrder?) throws -> PageKnowledge {
    let key = try desk.siteKey()
    let papers = known?.papers
    return PageKnowledge(
      kiosk: desk.store.kiosk, wanted: wanted?.reference,
      vouching: { code in
        guard code.seal?.key == key.id else { return .unknownKey }
        return code.isVouched(by: key) ? .holds : .broken
      }, papers: { _ in papers })
  }

  private func expected(_ code: PageCode, _ sheet: KnownSheet, _ known: KnownOrder) throws -> ExpectedPage {
    let page = sheet.pages[code.page - 1]
    return ExpectedPage(
      code: code, size: page.size, boxes: page.boxes, sealClasses: sheet.seals, optional: sheet.optional(on: page),
      blanks: sheet.blanks(on: page, fields: desk.packs.catalogue),
      printed: try printed.page(of: code, known.order, sheet))
  }
}

/// An upload, or a page of one, that could not be read at all.
public struct UnreadableUpload: Error {
  public let file: String
  /// Counts from 1.
  public var page = 1
  public let explanation: Explanation
  /// Whether the machine failed and not the upload, which is no verdict: it may be read another time.
  public var mayPass = false
}
