// Which copies of an order's papers have come out of a printer, as its events tell it.

/// A copy's papers handed to the print service as one job.
public struct PrintRun: Hashable, Sendable, Codable {
  /// The print service's number of the job, and the name it was given.
  public let job: Int
  public let jobName: String
  public let printer: String
  /// Digest by document id.
  public let documents: [String: String]
  /// Sides with something on them.
  public let pages: Int
  /// Counts from 1, of so many.
  public let copy: Int
  public let copies: Int
  /// 0 for the first print; reprints count from 1.
  public let reprint: Int
  /// Why the papers are printed again.
  public let reason: String?
  /// The form editions by document id.
  public let editions: [String: Int]?

  public init(
    job: Int, jobName: String, printer: String, documents: [String: String], pages: Int, copy: Int, copies: Int,
    reprint: Int, reason: String?, editions: [String: Int]? = nil
  ) {
    self.job = job
    self.jobName = jobName
    self.printer = printer
    self.documents = documents
    self.pages = pages
    self.copy = copy
    self.copies = copies
    self.reprint = reprint
    self.reason = reason
    self.editions = editions
  }
}

/// What became of a printed copy.
public enum PrintOutcome: String, Hashable, Sendable, Codable {
  case completed
  /// Taken back here or at the printer.
  case cancelled
  /// Given up by the print service or the printer.
  case failed
  /// It never arrived whole at the print service.
  case notSent
  /// The print service had forgotten it; a person saw the papers.
  case seen
  /// The print service had forgotten it; a person saw that there are none.
  case missed

  /// Whether papers lie there.
  public var isPrinted: Bool { self == .completed || self == .seen }
}

/// The printing of an order's present revision.
public struct PrintLog: Hashable, Sendable {
  /// 0 for the first print; nil before it.
  public private(set) var round: Int?
  /// Why the papers are printed again in this round.
  public private(set) var reason: String?
  /// The copies of this round that came out.
  public private(set) var printed: Set<Int> = []
  /// A copy whose end is not known yet.
  public private(set) var open: PrintRun?
  /// Jobs made so far, so that no two have one name.
  public private(set) var jobs = 0
  /// When the last copy came out.
  public private(set) var last: Instant?

  public init() {}

  /// Whether so many copies came out in this round.
  public func covers(_ copies: Int) -> Bool { round != nil && Set(1...max(1, copies)).isSubset(of: printed) }

  public mutating func take(_ event: Event, at instant: Instant) {
    switch event {
    case .printStarted(let run):
      if run.reprint != round { printed = [] }
      jobs += 1
      (round, reason, open) = (run.reprint, run.reason, run)
    case .printEnded(let job, let outcome):
      guard let run = open, run.job == job else { return }
      open = nil
      guard outcome.isPrinted else { return }
      printed.insert(run.copy)
      last = instant
    // A new revision's papers have never been printed.
    case .amended, .withdrawn: self = PrintLog()
    default: break
    }
  }
}

extension Event {
  /// The documents that it made: digests in hexadecimal, by document id.
  public var madeDocuments: [String: String] {
    switch self {
    case .printed(let documents, _, _): documents
    case .printStarted(let run): run.documents
    default: [:]
    }
  }
}

extension PrintRun {
  /// In a clerk's words: what was sent where, and why again.
  public var title: String {
    let again = reprint > 0 ? "，重印 \(reprint)（\(reason ?? "")）" : ""
    return "送打印机 \(printer)：第 \(copy) 份，共 \(copies) 份\(again)"
  }
}

extension PrintOutcome {
  /// In a clerk's words.
  public var title: String {
    switch self {
    case .completed: "已打印"
    case .cancelled: "打印被取消"
    case .failed: "打印失败"
    case .notSent: "打印作业未送出"
    case .seen: "经核对已打印"
    case .missed: "经核对未打印"
    }
  }
}
