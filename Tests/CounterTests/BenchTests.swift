// The benches of stores still run: small, and without looking at the clock.
import Files
import Foundation
import Processes
import Testing

struct BenchTests {
  @Test func `the bench of many orders finds what it looks for`() throws {
    let folder = try place()
    defer { try? Files.removeTree(folder) }
    let outcome = try Program.run(
      "\(Program.folder)/order-bench", ["60", "120"],
      environment: Program.environment.merging(["TMPDIR": folder]) { $1 })
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.outputText.contains("| the store's file, MB |"))
  }

  @Test func `the bench of a statement settles what names its order or its payer`() throws {
    let folder = try place()
    defer { try? Files.removeTree(folder) }
    let outcome = try Program.run(
      "\(Program.folder)/statement-bench", ["\(FormDesk.root)/Forms", "\(folder)/statement", "40"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.outputText.contains("exact 32, partial 4, over 0, duplicate 0, reversed 0, unknown 4"))
  }

  private func place() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString)").path
    try Files.makeFolder(folder)
    return folder
  }
}
