// What the YAML of Forms/ may hold, and where its mistakes are told.
import Domain
import Services
import Testing

@Suite struct YAMLParserTests {
  @Test func `a tree knows its places`() throws {
    let tree = try YAMLNode.tree(of: Array("title: 表\nrows:\n  - [a, \"12\", 12]\n".utf8), file: "f")
    #expect(tree["title"]?.text == "表")
    let row = try #require(tree["rows"]?.items?.first?.items)
    #expect(row.map(\.integer) == [nil, nil, 12])
    #expect(row[1].place == Place(file: "f", line: 3, column: "9"))
  }

  static let mistakes: [(String, String, Int, String)] = [
    ("a: 1\nb: 2\na: 3\n", "S10", 3, "1"),
    ("a: &x 1\n", "S07", 1, "4"),
    ("a: *x\n", "S07", 1, "4"),
    ("a: !!str 1\n", "S08", 1, "4"),
    ("a: 1\n---\nb: 2\n", "S06", 2, "1"),
    ("", "S05", 1, "1"),
    ("a: [1, 2\n", "S04", 2, "1"),
    ("a:\n\t- 1\n", "S04", 2, "1"),
    ("? [a]\n: 1\n", "S09", 1, "3"),
    (String(repeating: "[", count: 1000), "S11", 1, "33"),
    ("a: \"\\x01\"\n", "S13", 1, "4"),
    ("a: 1\nb: \"" + String(repeating: "字", count: 20_001) + "\"\n", "S23", 2, "4"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told at its place`(text: String, code: String, line: Int, column: String) throws {
    let fault = try #require(throws: PackFault.self) { try YAMLNode.tree(of: Array(text.utf8), file: "f") }
    #expect(fault.faults.map(\.explanation.code) == [code])
    #expect(fault.faults.first?.place == Place(file: "f", line: line, column: column))
  }

  @Test func `more items than any form has are refused`() throws {
    let text = "[" + String(repeating: "1,", count: 200_000) + "1]"
    let fault = try #require(throws: PackFault.self) { try YAMLNode.tree(of: Array(text.utf8), file: "f") }
    #expect(fault.faults.map(\.explanation.code) == ["S12"])
  }

  @Test func `bytes that are not UTF-8 are told with line and column`() throws {
    let bytes = Array("标题: 表\nb: ".utf8) + [0xB1, 0xED]
    let fault = try #require(throws: PackFault.self) { try YAMLNode.tree(of: bytes, file: "f") }
    #expect(fault.faults.first?.explanation.code == "S03")
    #expect(fault.faults.first?.place == Place(file: "f", line: 2, column: "4"))
  }

  @Test func `a mistyped key is told with the one that was meant`() throws {
    let reader = DefinitionReader()
    let tree = try YAMLNode.tree(of: Array("tilte: x\n".utf8), file: "f")
    _ = reader.fields(tree, required: ["title"])
    #expect(reader.faults.map(\.explanation.code) == ["S14", "S15"])
    #expect(reader.faults[0].explanation.chinese.remedy.contains("title"))
  }
}
