// Papers that come back: each printed page signed, stamped and scanned by the paper simulator, in any turn and order.
internal import Files
internal import Foundation
internal import Processes

struct SimulatedPaper {
  let kiosk: Kiosk
  /// A folder of documents for each application.
  let outbox: String
  let scans: String

  /// A page as it is to come back.
  struct Page {
    let application: String
    let document: String
    let number: Int
  }

  /// Simulates every page of these applications; three of them come back with something wrong.
  /// - Returns: the faulty pages.
  func bringBack(_ applications: [String]) throws -> [Page] {
    let pages = try applications.flatMap { try self.pages(of: $0) }
    let cases = ["no-seal", "no-signature", "half-seal"]
    var faulty: [Page] = []
    try simulate(pages) { index, page in
      guard page.document == "application-form", page.number == 1, faulty.count < cases.count, index % 7 == 0 else {
        return nil
      }
      faulty.append(page)
      return cases[faulty.count - 1]
    }
    return faulty
  }

  /// The same pages once more, as they should be.
  func bringAgain(_ pages: [Page]) throws { try simulate(pages) { _, _ in nil } }

  private func pages(of application: String) throws -> [Page] {
    let names = (try? Files.names(in: "\(outbox)/\(application)")) ?? []
    return try names.filter { $0.hasSuffix(".boxes.json") }.map { String($0.dropLast(".boxes.json".count)) }
      .filter { !$0.hasSuffix(".2") }
      .flatMap { document -> [Page] in
        let boxes = try Files.read("\(outbox)/\(application)/\(document).boxes.json", limit: 1 << 20)
        let rows = try JSONSerialization.jsonObject(with: Data(boxes)) as? [[String: Any]] ?? []
        let count = rows.compactMap { $0["page"] as? Int }.max() ?? 1
        return (1...count).map { Page(application: application, document: document, number: $0) }
      }
  }

  /// Two simulators at a time.
  private func simulate(_ pages: [Page], fault: (Int, Page) -> String?) throws {
    var running: [Child] = []
    for (index, page) in pages.enumerated() {
      if running.count == 2 { try finished(running.removeFirst()) }
      running.append(try start(page, seed: index + 1, fault: fault(index, page)))
    }
    for child in running { try finished(child) }
    try keepStandIns(pages)
  }

  private func start(_ page: Page, seed: Int, fault: String?) throws -> Child {
    let folder = "\(outbox)/\(page.application)"
    let capture = page.document.hasPrefix("seal-template")
    let words =
      [
        "--boxes", "\(folder)/\(page.document).boxes.json", "--page", "\(page.number)", "--sign", "--seal",
        "round:42:\(page.application)", "--seal", "capture.legal=square:20", "--seed", "\(seed)", "--copy-seed",
        "\(Self.copySeed(page))", "--dpi",
        capture ? "300" : "200", "--scan",
        capture || seed % 3 == 0 ? "scanner" : "office", "--turn", "\([0, 90, 180, 270][seed % 4])",
      ] + (fault.map { ["--case", $0] } ?? [])
    do {
      return try Child(
        "\(kiosk.programs)/paper-simulator", words + ["\(folder)/\(page.document).pdf", path(of: page)],
        environment: kiosk.environment)
    } catch { throw RehearsalFailure("paper-simulator: \(error.reason)") }
  }

  /// All pages of a document lay under one seal across their edges.
  private static func copySeed(_ page: Page) -> UInt64 { number(of: "\(page.application)/\(page.document)") }

  private static func number(of words: String) -> UInt64 {
    words.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }

  /// Scanners name files by number: nothing in the name says whose page it is.
  private func path(of page: Page) -> String {
    let words = "\(page.application)/\(page.document)/\(page.number)"
    let number = Self.number(of: words)
    return "\(scans)/scan-\(String(number, radix: 16)).jpg"
  }

  private func finished(_ child: Child) throws {
    guard child.wait() == .exited(0) else { throw RehearsalFailure("paper-simulator failed") }
  }

  /// One page of each application is kept as a stand-in for photocopies that the applicant brings.
  private func keepStandIns(_ pages: [Page]) throws {
    for page in pages where page.number == 1 && page.document != "seal-template" {
      let copy = "\(Files.parent(of: Files.parent(of: scans)))/paper/\(page.application).jpg"
      guard Files.kind(of: copy) == nil else { continue }
      try Files.write(Files.read(path(of: page), limit: 1 << 26), to: copy, mode: 0o600)
    }
  }
}
