// SANE's own test device stands for a scanner: it has glass and feeder, and breaks on demand.
import Domain
import Files
import Foundation
import Pictures
import Processes
import Scanners
import Testing

@Suite(.serialized) struct ScannerTests {
  /// A configuration with the test device alone, so that no real scanner of this machine starts moving.
  private func run(_ words: [String], settings: String = "", _ more: [String: String] = [:]) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sane-\(UUID().uuidString)").path
    try Files.makeFolder(folder)
    defer { try? Files.removeTree(folder) }
    try Files.write(Array("test\n".utf8), to: "\(folder)/dll.conf")
    let device = "number_of_devices 1\nmode Color\ntest-picture \"Color pattern\"\ngeometry_max 300\n\(settings)"
    try Files.write(Array(device.utf8), to: "\(folder)/test.conf")
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
    let environment = Program.environment.merging(["SANE_CONFIG_DIR": folder, "LANG": "zh_CN.UTF-8"]) { $1 }
      .merging(more) { $1 }
    return try Program.run(program, words, environment: environment)
  }

  @Test func `the test device is listed`() throws {
    let outcome = try run(["scanner", "list", "--json"])
    #expect(
      outcome.succeeded && outcome.outputText.contains("\"test:0\""), "\(outcome.outputText) \(outcome.errorText)")
  }

  @Test func `a page of 300 dpi in colour comes whole`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString).jpg").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let outcome = try run(["scanner", "test", "test:0", "--json", "--to", path])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.outputText.contains("\"colour\":true") || outcome.outputText.contains("\"colour\": true"))
    let limits = PictureLimits(bytes: 30_000_000, pages: 1, pixels: 60_000_000, side: 20_000)
    let picture = try PictureFile.decode(Files.read(path, limit: 30_000_000), limits: limits)
    #expect(picture.channels == .colour && abs((picture.dpi ?? 0) - 300) < 1 && picture.width > 900)
  }

  @Test(arguments: [
    ("SANE_STATUS_NO_DOCS", "W04"), ("SANE_STATUS_JAMMED", "W05"), ("SANE_STATUS_COVER_OPEN", "W06"),
    ("SANE_STATUS_IO_ERROR", "W07"), ("SANE_STATUS_ACCESS_DENIED", "W08"),
  ])
  func `what ails a scanner is told plainly`(status: String, code: String) throws {
    let outcome = try run(
      ["scanner", "test", "test:0"], settings: "read-status-code \"\(status)\"\n")
    #expect(outcome.ending == .exited(3))
    #expect(outcome.errorText.contains(code), "\(outcome.errorText)")
  }

  /// A driver's thread that is cancelled can leave the loader locked: what is looked for after a page would never be found.
  @Test func `nothing is left for the loader to find once a scanner is in use`() throws {
    let outcome = try run(["scanner", "list"], ["LD_DEBUG": "bindings"])
    for name in ["sane_init", "sane_read", "sane_cancel", "sane_close"] {
      #expect(outcome.errorText.contains("normal symbol `\(name)'"), "\(name)")
    }
  }

  @Test func `what ails a scanner can be looked up by its code`() throws {
    let outcome = try run(["explain", "W05"])
    #expect(outcome.succeeded && outcome.outputText.hasPrefix("W05 ") && outcome.outputText.contains("卡纸"))
  }

  @Test func `an unknown scanner's name is answered with those there are`() throws {
    let outcome = try run(["scanner", "test", "nowhere:1"])
    #expect(outcome.ending == .exited(3) && outcome.errorText.contains("W02") && outcome.errorText.contains("test:0"))
  }
}
