// The house as its files show it: rooms, imports, the manifest and the drawing.
import Foundation

enum House {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct Source {
    /// Below the repository's root.
    let path: String
    let room: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Every Swift file below Sources.
  static func sources() throws -> [Source] {
    let folder = root.appendingPathComponent("Sources").path
    return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.sorted().map {
      Source(path: "Sources/\($0)", room: String($0.prefix { $0 != "/" }), text: try text("Sources/\($0)"))
    }
  }

  /// What each room imports of the house, C libraries included.
  static func imports() throws -> [String: Set<String>] {
    let rooms = Set(try manifest().keys)
    return try sources().reduce(into: [:]) { imports, source in
      imports[source.room, default: []].formUnion(modules(of: source).filter { rooms.contains($0) || isLibrary($0) })
    }
  }

  static func modules(of source: Source) -> [String] {
    source.lines.compactMap { $0.firstMatch(of: /^(?:public |internal |package )?import (?:[a-z]+ )?(\w+)/) }
      .map { String($0.1) }
  }

  /// Modules of C libraries are named with a C and another capital.
  static func isLibrary(_ module: String) -> Bool {
    module.firstMatch(of: /^C[A-Z]\w*[A-Z]?/) != nil && module != "CommandLine"
  }

  /// Rooms and programs of the manifest with what they may use.
  static func manifest() throws -> [String: Set<String>] {
    let declaration = /(?:room|program)\(\s*"([^"]+)"(?:,\s*\[([^\]]*)\])?\s*\)/
    return Dictionary(
      uniqueKeysWithValues: try text("Package.swift").matches(of: declaration).map { match in
        (String(match.1), Set((match.2 ?? "").matches(of: /"([^"]+)"/).map { String($0.1) }))
      })
  }

  /// The block of arrows in ARCHITECTURE.md: one `Room -> others` a line.
  static func drawing() throws -> [String: Set<String>] {
    let parts = try text("ARCHITECTURE.md").components(separatedBy: "```")
    let block = parts.first { $0.hasPrefix("arrows\n") } ?? ""
    return Dictionary(
      uniqueKeysWithValues: block.split(separator: "\n").dropFirst().compactMap { line in
        let sides = line.components(separatedBy: " ->")
        return sides.count == 2 ? (sides[0], Set(sides[1].split(separator: " ").map(String.init))) : nil
      })
  }
}
