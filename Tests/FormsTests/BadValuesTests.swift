// Values that no form should have to hold: each is refused with its place, or printed whole, and nothing in between.
import ArchivalProof
import Documents
import Domain
import Files
import Foundation
import Layout
import Processes
import Services
import Testing

struct BadValue: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let value: String
}

@Suite struct BadValuesTests {
  static let refused = [
    BadValue(testDescription: "10,000 characters", value: String(repeating: "长", count: 10_000)),
    BadValue(testDescription: "10,000 letters without a blank", value: String(repeating: "W", count: 10_000)),
    BadValue(testDescription: "a thousand combining marks", value: "张e" + String(repeating: "\u{301}", count: 1000)),
    BadValue(testDescription: "a mark that combines with nothing", value: "\u{20DD}\u{489}\u{1AB0}"),
    BadValue(testDescription: "an override of direction", value: "张\u{202E}三"),
    BadValue(testDescription: "an isolate never closed", value: "张\u{2067}三"),
    BadValue(testDescription: "a zero-width joiner", value: "张\u{200D}三"),
    BadValue(testDescription: "letters that run from the right", value: "\u{5D0}\u{5D1}"),
    BadValue(testDescription: "NUL", value: "张\u{0}三"),
    BadValue(testDescription: "an escape sequence", value: "张\u{1B}[31m三"),
    BadValue(testDescription: "a private character", value: "张\u{E000}"),
    BadValue(testDescription: "a private character of plane 15", value: "张\u{F0000}"),
    BadValue(testDescription: "no character", value: "张\u{FFFF}"),
    BadValue(testDescription: "a replacement sign", value: "张\u{FFFD}\u{FFFC}"),
    BadValue(testDescription: "emoji", value: "张\u{1F600}"),
    BadValue(testDescription: "a family of emoji", value: "张\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"),
    BadValue(testDescription: "a flag", value: "\u{1F1E8}\u{1F1F3}"),
    BadValue(testDescription: "tag characters", value: "张\u{E0041}"),
    BadValue(testDescription: "an unassigned character", value: "张\u{2FE0}"),
  ]

  static let printed = [
    BadValue(testDescription: "brackets without partners", value: "（张）三“》】"),
    BadValue(testDescription: "marks of YAML, XML and PDF", value: "<b>&amp; {x} [y] (z\\ %"),
    BadValue(testDescription: "a selector that no font knows", value: "张\u{E01EF}三"),
    BadValue(testDescription: "an accent of its own", value: "René José"),
    BadValue(testDescription: "an accent put on", value: "Rene\u{301}"),
  ]

  private static let form = Form(service: "bjca", document: "application-form", business: "new", comesBack: true)

  @Test(arguments: refused)
  func `a value that cannot be printed is refused with its field`(bad: BadValue) throws {
    var values = Applicants.ordinary
    values["legal.name"] = bad.value
    let definition = try AllForms.definition(Self.form), context = try AllForms.context(Self.form)
    let fonts = try AllForms.fonts.get()
    do throws(LayoutFault) {
      _ = try definition.layOut(values: values, context: context, measure: fonts)
      Issue.record("it was laid out")
    } catch {
      switch error {
      case .tooLong(let field, _, _): #expect(field == "legal.name")
      case .missingGlyph(_, let field): #expect(field == "legal.name")
      default: Issue.record("\(error)")
      }
      #expect(!error.explanation.chinese.happened.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }

  @Test(arguments: printed)
  func `a value that looks bad and is none is printed whole`(good: BadValue) throws {
    var values = Applicants.ordinary
    values["legal.name"] = good.value
    let document = try AllForms.layOut(Self.form, values)
    let folder = try Folder()
    let pdf = try PDFRenderer(fonts: AllForms.fonts.get()).render(document)
    let proof = try ArchivalProof(folder.write(pdf, as: "good.pdf"))
    #expect(proof.complaints == [])
    #expect(proof.lines.joined() == document.pages.map(\.text).joined())
    #expect(proof.lines.joined().filter { !$0.isWhitespace }.contains(good.value.filter { !$0.isWhitespace }))
  }

  /// Joiners are taken out with a note.
  @Test(arguments: refused.filter { $0.value != "张\u{200D}三" })
  func `an application with such a value gets a finding with its place and no paper`(bad: BadValue) throws {
    let folder = try Folder()
    let sample = try Data(contentsOf: URL(fileURLWithPath: "\(AllForms.root)/Samples/zhongyuan-new/applicant.json"))
    var application = try #require(try Self.first(JSONSerialization.jsonObject(with: sample)))
    var legal = try #require(application["legal"] as? [String: Any])
    legal["name"] = bad.value
    application["legal"] = legal
    let file = try folder.write(Array(JSONSerialization.data(withJSONObject: application)), as: "bad.json")
    let outcome = try Program.run(
      "\(Program.folder)/certkiosk",
      ["compose", file, "--to", "\(folder.path)/out", "--forms", AllForms.folder, "--date", "2026-03-09", "--json"])
    #expect(outcome.ending == .exited(1))
    let findings = outcome.outputText.split(separator: "\n").filter { $0.contains("\"severity\"") }
    #expect(findings.contains { $0.contains("bad.json") && $0.contains("\"error\"") && $0.contains("legal.name") })
    #expect(try Files.names(in: "\(folder.path)/out") == ["findings.jsonl"])
  }

  private static func first(_ tree: Any) -> [String: Any]? {
    (tree as? [[String: Any]])?.first ?? tree as? [String: Any]
  }
}
