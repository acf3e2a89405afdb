// Facts of the counter: repeated rows, open rows, masks on slips, and secrets that cannot even be declared.

import Domain
import Foundation
import Layout
import Services
import Testing

@Suite struct FactTests {
  private static let facts = """
    facts:
      - {id: payee.account, label: 收款账号, kind: account, sensitivity: sensitive}
      - {id: order.amount, label: 金额, kind: money, sensitivity: open}
    lists:
      - id: fees
        label: 费用
        columns:
          - {id: title, label: 项目, kind: text, sensitivity: open}
          - {id: payer, label: 付款方, kind: person-name, sensitivity: personal}
    """

  /// A folder of forms with these facts and one paper.
  private func withForms<Result>(
    facts: String = facts, _ content: String, kind: String = "slip", _ use: (Packs, String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("facts-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(atPath: FormSamples.folder, toPath: folder.path)
    try facts.write(toFile: folder.path + "/common/facts.yaml", atomically: true, encoding: .utf8)
    try FileManager.default.removeItem(atPath: folder.path + "/common/papers")
    try FileManager.default.createDirectory(atPath: folder.path + "/common/papers", withIntermediateDirectories: true)
    for service in FormSamples.services {
      // Titles of papers that are not there would be mistakes.
      let pack = try String(contentsOfFile: "\(folder.path)/\(service)/service.yaml", encoding: .utf8)
      let bare = pack.replacing(/\ntitles: [^\n]*/, with: "")
      try bare.write(toFile: "\(folder.path)/\(service)/service.yaml", atomically: true, encoding: .utf8)
      try Self.paper(kind, content).write(
        toFile: "\(folder.path)/\(service)/test-paper.yaml", atomically: true, encoding: .utf8)
    }
    // The packs name these among their documents.
    for (paper, code) in [("loss-statement", "LS"), ("parent-authorization", "PA"), ("agreement", "AG")] {
      try Self.paper("form", "  - 字").replacing("test-paper", with: paper).replacing("TP", with: code).write(
        toFile: "\(folder.path)/common/papers/\(paper).yaml", atomically: true, encoding: .utf8)
    }
    return try use(try Packs.load(from: folder.path), folder.path)
  }

  private static func paper(_ kind: String, _ content: String) -> String {
    "document: test-paper\ncode: TP\nedition: 1\ntitle: 表\nkind: \(kind)\ncontent:\n\(content)\n"
  }

  private func faults(_ content: String, facts: String = facts) throws -> [String] {
    try withForms(facts: facts, content) { packs, folder in
      do throws(PackFault) {
        _ = try packs.definition("test-paper", of: packs.packs[0], forms: folder)
        return []
      } catch { return error.faults.map { "\($0.place.line ?? 0):\($0.explanation.code)" } }
    }
  }

  private func words(_ content: String, kind: String = "slip", _ facts: Facts) throws -> [String] {
    try withForms(content, kind: kind) { packs, folder in
      let definition = try packs.definition("test-paper", of: packs.packs[0], forms: folder)
      let context = try FormSamples.context(packs.packs[0].id)
      let values = FormSamples.ordinary
      return try definition.layOut(values: values, facts: facts, context: context, measure: PlainMeasure())
        .pages.flatMap { $0.items.flatMap(\.words) }
    }
  }

  private var known: Facts {
    var facts = Facts()
    facts["payee.account"] = "1702020109200012345"
    facts.set("order.amount", Money(fen: 30_000))
    facts.set(list: "fees", [["title": "介质费", "payer": "张建国"], ["title": "年费"]])
    return facts
  }

  @Test(arguments: [
    ("  - \"项{fees.title}\"", ["7:S87"]),
    ("  - text: \"{fees.titel}\"\n    each: fees", ["7:S43"]),
    ("  - text: 字\n    each: fee", ["8:S86"]),
    (
      "  - table:\n      columns: [flex]\n      rows:\n        - {each: fees, cells: [{field: payee.acount}]}",
      ["10:S43"]
    ),
    ("  - text: 字\n    each: fees\n    least: 99", ["9:S42"]),
  ])
  func `a mistake about facts is told with its line`(content: String, expected: [String]) throws {
    #expect(try faults(content) == expected)
  }

  @Test func `a row is repeated over a list and open rows follow`() throws {
    let table = """
        - table:
            columns: [12, flex]
            rows:
              - each: fees
                least: 3
                cells: [{text: "第{row}项"}, {field: fees.title}]
      """
    let words = try words(table, known)
    let text = words.joined()
    #expect(["第1项", "第2项", "第3项"].allSatisfy(text.contains) && !text.contains("第4项"))
    #expect(words.contains("介质费") && words.contains("年费"))
  }

  @Test func `on a slip people's data are masked whatever the definition says`() throws {
    let content = "  - \"甲{agent.idNumber}乙{payee.account}丙{agent.idNumber|characters 1-18}\""
    let slip = try words(content, known).joined()
    #expect(!slip.contains("410105199001011234") && !slip.contains("1702020109200012345") && slip.contains("****"))
    let form = try words(content, kind: "form", known).joined()
    #expect(form.contains("410105199001011234") && form.contains("1702020109200012345"))
  }

  @Test(arguments: [
    ("[order.amount, agent.mobile]", "S98"), ("[fees.payer]", "S98"), ("[payee.account]", "S98"),
    ("[order.amount, order.amount, order.amount, order.amount, order.amount, order.amount, fees]", "S42"),
  ])
  func `a signed code says nothing personal and no more than it can hold`(proves: String, code: String) throws {
    #expect(try faults("  - 字\nproves: \(proves)") == ["8:\(code)"])
    #expect(try faults("  - 字\nproves: [order.amount, fees.title]") == [])
  }

  @Test func `money stands in figures and in capitals`() throws {
    let text = try words("  - \"{order.amount} 人民币{order.amount|capitals}\"", known).joined()
    #expect(text.contains("300.00") && text.contains("叁佰元整"))
  }

  @Test(arguments: [
    "token.pin", "card.newPin", "card.puk", "store.passphrase", "key.private",
  ])
  func `a secret cannot be declared by its id`(id: String) throws {
    #expect(try secretFaults("{id: \(id), label: 内容, kind: text, sensitivity: open}") == ["S89"])
  }

  @Test(arguments: ["密码卡密码", "证书密码", "PIN", "库口令", "签名私钥"])
  func `a secret cannot be declared by its label`(label: String) throws {
    #expect(try secretFaults("{id: card.word, label: \(label), kind: text, sensitivity: open}") == ["S89"])
  }

  @Test func `the serial number of a cipher card is no secret`() throws {
    #expect(try secretFaults("{id: card.serial, label: 密码卡序列号, kind: text, sensitivity: open}") == [])
    #expect(try secretFaults("{id: shipping.opening, label: 密码卡, kind: text, sensitivity: open}") == [])
  }

  private func secretFaults(_ fact: String) throws -> [String] {
    do { return try withForms(facts: "facts:\n  - \(fact)\nlists: []\n", "  - 字") { _, _ in [] } } catch {
      return try #require(error as? PackFault).faults.map(\.explanation.code)
    }
  }
}

extension Item {
  /// The text of every run, in reading order.
  fileprivate var words: [String] {
    switch self {
    case .filling(let item): item.words
    case .text(let run): [run.pieces.map(\.text).joined()]
    case .group(_, let items): items.flatMap(\.words)
    default: []
    }
  }
}
