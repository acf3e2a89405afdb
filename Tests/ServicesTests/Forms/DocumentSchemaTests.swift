// The schema that editors complete from: every key is explained in Chinese, a stock validator accepts every form that
// exists and refuses planted mistakes.

import Domain
import Foundation
import Processes
import Services
import Testing

struct DocumentSchemaTests {
  private static let path = FormSamples.folder + "/schema/document.schema.json"

  private func schema() throws -> YAMLNode {
    let reader = DefinitionReader()
    let tree = reader.tree(of: Self.path)
    try reader.finish()
    return try #require(tree)
  }

  @Test func `every key is explained in Chinese`() throws {
    var explained = 0
    func look(_ node: YAMLNode, _ path: String) {
      for property in node["properties"]?.entries ?? [] {
        let words = property.value["description"]?.text ?? ""
        #expect(words.contains { $0 > "\u{2E80}" }, "\(path)/\(property.key) says nothing")
        explained += 1
      }
      for entry in node.entries ?? [] { look(entry.value, "\(path)/\(entry.key)") }
      for item in node.items ?? [] { look(item, path) }
    }
    look(try schema(), "")
    #expect(explained > 80)
  }

  @Test func `the schema's keys are the reader's, so that neither knows one the other does not`() throws {
    let known = try Set(#require(schema()["properties"]?.entries).map(\.key))
    #expect(known == Set(DocumentDefinition.keys))
  }

  /// Runs Debian's python3-jsonschema over definitions; prints one line for each that is refused.
  private func refused(_ paths: [String]) throws -> [String] {
    let script = """
      import json, sys, yaml, jsonschema
      judge = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
      for path in sys.argv[2:]:
        if any(True for _ in judge.iter_errors(yaml.safe_load(open(path)))): print(path)
      """
    let outcome = try Program.run("/usr/bin/python3", ["-c", script, Self.path] + paths, within: 120)
    try #require(outcome.succeeded, "\(outcome.errorText)")
    return outcome.outputText.split(separator: "\n").map(String.init)
  }

  private var definitions: [String] {
    let files = FileManager.default.subpaths(atPath: FormSamples.folder) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { "\(FormSamples.folder)/\($0)" }.filter {
      (try? String(contentsOfFile: $0, encoding: .utf8))?.contains("\ndocument:") == true
    }
  }

  @Test func `a stock validator accepts every definition that exists`() throws {
    #expect(definitions.count > 15)
    #expect(try refused(definitions) == [])
  }

  @Test(arguments: [
    ("pages: 2", "pages: zwei"), ("edition: ", "edition: -"), ("title:", "titel:"),
    ("columns: [32, flex]", "columns: [32, fleks]"),
    ("- space: 1.5", "- space: -1.5"), ("- heading: 一", "- headding: 一"), ("code: AF", "code: form"),
    ("\ncontent:\n", "\nstraddle: ''\ncontent:\n"),
    ("\ncontent:\n", "\ncontent:\n  - table: {columns: [flex], rows: []}\n"),
  ])
  func `a stock validator refuses a planted mistake`(right: String, wrong: String) throws {
    let text = try String(contentsOfFile: "\(FormSamples.folder)/bjca/application-form.yaml", encoding: .utf8)
    try #require(text.contains(right))
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("planted-\(UUID().uuidString).yaml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.replacingOccurrences(of: right, with: wrong).write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try refused([path]) == [path])
  }
}
