// The packs of the five services load without a fault, and mistakes in packs are told at their place.
import Domain
import Services
import Testing

@Suite struct PacksTests {
  static let forms = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Forms"

  @Test func `every pack of the house loads`() throws {
    do {
      let packs = try Packs.load(from: Self.forms)
      #expect(packs.packs.map(\.id) == ["bjca", "guocai", "szca", "yangguang", "zhongyuan"])
      #expect(Set(packs.packs.map(\.code)).count == 5)
    } catch { Issue.record("\(error.faults.map { $0.text(in: .chinese) }.joined(separator: "\n"))") }
  }
}
