// 金融认证: the request goes up, 0.01 yuan and a code travel to the account, the code is brought to the counter.
import Bundles
import Counter
import Domain
import Files
import Foundation
import HeadOffice
import Services
import Records
import Testing

@Suite struct BankProofTests {
  private let branch: HeadOfficeCounter
  private let order: String

  init() throws {
    branch = try HeadOfficeCounter()
    order = try branch.counter.order("szca", "new", Self.account, leaving: ["bank-proof-accepted"])
  }

  private static let account: [FieldID: String] = [
    "bank.name": "永城市样例贸易有限公司", "bank.branch": "中国工商银行永城支行", "bank.account": "1702020109200012345",
    "certificate.years": "1",
  ]

  private func transfer(_ name: String) throws -> [String: String] { try branch.transfer(name) }

  private func prove(_ code: String, at desk: Desk? = nil) throws -> Order {
    try (desk ?? branch.desk).proveAccount(order, code: Array(code.utf8))
  }

  private func refusal(_ code: String, at desk: Desk? = nil) -> DownlinkError? {
    do { _ = try prove(code, at: desk) } catch { return error as? DownlinkError }
    return nil
  }

  private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

  private var state: OrderState {
    get throws { try branch.desk.view(branch.desk.order(order)).state }
  }

  @Test func `the code in the remark proves the account, once`() throws {
    #expect(try state == .awaitingBankProof)
    #expect(refusal("123456") == .noCodeYet(order))
    try branch.up()
    let codes = try transfer("one.csv")
    let code = try #require(codes[order])
    #expect(code.count == 6)
    #expect(try branch.codes(branch.down()) == [])
    #expect(try prove(code).bankProof)
    #expect(try branch.desk.view(branch.desk.order(order)).open == [.production])
    #expect(refusal(code) == .codeBurnt)
  }

  @Test func `the 0.01 yuan goes out to the account and is nobody's fee`() throws {
    let before = try branch.desk.order(order).confirmedFen
    try branch.up()
    _ = try transfer("one.csv")
    let list = String(decoding: try Files.read("\(branch.folder)/one.csv", limit: 1 << 20), as: UTF8.self)
    #expect(list.contains("\"1702020109200012345\",\"0.01\""))
    try branch.down()
    #expect(try branch.desk.order(order).confirmedFen == before)
    #expect(try branch.desk.order(order).payments.count == 1)
  }

  @Test func `head office keeps no code, and makes none twice for one request`() throws {
    try branch.up()
    let code = try #require(try transfer("one.csv")[order])
    #expect(try transfer("two.csv") == [:])
    #expect(Files.kind(of: "\(branch.folder)/two.csv") == nil)
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(branch.folder)/hq") {
      guard let bytes = FileManager.default.contents(atPath: "\(branch.folder)/hq/\(name)") else { continue }
      #expect(bytes.range(of: Data("\"\(code)\"".utf8)) == nil, "\(name)")
    }
  }

  @Test func `wrong codes are counted and told, and the last one ends it`() throws {
    try branch.up()
    let code = try #require(try transfer("one.csv")[order])
    try branch.down()
    #expect(refusal(wrong(code)) == .wrongCode(triesLeft: 2))
    #expect(refusal(wrong(code)) == .wrongCode(triesLeft: 1))
    #expect(refusal(wrong(code)) == .codeUsedUp)
    #expect(refusal(code) == .codeUsedUp)
    #expect(try state == .awaitingBankProof)
    let history = try branch.desk.history(of: branch.desk.order(order)).map(\.entry.kind)
    #expect(history.filter { $0 == "bank-proof-refused" }.count == 3)
  }

  @Test func `a list of transfers is never written over a file, and no code is lost by that`() throws {
    try branch.up()
    try Files.write([0], to: "\(branch.folder)/one.csv")
    #expect(throws: OfficeRefusal.listExists("one.csv")) { try transfer("one.csv") }
    #expect(try Files.read("\(branch.folder)/one.csv", limit: 1 << 10) == [0])
    try branch.down()
    #expect(refusal("123456") == .noCodeYet(order))
    #expect(try transfer("two.csv")[order] != nil)
  }

  @Test func `a corrected account asks anew, and every earlier code is void`() throws {
    try branch.up()
    let old = try #require(try transfer("one.csv")[order])
    try branch.down()
    let corrected = BankAccount(name: "永城市样例贸易有限公司", bank: "中国银行永城支行", account: "6200 0000 0000 1234")
    let asked = try branch.desk.askProofAgain(order, account: corrected)
    #expect(asked.headOffice.account?.account == "6200000000001234")
    // What the applicant signed stays as it was signed.
    #expect(asked.application.values["bank.account"] == "1702020109200012345")
    #expect(refusal(old) == .noCodeYet(order))
    try branch.up()
    let new = try #require(try transfer("two.csv")[order])
    let list = String(decoding: try Files.read("\(branch.folder)/two.csv", limit: 1 << 20), as: UTF8.self)
    #expect(list.contains("6200000000001234"))
    try branch.down()
    if old != new { #expect(refusal(old) == .wrongCode(triesLeft: 2)) }
    #expect(try prove(new).bankProof)
  }

  @Test func `a code that went to another account proves nothing and costs no try`() throws {
    let expires = TokenCounter.now.advanced(bySeconds: 86_400)
    let proof = BankProofPayload(
      order: order, round: try branch.desk.order(order).headOffice.proofRound, version: 1,
      code: try SaltedSecret(Array("123456".utf8)), account: "1702020109200099999", expires: expires)
    #expect(
      try branch.codes(branch.desk.importBundle(branch.bundle([BundleRecord(id: "p", proof)], 900))) == [])
    for _ in 1...4 { #expect(refusal("123456") == .otherAccount) }
    #expect(try !branch.desk.order(order).bankProof)
  }

  @Test func `an account that is none is refused with its field's words and asks nothing`() throws {
    let bad = BankAccount(name: "永城市样例贸易有限公司", bank: "中国银行永城支行", account: "12ab")
    #expect(throws: RefusedValue.self) { try branch.desk.askProofAgain(order, account: bad) }
    #expect(try branch.desk.order(order).headOffice.proofRound == 1)
  }

  @Test func `codes that come in the wrong order leave the newest in force`() throws {
    try branch.up()
    _ = try transfer("one.csv")
    let first = try branch.write()
    _ = try branch.desk.askProofAgain(order, account: nil)
    try branch.up()
    let code = try #require(try transfer("two.csv")[order])
    let second = try branch.write()
    #expect(try branch.codes(second.flatMap { try branch.desk.importBundle($0) }) == [])
    #expect(try branch.codes(first.flatMap { try branch.desk.importBundle($0) }) == ["Q10"])
    #expect(try prove(code).bankProof)
  }

  @Test func `a code is brought in time or not at all, and being late spends no try`() throws {
    try branch.up()
    let code = try #require(try transfer("one.csv")[order])
    try branch.down()
    let late = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 31 * 86_400))
    for _ in 1...5 {
      guard case .codeLapsed = refusal(code, at: late) else {
        return #expect(Bool(false), "not lapsed, or tries spent")
      }
    }
  }

  @Test func `a bundle that was lost on its way is copied again until the code has come`() throws {
    try branch.up()
    try Files.removeTree("\(branch.folder)/stick")
    #expect(try branch.desk.carryAll(to: "\(branch.folder)/stick") == 1)
    _ = try transfer("one.csv")
    try branch.down()
    try Files.removeTree("\(branch.folder)/stick")
    #expect(try branch.desk.carryAll(to: "\(branch.folder)/stick") == 0)
  }

  @Test func `money from the organisation's own account needs no code where the pack says so`() throws {
    func paid(by payer: String?) throws -> [Step] {
      let order = try branch.counter.order(
        "szca", "new", Self.account, paid: .bankReceipt, payer: payer, leaving: ["bank-proof-accepted"])
      return try branch.desk.view(branch.desk.order(order)).open
    }
    #expect(try paid(by: "永城市样例贸易有限公司") == [.production])
    #expect(try paid(by: nil) == [.bankProof], "a receipt whose payer nobody named proves nobody's account")
    let scanned = try branch.counter.order(
      "szca", "new", Self.account, paid: .qrSlip, leaving: ["bank-proof-accepted"])
    #expect(try branch.desk.view(branch.desk.order(scanned)).open == [.bankProof])
    #expect(try branch.desk.pinDelivery(of: branch.desk.order(scanned)) == .remark)
  }
}
