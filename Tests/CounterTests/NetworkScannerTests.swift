// Pages from a scanner of the network: a small eSCL server feeds simulated scans through SANE into an order.
import Counter
import Domain
import Files
import Foundation
import PaperSimulator
import Processes
import Records
import Services
import Testing

@Suite(.serialized) struct NetworkScannerTests {
  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("escl-\(UUID().uuidString)").path

  private var certkiosk: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  private func order() throws -> String {
    try Files.makeFolder(folder)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "A01", key: .file("\(folder)/store.key"), siteKey: nil)
    let desk = Desk(store: store, packs: try Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms")
    let story = "\(root)/Samples/zhongyuan-new"
    var numbers: [String] = []
    for file in try Files.names(in: story) where !file.hasSuffix(".md") {
      try desk.takeIn("\(story)/\(file)", with: desk.intake()) { taken in
        if case .order(let order, _) = taken { numbers.append(order.number.text) }
      }
    }
    let number = try #require(numbers.first)
    _ = try desk.writeDocuments(of: number, to: "\(folder)/papers", copies: 1, boxes: true)
    return number
  }

  private func scans() throws -> [String] {
    let boxes = try SimulatedBox.list(Files.read("\(folder)/papers/application-form.boxes.json", limit: 1 << 20))
    return try (1...2).map { page in
      var simulation = Simulation(
        page: page, boxes: boxes, scan: .typical(.scanner, seed: UInt64(page)), seed: UInt64(page))
      simulation.copySeed = 1
      let result = simulation.run(on: try PrintedPage(pdf: "\(folder)/papers/application-form.pdf", page: page))
      let path = "\(folder)/\(page).jpg"
      try Files.write(StoredPicture.jpeg(result.picture, simulation.scan), to: path)
      return path
    }
  }

  /// The feeder's port, once it listens.
  private func port() throws -> String {
    for _ in 0..<600 {
      if let text = try? Files.read("\(folder)/port", limit: 16) { return String(decoding: text, as: UTF8.self) }
      usleep(50_000)
    }
    throw CocoaError(.fileReadNoSuchFile)
  }

  @Test func `a feeder's pages come into their order, and an empty feeder is told`() throws {
    defer { try? Files.removeTree(folder) }
    let number = try order()
    let said = open("\(folder)/said", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(said) }
    let server = try Child(
      "python3", ["\(root)/Tests/Fixtures/Scanners/escl.py", "\(folder)/port"] + scans(),
      environment: Program.environment, descriptors: [1: said, 2: said])
    try Files.makeFolder("\(folder)/sane")
    try Files.write(Array("airscan\n".utf8), to: "\(folder)/sane/dll.conf")
    let device = "[devices]\n\"Feeder\" = http://127.0.0.1:\(try port())/eSCL/, eSCL\n[options]\ndiscovery = disable\n"
    try Files.write(Array(device.utf8), to: "\(folder)/sane/airscan.conf")
    let environment = Program.environment.merging(["SANE_CONFIG_DIR": "\(folder)/sane"]) { $1 }
    let words = [
      "scan", number, "--device", "airscan:e0:Feeder", "--json", "--store", "\(folder)/store", "--key-file",
      "\(folder)/store.key", "--forms", "\(root)/Forms",
    ]
    let first = try Program.run(certkiosk, words, environment: environment)
    #expect(first.succeeded, "\(first.outputText) \(first.errorText)")
    let accepted = first.outputText.split(separator: "\n").count { $0.contains("\"verdict\":\"accepted\"") }
    #expect(accepted == 2, "\(first.outputText)")
    let again = try Program.run(certkiosk, words, environment: environment)
    #expect(again.ending == .exited(3) && again.errorText.contains("W04"), "\(again.errorText)")
    withExtendedLifetime(server) {}
  }
}
