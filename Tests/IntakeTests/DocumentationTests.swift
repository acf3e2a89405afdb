// The pages that describe applicant data, held to the fields that there are.
import Domain
import Foundation
import Intake
import Services
import Testing

struct DocumentationTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOf: Words.root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test func `the page lists every field with its heading, and no other`() throws {
    let page = try text("docs/applicant-data.md")
    let listed = page.matches(of: /(?m)^\| `([A-Za-z]+\.[A-Za-z]+)` \| ([^|]+?) \|/).map { "\($0.1) \($0.2)" }
    #expect(listed == (try Words.packs.get().catalogue.fields.map { "\($0.id) \($0.label)" }))
  }

  @Test func `the schema knows every field, by its id and by its heading`() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(text("Forms/schema/applicant-data.schema.json").utf8))
    let definitions = (schema as? [String: Any])?["$defs"] as? [String: Any]
    let application = definitions?["application"] as? [String: Any]
    let properties = try #require(application?["properties"] as? [String: Any])
    for field in try Words.packs.get().catalogue.fields {
      #expect(properties[field.id] != nil && properties[field.label] != nil, "\(field.id)")
    }
  }

  @Test func `the page lists every code of reading and judging`() throws {
    let page = try text("docs/applicant-data.md")
    let codes =
      (FieldFault.specimens.map(\.explanation) + Change.specimens.map(\.explanation)
      + IntakeFault.specimens.map(\.explanation)).map(\.code)
    for code in Set(codes) { #expect(page.contains("| \(code) |"), "\(code)") }
  }

  @Test func `codes are told apart and worded in both languages`() {
    var seen: [String: String] = [:]
    for explanation in IntakeFault.specimens.map(\.explanation) {
      #expect(explanation.code.hasPrefix("I") && explanation.code.count == 3)
      #expect(seen.updateValue(explanation.chinese.happened, forKey: explanation.code) == nil)
      #expect(!explanation.chinese.remedy.isEmpty && !explanation.english.remedy.isEmpty)
    }
  }
}
