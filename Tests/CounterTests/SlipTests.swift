// Slips of a real store: signed when made, checked elsewhere with the public key alone, refused by name when altered.

import Counter
import Cryptography
import Domain
import Files
import Foundation
import Layout
import Processes
import Records
import Services
import Testing

@Suite(.serialized) struct SlipTests {
  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("slips-\(UUID().uuidString)").path

  private var forms: String { "\(root)/Forms" }

  private func desk() throws -> Desk {
    try Files.makeFolder(folder)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "A01", key: .file("\(folder)/store.key"), siteKey: nil)
    let desk = Desk(store: store, packs: try Packs.load(from: forms), forms: forms)
    if try store.people().isEmpty { try enrol(desk) }
    return desk
  }

  private static let people: [(id: String, role: Role, pin: String)] = [
    ("guan", .administrator, "905128"), ("wang", .clerk, "290175"), ("zhao", .finance, "560392"),
    ("li", .reviewer, "831046"),
  ]

  private func enrol(_ desk: Desk) throws {
    for (id, role, pin) in Self.people {
      try desk.enrol(id, name: "人员\(id)", roles: [role], pin: Array(pin.utf8))
      try desk.signIn("guan", pin: Array("905128".utf8))
    }
  }

  private func act(_ desk: Desk, as id: String) throws {
    let pin = try #require(Self.people.first { $0.id == id }).pin
    try desk.signIn(id, pin: Array(pin.utf8))
  }

  /// A registered order whose payment was recorded by one person and seen by another.
  private func paidOrder(_ desk: Desk) throws -> String {
    try act(desk, as: "wang")
    let number = try register(desk)
    _ = try desk.waive(
      number, .certificate, reason: "电话核实", second: SecondPerson("li", pin: Array("831046".utf8)))
    _ = try desk.acknowledge(number)
    let fee = try desk.view(desk.order(number)).fee
    let (_, entry) = try desk.recordPayment(number, kind: .posSlip, amount: fee, payer: nil, reference: "0042")
    try act(desk, as: "zhao")
    _ = try desk.confirmPayment(number, entry: entry)
    return number
  }

  private func register(_ desk: Desk) throws -> String {
    let story = "\(root)/Samples/bjca-change"
    var numbers: [String] = []
    for file in try Files.names(in: story) where !file.hasSuffix(".md") {
      try desk.takeIn("\(story)/\(file)", with: desk.intake()) { taken in
        if case .order(let order, _) = taken { numbers.append(order.number.text) }
      }
    }
    return try #require(numbers.first)
  }

  /// The text of the code that a slip's PDF shows, as a camera sees it.
  private func code(on pdf: String) throws -> String {
    _ = try Program.run("/usr/bin/pdftoppm", ["-r", "200", "-png", "-singlefile", pdf, "\(folder)/page"])
    let seen = try Program.run("/usr/bin/zbarimg", ["-q", "--raw", "\(folder)/page.png"])
    return seen.outputText.split(separator: "\n").map(String.init).first { $0.hasPrefix("S1") } ?? ""
  }

  private func text(on pdf: String) throws -> String {
    try Program.run("/usr/bin/pdftotext", [pdf, "-"]).outputText
  }

  private func verifier(_ desk: Desk) throws -> SlipVerifier {
    try Files.write(Array(desk.slipPublicKey().utf8), to: "\(folder)/A01.pem")
    return try SlipVerifier(keyFiles: ["\(folder)/A01.pem"])
  }

  @Test func `a receipt is believed as printed and refused once any letter is changed`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let number = try paidOrder(desk)
    let receipt = try desk.writePaper("receipt", of: number, to: "\(folder)/out")
    #expect(try self.text(on: receipt.path).contains("签名码"))
    let text = try code(on: receipt.path)
    let verifier = try verifier(desk)
    let said = try verifier.verify(text)
    #expect(said.reference == number && said.kiosk == "A01" && said.document == "RC")
    #expect(said.proofs.first == (try desk.view(desk.order(number)).fee.yuan))
    for place in text.indices {
      for other in ["0", "Z", "*", "/"] where String(text[place]) != other {
        let altered = text[..<place] + other + text[text.index(after: place)...]
        #expect(throws: SlipFault.self, "\(altered)") { try verifier.verify(String(altered)) }
      }
    }
    #expect(throws: SlipFault.notASlip) { try verifier.verify("不是签名码") }
    #expect(throws: SlipFault.altered) { try verifier.verify(text.replacing("*", with: "*1", maxReplacements: 1)) }
  }

  @Test func `a slip of another kiosk is refused by its key`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let number = try paidOrder(desk)
    let text = try code(on: desk.writePaper("receipt", of: number, to: "\(folder)/out").path)
    let foreign = try PrivateKey.generate(.ed25519).publicKey.pem
    try Files.write(Array(foreign.utf8), to: "\(folder)/other.pem")
    let key = try #require(SlipCode(text)).key
    try Files.write(Array("不是公钥\n".utf8), to: "\(folder)/notes.pem")
    #expect(throws: SlipFault.noKey("notes.pem")) { try SlipVerifier(keyFiles: ["\(folder)/notes.pem"]) }
    #expect(throws: SlipFault.otherKey(key)) { try SlipVerifier(keyFiles: ["\(folder)/other.pem"]).verify(text) }
  }

  @Test func `a slip that does not know yet what it proves carries no code`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    try act(desk, as: "wang")
    let number = try register(desk)
    let list = try desk.writePaper("checklist", of: number, to: "\(folder)/out")
    #expect(try !text(on: list.path).contains("签名码"))
    let receipts = try desk.writeDrafts(["payment-notice"], of: number, to: "\(folder)/out")
    let draft = try #require(receipts.first)
    #expect(try code(on: draft.path).isEmpty)
    let notice = try desk.writePaper("payment-notice", of: number, to: "\(folder)/out")
    #expect(try !code(on: notice.path).isEmpty)
  }

  @Test func `every paper of an order is made, and no secret stands on any`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let number = try paidOrder(desk)
    let secrets = Self.people.map(\.pin)
    let values = try desk.order(number).application.values
    let later = ["approval-slip", "completion-slip", "handover-receipt", "correction-notice"]
    for paper in try desk.papers(of: desk.order(number)) where !later.contains(paper.id) {
      let written = try desk.writePaper(paper.id, of: number, to: "\(folder)/out")
      let text = try text(on: written.path)
      #expect(!text.isEmpty && secrets.allSatisfy { !text.contains($0) }, "\(paper.id)")
      guard paper.kind == .slip else { continue }
      for field in ["agent.idNumber", "legal.idNumber", "agent.mobile"] {
        if let value = values[field] { #expect(!text.contains(value), "\(paper.id) \(field)") }
      }
    }
  }

  @Test func `the set stands in reading order with the forms in its middle`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    try act(desk, as: "wang")
    let number = try register(desk)
    let names = try desk.writeSet(of: number, to: "\(folder)/set", copies: 1).map(\.document)
    #expect(names.first == "checklist" && names.last == "agreement")
    let form = try #require(names.firstIndex(of: "application-form"))
    let consent = try #require(names.firstIndex(of: "privacy-consent"))
    #expect(form < consent)
  }

  @Test func `a set is one row of the journal for each copy`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    try act(desk, as: "wang")
    let number = try register(desk)
    let written = try desk.writeSet(of: number, to: "\(folder)/set", copies: 2)
    let rows = try desk.history(of: desk.order(number)).compactMap { line -> (names: Set<String>, copy: Int)? in
      if case .printed(let documents, _, let copy) = line.event { (Set(documents.keys), copy) } else { nil }
    }
    #expect(rows.map(\.copy) == [1, 2])
    let first = Set(written.map(\.document).filter { !$0.hasSuffix(".2") })
    #expect(rows.first?.names == first && first.contains("checklist"))
    #expect(written.map(\.document).contains("application-form.2"))
  }

  @Test func `drafts say so on every page, bind nobody and leave no trace`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let number = try paidOrder(desk)
    let before = try desk.history(of: desk.order(number)).count
    let drafts = try desk.writeDrafts(of: number, to: "\(folder)/drafts")
    #expect(drafts.map(\.document).contains("application-form.draft"))
    for draft in drafts {
      let text = try Program.run("/usr/bin/pdftotext", [draft.path, "-"]).outputText
      let pages = text.split(separator: "\u{C}").filter { $0.contains { !$0.isWhitespace } }
      #expect(pages.count == draft.pages && pages.allSatisfy { $0.contains("草稿") }, "\(draft.document)")
    }
    let receipts = try desk.writeDrafts(["receipt"], of: number, to: "\(folder)/drafts")
    let receipt = try #require(receipts.first)
    #expect(try code(on: receipt.path).isEmpty)
    #expect(try !text(on: receipt.path).contains("签名码"), "a note of a code that is not there")
    #expect(try desk.history(of: desk.order(number)).count == before)
    #expect(try desk.order(number).editions == nil)
    let sheets = try desk.sheets(of: desk.order(number), copy: 1, isDraft: true)
    let codes = sheets.flatMap(\.document.pages).flatMap { $0.items.flatMap(\.codes) }
    #expect(!codes.isEmpty && codes.allSatisfy { PageCode($0).map { $0.seal == nil } == true })
  }

  @Test(arguments: ["till-count", "stock-count"])
  func `a sheet of the counter is made and open where nothing was counted`(kind: String) throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let service = try #require(desk.packs.packs.first).id
    let sheet = try desk.writeSheet(kind, service: service, to: "\(folder)/out")
    #expect(sheet.pages == 1)
    #expect(try code(on: sheet.path).isEmpty, "nothing was counted that could be vouched for")
    let known = ["stock-count", "till-count"]
    #expect(throws: CounterError.noSheet("receipt", known: known)) {
      try desk.writeSheet("receipt", service: service, to: folder)
    }
  }

  @Test func `a sheet has somebody who made it, and a row in the journal`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let service = try #require(desk.packs.packs.first).id
    let nobody = Desk(store: desk.store, packs: desk.packs, forms: forms)
    #expect(throws: CounterError.nobody) { try nobody.writeSheet("till-count", service: service, to: folder) }
    let sheet = try desk.writeSheet("till-count", service: service, to: "\(folder)/out")
    let row = try #require(desk.store.journal(after: 0).last)
    #expect(row.kind == "sheet-made" && row.person == "guan")
    #expect(String(decoding: row.payload, as: UTF8.self).contains(sheet.digest))
  }

  @Test(arguments: [("en_US.UTF-8", true), ("zh_CN.UTF-8", false)])
  func `what a code says is said in the reader's language`(language: String, isEnglish: Bool) throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let text = try code(on: desk.writePaper("receipt", of: paidOrder(desk), to: "\(folder)/out").path)
    _ = try verifier(desk)
    let outcome = try Program.run(
      "\(Program.folder)/certkiosk", ["slip", "verify", "--key", "\(folder)/A01.pem", "--forms", forms, text],
      environment: Program.environment.merging(["LC_ALL": language]) { _, own in own })
    #expect(outcome.succeeded)
    #expect(outcome.outputText.contains("the signature holds") == isEnglish)
    #expect(outcome.outputText.contains("签名有效") != isEnglish)
  }
}

extension Item {
  /// The texts of the codes in it.
  fileprivate var codes: [String] {
    switch drawn {
    case .code(_, let text, _): [text]
    case .group(_, let items): items.flatMap(\.codes)
    default: []
    }
  }
}
