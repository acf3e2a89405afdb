// The packs' classes of seals: as scans are judged by them, and those that nothing uses.
import Counter
import Foundation
import Processes
import Scans
import Services
import Testing

@Suite struct SealClassTests {
  private static let forms = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Forms"

  @Test func `scans are held to what the five packs say, with the oval seal beside the round one`() throws {
    let packs = try Packs.load(from: Self.forms).packs
    #expect(packs.count == 5)
    for pack in packs {
      for seal in pack.seals {
        let judged = seal.judged(among: pack.seals)
        #expect(judged.name == seal.id && judged.width == seal.accepted)
        #expect(judged.others.map(\.name) == seal.also, "\(pack.id)/\(seal.id)")
      }
      let oval = try #require(pack.seal("unit")?.judged(among: pack.seals).others.first)
      // 45 × 30 and 40 × 30 are usual, a circle is no oval.
      #expect(oval.shape == .oval && oval.width.contains(45) && oval.width.contains(40))
      #expect(oval.height?.contains(30) == true && oval.height?.contains(42) == false)
    }
  }

  @Test func `a class that nothing uses, and one that takes a class nobody defined, are told where they stand`() throws
  {
    let desk = try FormDesk()
    let whole = try desk.run(["service", "check", desk.forms, "--json"])
    #expect(whole.succeeded, "\(whole.outputText)")
    try desk.edit("bjca/service.yaml", "also: [unit-oval]", to: "also: [unit-round]")
    let outcome = try desk.run(["service", "check", desk.forms, "--json"])
    let found = FormDesk.lines(outcome).filter { $0["code"] != nil }
    #expect(
      !outcome.succeeded && found.compactMap { $0["code"] as? String }.sorted() == ["S37", "S74"],
      "\(outcome.outputText)")
  }

  @Test func `doctor tells that a service upgrades whatever medium there is`() throws {
    let desk = try FormDesk()
    func told() throws -> Int {
      try FormDesk.lines(desk.run(["doctor", "--forms", desk.forms, "--json"])).count { $0["code"] as? String == "Z19" }
    }
    #expect(try told() == 1)
    try desk.edit(
      "guocai/service.yaml", "upgrade: {annual: 280.00}", to: "upgrade: {annual: 280.00, media: {蓝色CPP介质: [3B6C]}}")
    #expect(try told() == 0)
  }
}
