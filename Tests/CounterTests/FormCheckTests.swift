// form check, diff, freeze and preview as whoever writes forms meets them: by the command line, on real definitions.
import Files
import Foundation
import Processes
import Testing

@Suite struct FormCheckTests {
  @Test func `the shipped forms have no mistakes`() throws {
    let outcome = try Program.run(
      "\(Program.folder)/certkiosk", ["form", "check", "--json", "\(FormDesk.root)/Forms"])
    #expect(outcome.ending == .exited(0))
    let mistakes = FormDesk.lines(outcome).filter { $0["severity"] as? String == "error" }
    #expect(mistakes.isEmpty)
  }

  @Test func `mistakes of several files are told at once, each with its place`() throws {
    let desk = try FormDesk()
    try desk.edit("bjca/application-form.yaml", "columns: [32, flex]", to: "columns: [32, 200]")
    try desk.edit("common/signing.yaml", "{agent}（签名）", to: "{agnet}（签名）")
    try desk.edit("guocai/service.yaml", "kinds:", to: "kindz:")
    let outcome = try desk.run(["form", "check", "--json", desk.forms])
    #expect(outcome.ending == .exited(1))
    let found = desk.places(outcome)
    #expect(found.contains { $0.hasPrefix("bjca/application-form.yaml:22:S49 error") })
    #expect(found.contains { $0.hasPrefix("common/signing.yaml:13:S43 error") })
    #expect(found.count { $0.hasPrefix("common/signing.yaml:13:S43") } == 1, "a fragment's mistake is told once")
    #expect(found.contains { $0.hasPrefix("guocai/service.yaml:") && $0.hasSuffix("S14 error") })
    #expect(outcome.outputText.contains("是否想写“agent”？"), "the nearest word is offered")
  }

  @Test func `a form that needs a third page is told at the part that begins it`() throws {
    let desk = try FormDesk()
    try desk.edit("bjca/application-form.yaml", "  - space: 3\n", to: "  - space: 3\n  - space: 280\n")
    let found = try desk.findings("bjca/application-form.yaml").first { $0["severity"] as? String == "error" }
    #expect(found?["code"] as? String == "L04")
    #expect((found?["file"] as? String)?.hasSuffix("bjca/application-form.yaml") == true)
    let lines = try desk.text("bjca/application-form.yaml").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(found?["line"] as? Int == lines.firstIndex(of: "  - space: 280").map { $0 + 1 })
  }

  @Test func `a form of more pages than its codes count is told, and ends nothing`() throws {
    let desk = try FormDesk()
    try desk.write("bjca/long.yaml", String(repeating: "  - page-break\n", count: 40))
    #expect(try desk.check("bjca/long.yaml").contains { $0.hasSuffix(":L04 error") })
  }

  @Test func `two papers of a service with one code are told, and nothing is done with them`() throws {
    let desk = try FormDesk()
    try desk.edit("bjca/seal-template.yaml", "code: \(try desk.code("bjca/seal-template.yaml"))", to: "code: AF")
    let found = try desk.findings().filter { $0["code"] as? String == "S27" }
    #expect(found.count == 1)
    #expect((found.first?["file"] as? String)?.hasSuffix("bjca/seal-template.yaml") == true)
    #expect((found.first?["message"] as? String)?.contains("bjca/application-form.yaml") == true)
    let checked = try desk.run(
      ["check", "--forms", desk.forms, "\(FormDesk.root)/Samples/bjca-change/applicants.txt"])
    #expect(checked.ending == .exited(4) && checked.errorText.contains("S27"))
  }

  @Test func `words that no font draws are told where they stand`() throws {
    let desk = try FormDesk()
    try desk.edit("bjca/application-form.yaml", "应用归属单位\\n", to: "应用\u{E000}\\n")
    let found = try desk.check("bjca/application-form.yaml")
    #expect(found.contains("bjca/application-form.yaml:25:L03 error"))
  }

  @Test func `a place that holds less than its field may have is a warning with the count`() throws {
    let desk = try FormDesk()
    try desk.edit(
      "bjca/application-form.yaml", "{field: organisation.ownership}", to: "{field: organisation.ownership, lines: 1}")
    let found = try desk.findings("bjca/application-form.yaml").first {
      $0["field"] as? String == "organisation.ownership"
    }
    #expect(found?["code"] as? String == "S95")
    #expect(found?["severity"] as? String == "warning")
  }

  @Test func `a change without a new edition is told, and a new edition is not`() throws {
    let desk = try FormDesk()
    #expect(try desk.run(["form", "freeze", "\(desk.forms)/bjca"]).succeeded)
    #expect(try desk.check("bjca").allSatisfy { !$0.contains("S91") && !$0.contains("S93") })
    try desk.edit("common/signing.yaml", "本单位承诺", to: "我单位承诺")
    #expect(try desk.check("bjca/application-form.yaml").contains("bjca/application-form.yaml:5:S91 error"))
    try desk.raise("bjca/application-form.yaml")
    #expect(try desk.check("bjca/application-form.yaml").contains("bjca/application-form.yaml:5:S93 note"))
    #expect(try desk.run(["form", "freeze", "\(desk.forms)/bjca/application-form.yaml"]).succeeded)
    try desk.raise("bjca/application-form.yaml", by: -1)
    #expect(try desk.check("bjca/application-form.yaml").contains("bjca/application-form.yaml:5:S92 error"))
  }

  @Test func `a frozen edition is never written over`() throws {
    let desk = try FormDesk()
    #expect(try desk.run(["form", "freeze", "\(desk.forms)/bjca"]).succeeded)
    let frozen = "bjca/editions/application-form.\(try desk.edition("bjca/application-form.yaml")).yaml"
    let before = try desk.text(frozen)
    try desk.edit("bjca/application-form.yaml", "一、业务类型", to: "一、业务")
    #expect(try desk.run(["form", "freeze", "\(desk.forms)/bjca"]).ending == .exited(1))
    #expect(try desk.text(frozen) == before)
  }

  @Test func `a path that means nothing never comes to mean more`() throws {
    let desk = try FormDesk()
    for (path, code) in [("bjca/typo.yaml", "N43"), ("bcja", "N43"), ("schema", "N05")] {
      let frozen = try desk.run(["form", "freeze", "\(desk.forms)/\(path)"])
      #expect(frozen.ending == .exited(4) && frozen.errorText.contains(code), "\(path)")
      #expect(try desk.run(["form", "check", "\(desk.forms)/\(path)"]).errorText.contains(code))
    }
    #expect(Files.kind(of: "\(desk.forms)/bjca/editions") == nil)
  }

  @Test(arguments: [
    ("bjca", "application-form.yaml", 1), ("bjca", ".", 22), ("bjca", "../bjca//./application-form.yaml", 1),
    ("common", "../bjca/application-form.yaml", 1),
  ])
  func `a path may be told from anywhere`(folder: String, path: String, documents: Int) throws {
    let desk = try FormDesk()
    let outcome = try Program.run(
      "sh",
      [
        "-c", "cd \"$1\" && \"$2\" form check \"$3\" --json", "sh", "\(desk.forms)/\(folder)",
        "\(Program.folder)/certkiosk", path,
      ])
    #expect(outcome.ending == .exited(0))
    #expect(outcome.errorText.contains("检查 \(documents) 份"), "\(outcome.errorText)")
  }

  @Test func `the counter's own sheets are tried and held against their editions as well`() throws {
    let desk = try FormDesk()
    #expect(try desk.run(["form", "freeze", "\(desk.forms)/common/papers/till-count.yaml"]).succeeded)
    try desk.edit("common/papers/till-count.yaml", "二、本期收款", to: "二、收款")
    #expect(try desk.check("common/papers/till-count.yaml").contains { $0.hasSuffix(":S91 error") })
    try desk.edit("common/papers/till-count.yaml", "content:\n  - text", to: "content:\n  - space: 280\n  - text")
    #expect(
      try desk.findings("common/papers/till-count.yaml").contains { ($0["code"] as? String)?.hasPrefix("L") == true })
  }

  @Test func `a field that stands twice is told and not tripped over`() throws {
    let desk = try FormDesk()
    let fields = try desk.text("common/fields.yaml")
    let first = try #require(fields.firstMatch(of: /(?m)^  - (\{id: .*\}|id: .*\n(?:    .*\n)*)/))
    try Files.write(Array((fields + String(first.0) + "\n").utf8), to: "\(desk.forms)/common/fields.yaml")
    let outcome = try desk.run(["form", "check", desk.forms, "--json"])
    #expect(outcome.ending == .exited(1))
    #expect(desk.places(outcome).contains { $0.hasPrefix("common/fields.yaml:") && $0.hasSuffix("S73 error") })
  }

  @Test func `a fragment that nobody includes is told`() throws {
    let desk = try FormDesk()
    try Files.write(Array("- 文字\n".utf8), to: "\(desk.forms)/common/left-over.yaml")
    #expect(try desk.check().contains("common/left-over.yaml:1:S94 warning"))
  }

  @Test func `diff says what a reader sees`() throws {
    let desk = try FormDesk()
    let old = "\(desk.folder)/old.yaml"
    try Files.write(Array(desk.text("bjca/application-form.yaml").utf8), to: old)
    let edition = try desk.edition("bjca/application-form.yaml")
    try desk.raise("bjca/application-form.yaml")
    try desk.edit("bjca/application-form.yaml", "一、业务类型", to: "一、办理的业务")
    try desk.edit(
      "bjca/application-form.yaml",
      "[{label: \"应用归属单位\\n（一级/二级）\", lines: 2}, {field: organisation.ownership}]",
      to: "[{label: 单位邮箱}, {field: organisation.email}]")
    let words = ["form", "diff", old, "\(desk.forms)/bjca/application-form.yaml", "--forms", desk.forms]
    let text = try desk.run(words).outputText
    #expect(text.contains("版次：第 \(edition) 版 → 第 \(edition + 1) 版"))
    #expect(text.contains("文字改动：“一、业务类型” → “一、办理的业务”"))
    #expect(text.contains("增加栏目：电子邮箱（organisation.email）"))
    #expect(text.contains("删去栏目：应用归属单位（organisation.ownership）"))
    let kinds = FormDesk.lines(try desk.run(words + ["--json"])).compactMap { $0["change"] as? String }
    #expect(Set(kinds).isSuperset(of: ["edition", "text-changed", "field-added", "field-removed"]))
  }

  @Test func `a service's own file is no document to compare`() throws {
    let desk = try FormDesk()
    let (service, form) = ("\(desk.forms)/bjca/service.yaml", "\(desk.forms)/bjca/application-form.yaml")
    for (old, new) in [(service, form), (form, service), (service, service)] {
      let outcome = try desk.run(["form", "diff", old, new])
      #expect(outcome.ending == .exited(4) && outcome.errorText.contains("N92"))
    }
  }

  @Test func `diff of folders names moved places in millimetres and what came and went`() throws {
    let (old, new) = (try FormDesk(), try FormDesk())
    try new.edit("bjca/seal-template.yaml", "  - space: 5\n  - columns", to: "  - space: 7\n  - columns")
    try Files.remove("\(new.forms)/guocai/authorization-letter.yaml")
    let changes = FormDesk.lines(try new.run(["form", "diff", old.forms, new.forms, "--json"]))
    let moved = changes.first { $0["change"] as? String == "boxes-moved" }
    #expect(moved?["document"] as? String == "bjca/seal-template")
    #expect(moved?["down_mm"] as? Double == 2)
    #expect(
      changes.contains {
        $0["document"] as? String == "guocai/authorization-letter" && $0["change"] as? String == "removed"
      })
    #expect(
      Set(changes.compactMap { $0["document"] as? String }) == ["bjca/seal-template", "guocai/authorization-letter"])
  }

  @Test func `two folders with the same forms differ in nothing`() throws {
    let (old, new) = (try FormDesk(), try FormDesk())
    let outcome = try new.run(["form", "diff", old.forms, new.forms, "--json"])
    #expect(outcome.ending == .exited(0) && outcome.outputText.isEmpty)
  }
}
