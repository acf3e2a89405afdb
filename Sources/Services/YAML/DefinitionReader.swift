// Reads trees as what they are meant to be, and gathers every fault on the way instead of stopping at the first.
package import Domain
internal import Files

/// Gathers faults while definitions are read. One reader serves all files that belong together.
package final class DefinitionReader {
  package private(set) var faults: [Fault] = []
  private static let largest = 4_000_000

  package init() {}

  package func report(_ mistake: some Explained, at place: Place) {
    faults.append(Fault(place, mistake.explanation))
  }

  /// What was found, in the order of files and lines.
  package var found: [Fault] { faults.inOrder }

  /// Throws what was found, in the order of files and lines.
  package func finish() throws(PackFault) {
    guard faults.isEmpty else { throw PackFault(found) }
  }

  /// The tree of a file; nil when it cannot be read, which is reported.
  package func tree(of path: String, shownAs name: String? = nil) -> YAMLNode? {
    tree(of: path, shownAs: name) { $0 }
  }

  /// The keys of a paper's definition above its contents, for who wants nothing else; all of them where some stand below.
  package func head(of path: String) -> YAMLNode? {
    tree(of: path, shownAs: nil) { bytes in
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      guard let contents = lines.firstIndex(where: { $0.starts(with: Self.contents) }),
        !lines[(contents + 1)...].contains(where: { $0.first.map(Self.isLetter) ?? false })
      else { return bytes }
      return Array(bytes[..<lines[contents].startIndex])
    }
  }

  private static let contents = Array("content:".utf8)

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  private func tree(of path: String, shownAs name: String?, _ part: ([UInt8]) -> [UInt8]) -> YAMLNode? {
    let name = name ?? path
    do throws(FileFailure) {
      let bytes = part(try Files.read(path, limit: Self.largest))
      do throws(PackFault) { return try YAMLParser.tree(of: bytes, file: name) } catch { faults += error.faults }
    } catch {
      report(error.code == 27 ? YAMLMistake.tooLarge : .unreadable(error.reason), at: Place(file: name))
    }
    return nil
  }

  /// The map's values by key. Unknown keys are reported with the nearest known one, missing required keys by name.
  package func fields(_ node: YAMLNode, required: [String], optional: [String] = []) -> [String: YAMLNode] {
    guard let entries = node.entries else {
      report(YAMLMistake.wrongKind(expected: "键值表 (map)"), at: node.place)
      return [:]
    }
    let known = required + optional
    for entry in entries where !known.contains(entry.key) {
      report(YAMLMistake.unknownKey(entry.key, nearest: Nearest.word(to: entry.key, in: known)), at: entry.keyPlace)
    }
    for key in required where node[key] == nil { report(YAMLMistake.missingKey(key), at: node.place) }
    return Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Text; a number, a truth and null are text in quotes only, as for the JSON Schemas.
  package func text(_ node: YAMLNode?) -> String? {
    if let node, node.isOtherThanText, !node.isEmpty {
      report(
        YAMLMistake.wrongKind(expected: "文字，数字、true、null 须加引号 (text; numbers, true and null in quotes)"), at: node.place
      )
      return nil
    }
    return spelling(node)
  }

  /// A scalar as it is written.
  package func spelling(_ node: YAMLNode?) -> String? { value(node, "文字 (text)") { $0.text } }

  package func number(_ node: YAMLNode?) -> Double? { value(node, "数 (number)") { $0.number } }

  package func integer(_ node: YAMLNode?) -> Int? { value(node, "整数 (whole number)") { $0.integer } }

  package func truth(_ node: YAMLNode?) -> Bool? { value(node, "true 或 false") { $0.truth } }

  package func list(_ node: YAMLNode?) -> [YAMLNode] { value(node, "列表 (list)") { $0.items } ?? [] }

  package func entries(_ node: YAMLNode?) -> [YAMLNode.Entry] { value(node, "键值表 (map)") { $0.entries } ?? [] }

  /// A list of texts.
  package func texts(_ node: YAMLNode?) -> [String] { list(node).compactMap { text($0) } }

  /// A list of scalars as they are written.
  package func spellings(_ node: YAMLNode?) -> [String] { list(node).compactMap { spelling($0) } }

  /// One of a set of words; another word is reported with the nearest.
  package func word<Value>(_ node: YAMLNode?, among words: [(String, Value)]) -> Value? {
    guard let node, let text = spelling(node) else { return nil }
    if let match = words.first(where: { $0.0 == text }) { return match.1 }
    report(YAMLMistake.unknownWord(text, nearest: Nearest.word(to: text, in: words.map(\.0))), at: node.place)
    return nil
  }

  private func value<Value>(_ node: YAMLNode?, _ expected: String, _ read: (YAMLNode) -> Value?) -> Value? {
    guard let node else { return nil }
    if let value = read(node) { return value }
    report(YAMLMistake.wrongKind(expected: expected), at: node.place)
    return nil
  }
}

extension [Fault] {
  /// By file in the order met, then by line; what is said twice of one place stands once.
  fileprivate var inOrder: [Fault] {
    var files: [String: Int] = [:]
    for fault in self where files[fault.place.file] == nil { files[fault.place.file] = files.count }
    var met: Set<Fault> = []
    let ranked = enumerated().map { number, fault in
      (rank: (files[fault.place.file] ?? 0, fault.place.line ?? 0, number), fault: fault)
    }
    return ranked.sorted { $0.rank < $1.rank }.map(\.fault).filter { met.insert($0).inserted }
  }
}

/// The known word that somebody probably meant.
package enum Nearest {
  /// No word of a definition is longer.
  private static let longest = 60

  /// The nearest word within two edits; nil when none is that near.
  package static func word(to wrong: String, in words: [String]) -> String? {
    guard wrong.count <= longest else { return nil }
    let ranked = words.map { ($0, distance(Array(wrong), Array($0))) }.filter { $0.1 <= 2 }
    return ranked.min { $0.1 < $1.1 }?.0
  }

  /// Edits (insertions, deletions, substitutions) between two words (Levenshtein).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        let change = previous[column] + (character == other ? 0 : 1)
        current.append(min(change, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[right.count]
  }
}
