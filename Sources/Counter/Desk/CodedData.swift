// Applicant data as a QR code on a picture, a screen shot or a scan: decoded in the confined child, then read like a file.
internal import Domain
internal import Files
internal import Intake
internal import Pictures
internal import Scans

/// Reads a data file, or the codes on a picture of one (S0-180).
struct CodedData {
  private let forms: String
  private let worker: String

  init(forms: String, worker: String = "/proc/self/exe") { (self.forms, self.worker) = (forms, worker) }

  /// Whatever is wrong is a finding; only what `each` throws is thrown, and what keeps the forms from being read.
  func read(_ path: String, with intake: Intake, each: (Reading) throws -> Void) throws {
    guard Self.isPicture(path) else { return try intake.read(path, each: each) }
    let thresholds = try Thresholds(json: Files.read("\(forms)/common/scan-thresholds.json", limit: 1_000_000))
    var texts: [String] = []
    for page in ScanReader(worker: worker, reading: thresholds.reading).read(file: path) {
      switch page {
      case .success(let page): texts += Self.texts(on: page)
      case .failure(let error): return try each(.finding(Self.finding(path, error.explanation)))
      }
    }
    guard !texts.isEmpty else { return try each(.finding(Self.finding(path, CounterError.noDataCode.explanation))) }
    for text in texts { try intake.read(Array(text.utf8), named: path, each: each) }
  }

  private static func finding(_ path: String, _ explanation: Explanation) -> Finding {
    Finding(.error, at: Place(file: path), rule: "S0-180", explanation)
  }

  /// By its first bytes, never by its name.
  private static func isPicture(_ path: String) -> Bool {
    guard let head = try? Files.beginning(of: path, 16) else { return false }
    return PictureFormat(sniffing: head).map { [.jpeg, .png, .tiff, .pdf].contains($0) } ?? false
  }

  /// What the codes say, from top to bottom. Two decoders may see the same code; our own page codes are no data.
  private static func texts(on page: ScannedPage) -> [String] {
    var seen: [FoundCode] = []
    for code in page.codes where code.pageCode == nil && !seen.contains(where: { $0.isSamePlace(as: code) }) {
      seen.append(code)
    }
    return seen.sorted { ($0.corners[0].y, $0.corners[0].x) < ($1.corners[0].y, $1.corners[0].x) }.map(\.text)
  }
}

extension FoundCode {
  fileprivate func isSamePlace(as other: FoundCode) -> Bool {
    abs(corners[0].x - other.corners[0].x) + abs(corners[0].y - other.corners[0].y)
      < (abs(corners[0].x - corners[2].x) + abs(corners[0].y - corners[2].y)) / 2
  }
}
