// LANG=en: what the main verbs tell has no Chinese but data and quoted terms of the services.
import Domain
import Files
import Foundation
import Processes
import Testing

@Suite struct EnglishTests {
  private let desk: FormDesk
  private static let order = "EN-1"

  /// A store with a clerk, and an order in which something has happened.
  init() throws {
    desk = try FormDesk()
    try sure(["store", "init", "--rehearsal", "--kiosk", "T01"])
    try sure(["person", "add", "guan", "--name", "guan", "--new-pin-fd", "3"], secrets: ["905128"])
    try sure(
      ["person", "add", "wang", "--name", "wang", "--role", "clerk", "--role", "finance", "--new-pin-fd", "4"],
      as: "guan", secrets: ["905128", "417703"])
    let file = "\(desk.folder)/application.json"
    try Files.write(Array(Self.application.utf8), to: file)
    try sure(["intake", file, "--channel", "网上申办"])
    try sure(["order", "acknowledge", Self.order], as: "wang", secrets: ["417703"])
    try sure(["order", "tick", Self.order, "1", "2"], as: "wang", secrets: ["417703"])
    // Refused, and in the history as such.
    _ = try certkiosk(["order", "submit", Self.order], as: "wang", secrets: ["417703"])
    try sure(
      ["payment", "record", Self.order, "--kind", "posSlip", "--amount", "10.00", "--reference", "471147"],
      as: "wang", secrets: ["417703"])
    try sure(["stock", "receive", "token", "9A01026001"], as: "wang", secrets: ["417703"])
  }

  private func sure(_ words: [String], as person: String? = nil, secrets: [String] = []) throws {
    let outcome = try certkiosk(words, as: person, secrets: secrets)
    try #require(outcome.succeeded, "\(words): \(outcome.errorText)")
  }

  private func certkiosk(_ words: [String], as person: String? = nil, secrets: [String] = []) throws -> Outcome {
    let who = person.map { ["--person", $0, "--pin-fd", "3"] } ?? []
    let house = ["--store", "\(desk.folder)/store", "--key-file", "\(desk.folder)/store.key", "--forms", desk.forms]
    var environment = Program.environment
    environment["LC_ALL"] = "en_US.UTF-8"
    return try Program.run(
      "\(Program.folder)/certkiosk", words + who + house, environment: environment, secrets: secrets)
  }

  private static let application = """
    {"application": "\(order)", "service": "zhongyuan", "business": "new",
     "organisation": {"name": "Sample Trading Co", "creditCode": "91350100M000100Y43", "address": "1 Sample Road",
      "phone": "0370-8000000", "role": "供应商", "platformID": "M-1", "audited": "是", "auditedOn": "2026-03-01"},
     "legal": {"name": "Zhang San", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
     "agent": {"name": "Li Si", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000"}}
    """

  @Test(arguments: [
    ["order", "list"], ["order", "show", order], ["order", "history", order], ["order", "due"],
    ["order", "tick", order],
    ["order", "certificates", "91350100M000100Y43"], ["page", "list", order], ["page", "list", order, "--all"],
    ["payment", "queue"], ["payment", "report", "--from", "2026-01-01", "--to", "2036-01-01"],
    ["invoice", "list", order], ["stock", "list"], ["stock", "list", "token"], ["till", "show"], ["person", "list"],
    ["bundle", "status"], ["bundle", "tables"], ["clock", "show"], ["documents", order, "--list"], ["printer", "set"],
    ["token", "jobs"], ["store", "exports"], ["store", "retire", "--dry-run"],
  ])
  func `what a verb tells in English has no Chinese outside of quotes`(words: [String]) throws {
    let outcome = try certkiosk(words)
    #expect(outcome.ending == .exited(0) || outcome.ending == .exited(1), "\(outcome.errorText)")
    for line in (outcome.outputText + outcome.errorText).split(separator: "\n") {
      let bare = line.replacing(/“[^”]*”/, with: "")
      #expect(!bare.contains { $0 >= "\u{2E80}" && $0 <= "\u{FFEF}" }, "\(words.joined(separator: " ")): \(line)")
    }
  }

  @Test func `a service is shown under English headings`() throws {
    let shown = try certkiosk(["service", "show", "zhongyuan"]).outputText.split(separator: "\n")
    let headings = shown.filter { !$0.hasPrefix(" ") }
    #expect(headings.contains("Service") && headings.contains("Business type 新制"), "\(headings)")
    #expect(shown.contains { $0.hasPrefix("  Edition: ") } && !shown.contains { $0.contains("【") })
  }

  @Test func `the values stand in the blocks of the services' pages`() throws {
    let shown = try certkiosk(["order", "show", Self.order, "--values"]).outputText
    let blocks = shown.split(separator: "\n").filter { $0.hasPrefix("[") }
    #expect(blocks == ["[organisation]", "[legal]", "[agent]"], "\(shown)")
    #expect(shown.contains("  agent.name: Li Si") || shown.contains("  agent.name: "))
  }

  @Test func `a list shows whose orders they are and their price, and is narrowed to a business`() throws {
    let all = try certkiosk(["order", "list", "--business", "new"]).outputText
    #expect(all.contains("“Sample Trading Co”") && all.contains(" yuan"), "\(all)")
    let lines = try certkiosk(["order", "list", "--name", "Trading", "--json"]).outputText
    #expect(lines.contains("\"organisation\":\"Sample Trading Co\"") && lines.contains("\"fee\":\""), "\(lines)")
    #expect(try certkiosk(["order", "list", "--business", "新制"]).outputText == all)
    #expect(try certkiosk(["order", "list", "--business", "renew"]).outputText.isEmpty)
    #expect(try certkiosk(["order", "list", "--business", "nothing"]).errorText.contains("F17"))
    for step in ["payment", "支付"] { #expect(try certkiosk(["order", "list", "--step", step]).outputText == all) }
    #expect(try certkiosk(["order", "list", "--state", "payment to be confirmed"]).outputText == all)
    #expect(try certkiosk(["order", "list", "--state", "draft"]).outputText.isEmpty)
  }

  @Test func `the lines are there: an order with its state and needs, its history with what was refused`() throws {
    let shown = try certkiosk(["order", "show", Self.order]).outputText
    #expect(shown.contains("zhongyuan new") && shown.contains("needs: application-form"), "\(shown)")
    #expect(shown.contains("delivery: collected in person") && shown.contains("invoice:") && shown.contains("express:"))
    let history = try certkiosk(["order", "history", Self.order]).outputText
    #expect(history.contains("refused: submitted (D81)") && history.contains("checklist ticked"), "\(history)")
  }
}
