// Every code that a person can be told is named by a test somewhere, itself or by its case in Swift.
import Foundation
import Testing

@Suite struct RefusalsTests {
  /// What no test can bring about, with the reason.
  private static let exceptions: [String: String] = [
    "C30": "a code that is read where fewer than three marks are seen: the simulator covers no marks",
    "C41": "a signature of hardly any writing: the simulator signs with whole names or not at all",
    "H16": "stands for whatever a record was refused for: of that only its own code is passed on",
    "N39": "closes a switch that every case leaves before",
    "N99": "a print service that goes in the moment in which a printer has given a job up",
    "P03": "harfbuzz could not cut a font that FreeType has opened: for want of memory alone",
    "T03": "told after a quarter of a minute without any reader",
  ]

  @Test func `every code is named by a test, or has its reason here`() throws {
    var (named, cases) = (Set<String>(), Set<String>())
    for bytes in try Self.tests() {
      for (word, isCase) in Self.words(of: bytes) {
        if isCase { cases.insert(String(decoding: word, as: UTF8.self)) }
        if Self.isCode(word) { named.insert(String(decoding: word, as: UTF8.self)) }
      }
    }
    var (all, raised) = (Set<String>(), Set<String>())
    for source in try House.sources() {
      for (code, leading) in Self.told(in: Array(source.text.utf8)) {
        all.insert(code)
        if named.contains(code) || !cases.isDisjoint(with: leading) { raised.insert(code) }
      }
    }
    #expect(all.count > 700)
    #expect(all.subtracting(raised).sorted() == Self.exceptions.keys.sorted())
  }

  /// The files of all tests but those that list every message, and this one.
  private static func tests() throws -> [[UInt8]] {
    let folder = House.root.appendingPathComponent("Tests").path
    let lists = ["MessagesTests.swift", "RefusalsTests.swift", "messages.txt"]
    return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
      (name.hasSuffix(".swift") || name.hasSuffix(".txt")) && !name.hasPrefix("Fuzz/")
        && !lists.contains { name.hasSuffix("/\($0)") }
    }.map { Array(FileManager.default.contents(atPath: "\(folder)/\($0)") ?? Data()) }
  }

  /// The words of a text, and whether each stands behind a point, as a case does.
  private static func words(of bytes: [UInt8]) -> [(word: ArraySlice<UInt8>, isCase: Bool)] {
    bytes.split(whereSeparator: { !isLetterOrDigit($0) }).map { word in
      (word, word.startIndex > 0 && bytes[word.startIndex - 1] == UInt8(ascii: "."))
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private static func isCode(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count == 3, let first = word.first else { return false }
    return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
      && word.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Each code with the words it is followed by, and the cases of the line before that lead to it.
  private static func told(in bytes: [UInt8]) -> [(code: String, cases: Set<String>)] {
    var (told, cases, line) = ([(String, Set<String>)](), Set<String>(), [UInt8]())
    for text in bytes.split(separator: UInt8(ascii: "\n")) {
      line = Array(text)
      let words = words(of: line)
      if let first = words.first, first.word.elementsEqual("case".utf8) { cases = [] }
      if words.first?.word.elementsEqual("default".utf8) == true { cases = [] }
      if words.first?.isCase == true || words.first?.word.elementsEqual("case".utf8) == true {
        cases.formUnion(words.filter(\.isCase).map { String(decoding: $0.word, as: UTF8.self) })
      }
      for (word, _) in words where isCode(word) {
        let (before, after) = (word.startIndex - 1, word.endIndex)
        guard before >= 0, after + 1 < line.count, line[before] == UInt8(ascii: "\""), line[after] == line[before],
          line[after + 1] == UInt8(ascii: ",")
        else { continue }
        told.append((String(decoding: word, as: UTF8.self), cases))
      }
    }
    return told
  }
}
