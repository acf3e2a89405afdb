// What a reviewer may rely on without reading everything.
import Foundation
import Testing

@Suite struct InvariantTests {
  @Test func `each C library lives in one room`() throws {
    var rooms: [String: Set<String>] = [:]
    for (room, imports) in try House.imports() {
      for library in imports where House.isLibrary(library) { rooms[library, default: []].insert(room) }
    }
    #expect(rooms.count > 10)
    // Linux itself is shared: Files, Processes and Scans each need other calls of it.
    for (library, homes) in rooms where library != "CLinux" { #expect(homes.count == 1, "\(library): \(homes)") }
  }

  @Test func `no C type shows in a room's face`() throws {
    for source in try House.sources() {
      for module in source.text.matches(of: /(?:public|package) import (C[A-Z]\w+)/) where module.1 != "CommandLine" {
        Issue.record("\(source.path) shows \(module.1)")
      }
    }
  }

  // The standard library's lock is no system: what was set before is shared by threads.
  @Test(arguments: [("Domain", []), ("Layout", ["Domain", "Synchronization"])])
  func `the rooms of pure arithmetic touch no system`(room: String, allowed: [String]) throws {
    for source in try House.sources() where source.room == room {
      #expect(Set(House.modules(of: source)).isSubset(of: allowed), "\(source.path)")
    }
  }

  @Test func `no service is named in code`() throws {
    let forms = House.root.appendingPathComponent("Forms").path
    let services = try FileManager.default.contentsOfDirectory(atPath: forms).filter {
      FileManager.default.fileExists(atPath: "\(forms)/\($0)/service.yaml")
    }
    #expect(services.count == 5)
    let names = try services.flatMap { service in
      try [service] + House.text("Forms/\(service)/service.yaml").matches(of: /(?m)^title: *(\S+)/).map { String($0.1) }
    }
    for source in try House.sources() {
      for name in names where source.text.contains(name) { Issue.record("\(source.path) names \(name)") }
    }
  }

  @Test func `files stay readable`() throws {
    for source in try House.sources() {
      #expect(source.lines.count <= 301, "\(source.path)")
      #expect(source.text.hasPrefix("// "), "\(source.path) opens with a sentence")
    }
  }

  @Test func `names say what things are and nothing ends the program unasked`() throws {
    let banned =
      /\b(?:class|struct|enum|protocol|actor) \w*(?:Manager|Helper|Util|Utils|Handler)\b|\btry!|\bas!|\bfatalError\(/
    for source in try House.sources() {
      for found in source.text.matches(of: banned) { Issue.record("\(source.path): \(found.0)") }
    }
  }
}
