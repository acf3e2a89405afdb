// Mistakes in definitions: each is told with its line and what was probably meant, several in one go.

import Domain
import Foundation
import Services
import Testing

struct FormMistakeTests {
  /// Each fault as `line:code`.
  private func faults(_ content: String, head: String = "", title: String = "表") throws -> [String] {
    try read(content, head: head, title: title).map { "\($0.place.line ?? 0):\($0.explanation.code)" }
  }

  private func remedies(_ content: String) throws -> [String] {
    try read(content, head: "").map(\.explanation.chinese.remedy)
  }

  /// Reads a definition whose content is given.
  private func read(
    _ content: String, head: String, title: String = "表", names: String = "document: d\ncode: AA",
    fragments: [String: String] = [:]
  ) throws -> [Fault] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("forms-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("bjca"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = "\(names)\nedition: 1\ntitle: \(title)\n\(head)content:\n\(content)"
    try text.write(to: folder.appendingPathComponent("bjca/d.yaml"), atomically: true, encoding: .utf8)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("common"), withIntermediateDirectories: true)
    for (name, text) in fragments {
      try text.write(to: folder.appendingPathComponent("common/\(name).yaml"), atomically: true, encoding: .utf8)
    }
    let pack = try FormSamples.pack("bjca")
    let catalogue = try FormSamples.packs.get().catalogue
    do throws(PackFault) {
      _ = try DocumentDefinition.read("d", of: pack, catalogue: catalogue, formsFolder: folder.path)
      return []
    } catch {
      return error.faults
    }
  }

  @Test(arguments: [
    ("  - headding: 一", ["6:S40"]),
    ("  - page-brake", ["6:S40"]),
    ("  - \"经办人{agent.nam}\"", ["6:S43"]),
    ("  - \"经办人{agent.name\"", ["6:S46"]),
    ("  - \"经办人{agent.name:-3}\"", ["6:S45"]),
    ("  - \"经办人{agent.name|captials}\"", ["6:S47"]),
    ("  - \"[ = 新办] 新办\"", ["6:S48"]),
    ("  - space: -3", ["6:S42"]),
    ("  - table:\n      columns: [100, 90]\n      rows: [[甲, 乙]]", ["7:S49"]),
    ("  - table:\n      columns: [20, flex]\n      rows:\n        - [甲, 乙, 丙]\n        - [甲]", ["9:S50", "10:S50"]),
    ("  - table:\n      columns: [20, flex]\n      rows:\n        - [甲, 乙, 丙, {text: 丁, down: 2}]", ["9:S50"]),
    ("  - table:\n      colunms: [20, flex]\n      rows: []", ["7:S14", "7:S15"]),
    ("  - table:\n      columns: [20, wide]\n      rows: [[甲, {fild: agent.name}]]", ["7:S42", "8:S14", "8:S41"]),
    ("  - table:\n      columns: []\n      rows: []", ["7:S28", "8:S28"]),
    ("  - table:\n      columns: [20, flex 0]\n      rows: [[甲, 乙]]", ["7:S56"]),
    ("  - drawing: {width: 9, height: 9, alternative: 图, shapes: [{path: [0, 0, 9, 9], dash: [2, 0]}]}", ["6:S42"]),
    ("  - seal: {class: unti}", ["6:S51"]),
    ("  - include: nowhere.yaml", ["0:S01", "6:S52"]),
    ("  - include: ../secret.yaml", ["6:S52"]),
    ("  - picture: {file: nowhere.png, width: 20, alternative: 图}", ["6:S97"]),
    ("  - picture: {file: bjca/d.yaml, width: 20, alternative: 图}", ["6:S97"]),
    ("  - picture: {file: ../secret.png, width: 20, alternative: 图}", ["6:S97"]),
    ("  - cut: {width: 100, content: [文字]}", ["6:S15"]),
    ("  - include: bjca/d.yaml", ["6:S53"]),
    ("  - rule: -0.1", ["6:S42"]),
    ("  - signature: {label: 签名, width: -5}", ["6:S42"]),
    ("  - text: 字\n    size: -9", ["7:S42"]),
    ("  - text: 字\n    typeface: kai", ["7:S17"]),
    ("  - table:\n      columns: [-20, flex]\n      rows: [[甲, 乙]]", ["7:S42"]),
    ("  - table:\n      columns: [20, flex]\n      rows: [[甲, {field: agent.nmae}]]", ["8:S43"]),
    ("  - text: 字\n    when: agent.nam", ["7:S43"]),
    ("  - text: 字\n    align: middle", ["7:S17"]),
    ("  - headding: 一\n  - space: 999\n  - \"字{x}\"", ["6:S40", "7:S42", "8:S43"]),
  ])
  func `a mistake is told with its line`(content: String, expected: [String]) throws {
    #expect(try faults(content) == expected)
  }

  @Test func `fragments that include one another are refused where they close the circle`() throws {
    let files = ["a": "- include: common/b.yaml\n", "b": "- include: common/a.yaml\n"]
    let faults = try read("  - include: common/a.yaml", head: "", fragments: files)
    #expect(
      faults.map { "\(Self.name($0.place.file)):\($0.place.line ?? 0):\($0.explanation.code)" } == ["b.yaml:1:S53"])
  }

  @Test func `includes that multiply end in a refusal and not in millions of parts`() throws {
    let twenty = { (next: String) in String(repeating: "- include: common/\(next).yaml\n", count: 20) }
    let files = ["a": twenty("b"), "b": twenty("c"), "c": twenty("d"), "d": twenty("e"), "e": "- 文字\n"]
    let faults = try read("  - include: common/a.yaml", head: "", fragments: files)
    #expect(!faults.isEmpty)
    #expect(faults.allSatisfy { $0.explanation.code == "S96" })
  }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }

  @Test(arguments: [
    ("document: e\ncode: AA", "表", ["1:S54"]), ("document: d\ncode: a1", "表", ["2:S55"]),
    ("document: d\ncode: AA", "\"{agent.name}的表\"", ["4:S88"]),
  ])
  func `a document bears its file's name, a code of two letters and a title without an applicant`(
    names: String, title: String, expected: [String]
  ) throws {
    let faults = try read("  - 文字", head: "", title: title, names: names)
    #expect(faults.map { "\($0.place.line ?? 0):\($0.explanation.code)" } == expected)
  }

  @Test func `a document of no pages is refused`() throws {
    #expect(try faults("  - 文字", head: "pages: 0\n") == ["5:S42"])
  }

  @Test func `a title and a place for a seal across pages say something`() throws {
    #expect(try faults("  - 文字", head: "straddle: ''\n") == ["5:S28"])
    #expect(try faults("  - 文字", title: "'　'") == ["4:S28"])
  }

  @Test func `a condition turned round thousands of times is read all the same`() throws {
    let often = String(repeating: "not ", count: 4_000)
    #expect(try faults("  - text: 字\n    when: \(often)agent.name") == [])
    #expect(try faults("  - text: 字\n    when: \(often)agent.nmae") == ["7:S43"])
  }

  @Test func `nesting without end is refused`() throws {
    let deep = String(repeating: "[", count: 1000)
    #expect(try faults("  " + deep) == ["6:S11"])
  }

  @Test func `an unknown name comes with the nearest one`() throws {
    #expect(try remedies("  - \"字{agent.nam}\"") == ["是否想写“agent.name”？"])
  }

  @Test func `a name longer than any is nobody's near neighbour`() throws {
    let long = String(repeating: "a", count: 19_000)
    #expect(try remedies("  - \"字{\(long)}\"") == ["请对照 Forms/common/fields.yaml 改正。"])
  }
}
