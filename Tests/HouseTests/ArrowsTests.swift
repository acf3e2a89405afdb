// The drawing of the house is the house.
import Testing

@Suite struct ArrowsTests {
  @Test func `the drawing shows every room and program of the manifest with its doors`() throws {
    let manifest = try House.manifest(), drawing = try House.drawing()
    #expect(manifest.count > 20)
    #expect(Set(drawing.keys) == Set(manifest.keys))
    for (room, doors) in manifest { #expect(drawing[room] == doors, "\(room)") }
  }

  @Test func `every room imports what the drawing shows and nothing else`() throws {
    let drawing = try House.drawing()
    for (room, imports) in try House.imports() {
      #expect(imports == drawing[room], "\(room)")
    }
  }

  @Test func `simulators cannot be reached from the programs that work on real papers and tokens`() throws {
    let manifest = try House.manifest()
    for program in ["certkiosk", "certkiosk-hq"] {
      var reached: Set<String> = [program]
      while true {
        let more = reached.union(reached.flatMap { manifest[$0] ?? [] })
        if more == reached { break }
        reached = more
      }
      #expect(reached.count > 4)
      #expect(reached.isDisjoint(with: ["VirtualCard", "PaperSimulator", "Rehearsal"]), "\(program)")
    }
  }
}
