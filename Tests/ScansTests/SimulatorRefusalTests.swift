// What the paper simulator says where it has no page to print on or no place to put its scans.
import Domain
import Files
import Foundation
import PaperSimulator
import Testing

@Suite final class SimulatorRefusalTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID().uuidString)").path

  deinit { try? Files.removeTree(folder) }

  @Test func `a file that holds no page is told`() throws {
    try Files.makeFolder(folder)
    try Files.write(Array("%PDF-1.7\n".utf8), to: "\(folder)/no.pdf")
    for name in ["no.pdf", "none.pdf"] {
      let refused = #expect(throws: SimulatorError.self) { try PrintedPage(pdf: "\(folder)/\(name)", page: 1) }
      #expect(refused?.explanation.code == "X01")
    }
  }

  @Test func `a folder that cannot be made is told before any scan is`() throws {
    try Files.makeFolder("\(folder)/application")
    try Files.write(Array("[]".utf8), to: "\(folder)/application/form.boxes.json")
    let generator = try Generator(folder: folder)
    try Files.write([], to: "\(folder)/file")
    let refused = #expect(throws: SimulatorError.self) {
      try generator.write(generator.tasks(1, seed: 1), to: "\(folder)/file/scans") { _ in }
    }
    #expect(refused?.explanation.code == "X03")
  }
}
