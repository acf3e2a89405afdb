// A sixth service made by copying a folder loads; each way of getting it wrong is told at its line and column.
import Domain
import Foundation
import Services
import Testing

@Suite struct PackMistakeTests {
  static let sixth = PacksTests.root + "/Tests/Fixtures/Services/sixth"

  /// What is changed in a good pack, and the code that must speak.
  struct Slip: Sendable, CustomTestStringConvertible {
    let name: String
    var file = "sixth/service.yaml"
    let from: String
    let to: String
    /// A second change that the mistake needs.
    var and: (from: String, to: String)?
    let code: String
    var testDescription: String { name }
  }

  static let slips = slipsOfThePen + contradictions

  private static let slipsOfThePen = [
    Slip(name: "a mistyped key", from: "edition: 1", to: "editon: 1", code: "S14"),
    Slip(name: "a key twice", from: "code: S6", to: "id: x", code: "S10"),
    Slip(name: "a code of three letters", from: "code: S6", to: "code: abc", code: "S61"),
    Slip(name: "an id that is not the folder", from: "id: sixth", to: "id: sixt", code: "S62"),
    Slip(name: "a role nobody has", from: "roles: [供应商,", to: "roles: [供货商,", code: "S60"),
    Slip(name: "an unknown step", from: "review: [submission]", to: "reviw: [submission]", code: "S17"),
    Slip(
      name: "a step that waits for one not taken", from: "payment: [review]", to: "payment: [bankProof]", code: "S35"),
    Slip(name: "steps in a circle", from: "papers: []", to: "papers: [review]", code: "S75"),
    Slip(name: "a step nothing waits for", from: "payment: [review]", to: "payment: [submission]", code: "S76"),
    Slip(
      name: "a person separated from themselves", from: "[[submission, review]]", to: "[[review, review]]", code: "S67"),
    Slip(name: "a guard on no field", from: "{field: invoice.kind,", to: "{field: invoice.knd,", code: "S30"),
    Slip(
      name: "a guard on a field the type never asks for", from: "required: [organisation, certificate.seal]",
      to: "required: [organisation]", code: "S83"),
    Slip(name: "a guard on a value nobody can give", from: "seal, is: 是", to: "seal, is: 有", code: "S60"),
    Slip(
      name: "two guards on one field", from: "then: [invoice.title]}",
      to: "then: [invoice.title]}\n  - {field: certificate.seal, is: 是, then: [invoice.title]}", code: "S84"),
    Slip(
      name: "when and unless together", from: "is: 是}}", to: "is: 是}, unless: {field: certificate.seal, is: 否}}",
      code: "S85"),
    Slip(name: "an unknown group", from: "required: [organisation,", to: "required: [organization,", code: "S31"),
    Slip(name: "an unknown flow", from: "channels: {柜台: counter}", to: "channels: {柜台: conter}", code: "S32"),
    Slip(
      name: "a document nobody defined", from: "documents: [application-form, seal",
      to: "documents: [aplication-form, seal", code: "S33"),
    Slip(
      name: "a document nobody asks for", from: "seal-template, role-letter]", to: "role-letter]",
      code: "S74"),
    Slip(
      name: "a form that is not there", from: "form: application-form.yaml", to: "form: application.yaml", code: "S34"),
    Slip(
      name: "a copy of what has no number", from: "form: application-form.yaml",
      to: "copy-of: organisation.name", code: "S57"),
    Slip(name: "a seal nobody defined", from: "seal: unit", to: "seal: unti", code: "S37"),
    Slip(name: "a seal outside its own range", from: "diameter: 42", to: "diameter: 52", code: "S65"),
    Slip(
      name: "tries at an unbinding that no type asks for", from: "title: 第六家",
      to: "unbinding: {tries: 5, hours: 24}\ntitle: 第六家", code: "S74"),
    Slip(name: "a price for no type", from: "for: [new]", to: "for: []", code: "S79"),
    Slip(name: "a price for an unknown type", from: "for: [renew]", to: "for: [renw]", code: "S38"),
    Slip(name: "a price that is no amount", from: "yuan: 300.00", to: "yuan: 三百", code: "S63"),
    Slip(name: "a payment without a price", from: "for: [renew]", to: "for: [new]", code: "S77"),
    Slip(name: "making without a token job", from: "token: renew", to: "token: none", code: "S80"),
    Slip(name: "papers without documents", from: "    documents: [application-form]\n", to: "", code: "S81"),
    Slip(name: "a name for two types", from: "names: [延期]", to: "names: [新制]", code: "S71"),
    Slip(name: "a type twice", from: "id: renew", to: "id: new", code: "S72"),
    Slip(name: "an invoice kind the service does not write", from: "usual: 普票", to: "usual: 专票", code: "S39"),
    Slip(name: "a deadline of no days", from: "deadline: 2", to: "deadline: 0", code: "S64"),
    Slip(
      name: "a deadline that begins nowhere", from: "deadline: 2", to: "deadline: {days: 2, from: [bankProof]}",
      code: "S35"),
    Slip(name: "a deadline without its days", from: "deadline: 2", to: "deadline: {until: review}", code: "S15"),
    Slip(
      name: "a choice of years that nobody pays for", from: "optional: [invoice.kind,",
      to: "years: [1, 2]\n    optional: [certificate.years, invoice.kind,", code: "E62"),
    Slip(name: "more years than are issued", from: "years: 1", to: "years: 6", code: "E61"),
    Slip(
      name: "a card that no business type asks for", from: "title: 第六家",
      to: "delivery: {items: [{title: 介质, serial: token}, {title: 卡, serial: cipher-card}]}\ntitle: 第六家", code: "S74"),
    Slip(name: "hours for an unknown urgency", from: "express: {加急6小时", to: "express: {加急9小时", code: "S60"),
    Slip(name: "a malformed object identifier", from: "1.2.156.10260.4.1.4:", to: "1.2.x:", code: "S66"),
    Slip(
      name: "is and not together", from: "seal, is: 是}}", to: "seal, is: 是, not: 否}}", code: "P20"),
    Slip(
      name: "one term under all", from: "when: {field: certificate.seal, is: 是}",
      to: "when: {all: [{field: certificate.seal, is: 是}]}", code: "P21"),
    Slip(
      name: "terms that exclude each other", from: "when: {field: certificate.seal, is: 是}",
      to: "when: {all: [{field: certificate.seal, is: 是}, {field: certificate.seal, is: 否}]}", code: "P22"),
    Slip(
      name: "hours that end before they begin", from: "title: 第六家",
      to: "working-hours: [[\"12:00\", \"09:00\"]]\ntitle: 第六家",
      code: "P23"),
    Slip(
      name: "an express service without a price", from: ", when: {field: delivery.urgency, is: 加急6小时}", to: "",
      code: "P27"),
    Slip(
      name: "a price for an express service that is not offered", from: "    express: {加急6小时: 6}\n", to: "",
      code: "P28"),
    Slip(
      name: "a condition on an invoice that is not written", from: "{field: invoice.kind, is: 普票,",
      to: "{field: invoice.kind, is: 无需发票,", code: "P29"),
    Slip(name: "a condition on a role that is not served", from: "roles: [供应商, 采购人]", to: "roles: [供应商]", code: "P30"),
    Slip(
      name: "a holiday that is no day", file: "common/holidays.yaml", from: "to: 2026-01-03", to: "to: 2026-02-30",
      code: "P24"),
    Slip(
      name: "a year left out", file: "common/holidays.yaml",
      from: "year: 2025, notice: 甲, holidays: [{name: 元旦, from: 2025-01-01, to: 2025-01-01}]",
      to: "year: 2024, notice: 甲, holidays: []", code: "P25"),
    Slip(
      name: "a weekday worked for a holiday", file: "common/holidays.yaml", from: "worked: [2026-01-04]",
      to: "worked: [2026-01-05]", code: "P26"),
    Slip(
      name: "what was made is not handed over", from: "      handover: [production]\n", to: "", code: "P31"),
    Slip(
      name: "a category twice", from: "invoice: {", to: "invoice: {categories: {甲: [new, renew], 乙: [new]}, ",
      code: "P32"),
    Slip(
      name: "a price without a category", from: "invoice: {", to: "invoice: {categories: {甲: [new]}, ", code: "P33"),
    Slip(
      name: "no token among what is handed over", from: "title: 第六家",
      to: "delivery: {items: [{title: 发票}]}\ntitle: 第六家", code: "P34"),
    Slip(name: "a number in quotes", from: "years: 1", to: "years: \"1\"", code: "S16"),
    Slip(
      name: "a bank proof without an account", from: "      production: [payment]",
      to: "      bankProof: [payment]\n      production: [bankProof]", code: "S82"),
    Slip(
      name: "a window on what renews nothing", from: "    token: full\n",
      to: "    token: full\n    window: {days-before: 90}\n",
      code: "E57"),
    Slip(
      name: "an upgrade that replaces no token", from: "    token: renew\n",
      to: "    token: renew\n    upgrade: {annual: 100.00}\n", code: "E58"),
    Slip(
      name: "an automatic approval of a channel nobody has", from: "    token: renew\n",
      to: "    token: renew\n    auto-approve: [网厅]\n", code: "S17"),
    Slip(
      name: "a step of presence nobody knows", from: "certificate:\n",
      to: "presence: {identify: [agent], before: reviw, originals: review}\ncertificate:\n", code: "S17"),
    Slip(
      name: "a heading for two fields", file: "common/fields.yaml", from: "label: 电子印章", to: "label: 证件号码", code: "S73"),
    Slip(
      name: "a choice without words", file: "common/fields.yaml", from: "words: [[供应商, 投标人], [采购人]], ", to: "",
      code: "S69"),
    Slip(
      name: "a kind field that is no choice", file: "common/fields.yaml", from: "kind-field: legal.idKind",
      to: "kind-field: invoice.title", code: "S68"),
    Slip(name: "an unknown kind", file: "common/fields.yaml", from: "kind: truth", to: "kind: thruth", code: "S17"),
  ]

  @Test func `a copied folder with its own words is a service`() throws {
    let packs = try Packs.load(from: Self.sixth)
    let pack = try #require(packs["sixth"])
    #expect(pack.businessType(named: "新制")?.flow.open(done: []) == [.acknowledgement, .papers])
    #expect(pack.businessType("renew")?.fee(for: [:]).fen == 1)
    #expect(packs.pack(coded: "S6")?.id == "sixth")
  }

  @Test(arguments: [
    ([:], 1, 300_00), (["organisation.role": "采购人"], 2, 310_00),
    (["organisation.role": "采购人", "certificate.seal": "否"], 2, 300_00),
    (["organisation.role": "供应商", "certificate.seal": "是", "delivery.urgency": "加急6小时"], 2, 320_00),
  ])
  func `papers and prices follow the role and several answers together`(
    values: [FieldID: String], papers: Int, fen: Int
  ) throws {
    let type = try #require(try Packs.load(from: Self.sixth)["sixth"]?.businessType("new"))
    #expect(type.documents(for: values).count == papers)
    #expect(type.fee(for: values).fen == fen)
  }

  @Test(arguments: slips)
  func `a slip is told`(slip: Slip) throws {
    let faults = try faults(of: slip)
    #expect(faults.contains { $0.explanation.code == slip.code })
    #expect(faults.allSatisfy { $0.place.line != nil && $0.place.column != nil })
  }

  @Test func `each message stands in the golden file`() throws {
    let text = try Self.slips.map { slip in
      let lines = try faults(of: slip).flatMap { [$0.text(in: .chinese), $0.text(in: .english)] }
      return (["# \(slip.name)"] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
    try Golden.expect(text + "\n", in: "pack-mistakes.txt")
  }

  @Test func `two services cannot share a code or a name`() throws {
    let folder = try copy()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: folder + "/sixth", toPath: folder + "/seventh")
    let fault = try #require(throws: PackFault.self) { try Packs.load(from: folder) }
    let codes = fault.faults.filter { $0.place.file.hasSuffix("sixth/service.yaml") }.map(\.explanation.code)
    #expect(codes.prefix(3) == ["S70", "S70", "S70"])
  }

  @Test func `a folder without services is told`() throws {
    let folder = try copy()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.removeItem(atPath: folder + "/sixth")
    let fault = try #require(throws: PackFault.self) { try Packs.load(from: folder) }
    #expect(fault.faults.map(\.explanation.code) == ["S36"])
  }

  @Test func `every mistake has a code of its own`() {
    let codes = PackMistake.specimens.map(\.explanation.code) + YAMLMistake.specimens.map(\.explanation.code)
    #expect(Set(codes).count == codes.count)
  }

  private func faults(of slip: Slip) throws -> [Fault] {
    let folder = try copy()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/\(slip.file)"
    var text = try String(contentsOfFile: path, encoding: .utf8)
    for (from, to) in [(slip.from, slip.to)] + (slip.and.map { [$0] } ?? []) {
      let place = try #require(text.range(of: from))
      text.replaceSubrange(place, with: to)
    }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let fault = try #require(throws: PackFault.self) { try Packs.load(from: folder) }
    return fault.faults.map { fault in
      var place = fault.place
      place.file = place.file.replacingOccurrences(of: folder + "/", with: "")
      return Fault(place, fault.explanation)
    }
  }

  private func copy() throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/packs-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: Self.sixth, toPath: folder)
    return folder
  }
}

/// Files that hold what was said when it was right; RECORD=1 rewrites them and fails the run.
enum Golden {
  static func expect(_ text: String, in name: String) throws {
    let path = PacksTests.root + "/Tests/Golden/" + name
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name); look at it and run again without RECORD")
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }
}
