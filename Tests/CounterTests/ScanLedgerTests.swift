// A folder of many scans: killed in the middle and given again, it goes on where it stopped, and no file is lost or kept twice.
import Counter
import Domain
import Files
import Foundation
import Glibc
import PaperSimulator
import Pictures
import Processes
import Records
import Scans
import Services
import Testing

@Suite(.serialized) struct ScanLedgerTests {
  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)").path
  /// `LONG=1` sorts what a site may hand in at once.
  private static let count = ProcessInfo.processInfo.environment["LONG"].map { !$0.isEmpty } ?? false ? 10_000 : 60

  private var certkiosk: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  /// An order with its papers in a folder, and the store closed again.
  private func order() throws -> String {
    try Files.makeFolder(folder)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "A01", key: .file("\(folder)/store.key"), siteKey: nil)
    let desk = Desk(store: store, packs: try Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms")
    var numbers: [String] = []
    let story = "\(root)/Samples/zhongyuan-new"
    for file in try Files.names(in: story) where !file.hasSuffix(".md") {
      try desk.takeIn("\(story)/\(file)", with: desk.intake()) { taken in
        if case .order(let order, _) = taken { numbers.append(order.number.text) }
      }
    }
    let number = try #require(numbers.first)
    _ = try desk.writeDocuments(of: number, to: "\(folder)/papers", copies: 1, boxes: true)
    return number
  }

  /// What a site's folder holds: two pages of an order among empty backs, pages of nobody and files that are broken.
  private func fill() throws {
    try Files.makeFolder("\(folder)/scans")
    let boxes = try SimulatedBox.list(Files.read("\(folder)/papers/application-form.boxes.json", limit: 1 << 20))
    for page in 1...2 {
      var simulation = Simulation(
        page: page, boxes: boxes, scan: .typical(.office, seed: UInt64(page)), seed: UInt64(page))
      simulation.copySeed = 1
      let result = simulation.run(on: try PrintedPage(pdf: "\(folder)/papers/application-form.pdf", page: page))
      // One in the first third, one in the last.
      let place = page == 1 ? Self.count / 3 : Self.count - 3
      try Files.write(StoredPicture.jpeg(result.picture, simulation.scan), to: "\(folder)/scans/\(name(place))")
    }
    for place in 0..<Self.count where Files.kind(of: "\(folder)/scans/\(name(place))") == nil {
      try Files.write(filler(place), to: "\(folder)/scans/\(name(place))")
    }
  }

  private func name(_ place: Int) -> String {
    let digits = String(place)
    return "scan-\(String(repeating: "0", count: 6 - digits.count))\(digits).jpg"
  }

  private func filler(_ place: Int) throws -> [UInt8] {
    if place % 10 == 3 { return Array("no picture \(place)".utf8) }
    var picture = Picture(
      width: 413, height: 585, channels: .grey, pixels: [UInt8](repeating: 250, count: 413 * 585), dpi: 50)
    picture.draw { pixels in
      // Its own speck, so that no two files are the same.
      for bit in 0..<20 where place >> bit & 1 == 1 { pixels[20 * 413 + 30 + bit * 9] = 180 }
      guard place % 10 == 7 else { return }
      for row in stride(from: 120, to: 470, by: 12) {
        for x in 60..<350 where x / 7 % 3 != 0 { for y in row..<(row + 5) { pixels[y * 413 + x] = 30 } }
      }
    }
    return try JPEG.encode(picture, quality: 90)
  }

  private var words: [String] {
    [
      "scan", "\(folder)/scans", "--ledger", "\(folder)/scans.ledger", "--json", "--store", "\(folder)/store",
      "--key-file", "\(folder)/store.key", "--forms", "\(root)/Forms",
    ]
  }

  private var done: Int {
    ((try? Files.read("\(folder)/scans.ledger", limit: 1 << 24)) ?? []).count { $0 == UInt8(ascii: "\n") }
  }

  /// The files told on the standard output.
  private func told(_ output: String) throws -> [String] {
    try output.split(separator: "\n").compactMap { line in
      let told = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return told?["file"] as? String
    }
  }

  /// Runs until that many files are done, and kills it.
  private func killed(after files: Int) throws -> [String] {
    let output = "\(folder)/first.jsonl"
    let descriptor = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let silent = open("/dev/null", O_RDWR)
    let child = try Child(
      certkiosk, words, environment: Program.environment, descriptors: [0: silent, 1: descriptor, 2: silent])
    close(descriptor)
    close(silent)
    let end = ContinuousClock.now + .seconds(2000)
    while done < files, child.poll() == nil, ContinuousClock.now < end { usleep(20_000) }
    try #require(done >= files, "\(String(describing: child.poll()))")
    kill(child.identifier, SIGKILL)
    _ = child.ended(within: 120)
    // The line being written when it died may be cut.
    let text = String(decoding: try Files.read(output, limit: 1 << 28), as: UTF8.self)
    return try told(text.split(separator: "\n").filter { $0.hasSuffix("}") }.joined(separator: "\n"))
  }

  @Test func `a folder that was stopped goes on, every file is dealt with, and the order has its pages once`() throws {
    defer { try? Files.removeTree(folder) }
    let number = try order()
    try fill()
    let first = try killed(after: Self.count / 2)
    let before = done
    #expect(before >= Self.count / 2 && before < Self.count)
    let second = try Program.run(certkiosk, words, environment: Program.environment)
    #expect(second.ending == .exited(1), "\(second.errorText)")
    let rest = try told(second.outputText)
    #expect(rest.count == Self.count - before)
    #expect(Set(first + rest).count == Self.count)
    #expect(done == Self.count)
    let third = try Program.run(certkiosk, words, environment: Program.environment)
    #expect(third.succeeded, "\(third.errorText)")
    #expect(try told(third.outputText).isEmpty)
    try check(number)
  }

  private func check(_ number: String) throws {
    let store = try Store(at: "\(folder)/store", key: .file("\(folder)/store.key"))
    let desk = Desk(store: store, packs: try Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms")
    let papers = try desk.order(number).papers
    #expect(papers.map(\.page).compactMap { $0 }.sorted() == [1, 2])
  }
}
