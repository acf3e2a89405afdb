// What head office makes and sends down: tables from sources, and the list of revoked certificates.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

@Suite struct Downlinks {
  let branch: Branch

  init() throws { branch = try Branch() }

  private func source(_ text: String, _ name: String = "source.csv") throws -> String {
    try Files.write(Array(text.utf8), to: "\(branch.place)/\(name)")
    return "\(branch.place)/\(name)"
  }

  private func add(_ kind: String, _ text: String, _ name: String = "source.csv") throws {
    try branch.office.addTable(TableOrder(kind: kind, source: source(text, name), days: 30), at: now)
  }

  private func refusal(_ kind: String, _ text: String) -> OfficeRefusal? {
    do { try add(kind, text) } catch { return error as? OfficeRefusal }
    return nil
  }

  // MARK: Sources

  @Test func `a table is made from CSV as spreadsheets write it, or from JSON`() throws {
    try add("bank-branches", "\u{FEFF}code,name\r\n1,\"中国银行, \"\"总行\"\"\"\r\n\r\n2,\"两\n行\"\r\n")
    let first = try #require(try branch.answers().first).decoded(as: BankBranchesPayload.self)
    #expect(first.branches.map(\.name) == ["中国银行, \"总行\"", "两\n行"] && first.heading.version == 1)
    try add("bank-branches", "[{\"code\": \"3\", \"name\": \"丙\"}, {\"code\": 4, \"name\": \"丁\"}]", "source.json")
    let second = try #require(try branch.answers().first).decoded(as: BankBranchesPayload.self)
    #expect(second.branches.map(\.code) == ["3", "4"] && second.heading.version == 2)
    #expect(second.heading.lapse == .warn && second.heading.expires == now.advanced(bySeconds: 30 * 86_400))
  }

  @Test func `what a source lacks is named with its entry, and no table is made`() throws {
    #expect(refusal("cipher-cards", "serial,password\nMK1,1\nMK2,\n") == .badSource(line: 2, "password"))
    #expect(refusal("bank-branches", "name\n甲\n") == .badSource(line: 1, "code"))
    #expect(refusal("bank-branches", "code,name\n1,\"甲\n") == .notUTF8("source.csv"))
    #expect(refusal("bank-branches", "[1]") == .notUTF8("source.csv"))
    #expect(refusal("certificate-list", "creditCode,serial,notAfter\nX,1,明天\n") == .badSource(line: 1, "notAfter"))
    #expect(refusal("price-list", "title,yuan,per,types\n费,1.00,token,new\n") == .priceListWithoutPlace)
    #expect(OfficeRefusal.priceListWithoutPlace.explanation.code == "Q48")
    #expect(refusal("cards", "serial\n1\n") == .unknownKind("cards"))
    try Files.write([0xC8, 0xFD, 0x0A], to: "\(branch.place)/gbk.csv")
    #expect(throws: OfficeRefusal.notUTF8("gbk.csv")) {
      try branch.office.addTable(
        TableOrder(kind: "bank-branches", source: "\(branch.place)/gbk.csv", days: 1), at: now)
    }
    #expect(try branch.office.tables().isEmpty)
  }

  @Test func `passwords are salted here, each on its own, and stand nowhere`() throws {
    try add("cipher-cards", "serial,password\nMK1,同一密码\nMK2,同一密码\n")
    let cards = try #require(try branch.answers().first).decoded(as: CipherCardsPayload.self).cards
    #expect(cards[0].password != cards[1].password)
    #expect(try cards[0].password.accepts(Array("同一密码".utf8)))
    #expect(try !cards[0].password.accepts(Array("另一密码".utf8)))
    let kept = try Program.run("sh", ["-c", "cat \(branch.place)/hq/*/*.json"]).outputText
    #expect(!kept.contains("同一密码"))
  }

  @Test func `a digest that would cost the counter too much is not computed`() throws {
    var text = String(decoding: try CanonicalJSON.encode(SaltedSecret([1])), as: UTF8.self)
    text.replace("\"cost\":16384", with: "\"cost\":1073741824")
    let dear = try CanonicalJSON.decode(SaltedSecret.self, from: Array(text.utf8))
    #expect(throws: CryptographyError.self) { try dear.accepts([1]) }
  }

  @Test func `a kiosk enrolled later gets the newest table only`() throws {
    try add("bank-branches", "code,name\n1,旧\n")
    _ = try branch.answers()
    try add("bank-branches", "code,name\n1,新\n")
    let other = try Branch.enrolled("K2", at: branch.office)
    let records = try branch.answers("K2", as: other)
    #expect(try records.map { try $0.decoded(as: BankBranchesPayload.self).branches[0].name } == ["新"])
    #expect(records.map(\.revision) == [2])
  }

  @Test func `requests of the new kinds are taken in and judged`() throws {
    let good = try BundleRecord(
      id: "bank-proof-o1-1",
      BankProofRequestPayload(order: "o1", round: 1, accountName: "某公司", bank: "某行", account: "12345678"))
    let bad = BundleRecord(id: "application-o1-1", kind: "application", payload: Array("{}".utf8))
    let report = try branch.office.take(branch.send([good, bad], 1).path, at: now)
    #expect(report.words == ["APPLIED", "REJECTED"])
    #expect(report.outcomes.map(\.reason) == [nil, "B08"])
  }

  // MARK: Revocations

  private func certificate(_ request: String, replaces: String? = nil, _ sequence: Int) throws -> Certificate {
    let asked = try branch.request(request, record: "r-\(request)", key: .generate(.p256), replaces: replaces)
    _ = try branch.office.take(branch.send([asked], sequence).path, at: now)
    let sent = try branch.answers().compactMap { try? $0.decoded(as: CertificatePayload.self) }
    return try Certificate(der: #require(sent.first).certificate.bytes)
  }

  /// The list as stock OpenSSL reads it, after it has verified the signature.
  private func listed() throws -> String {
    let (der, _) = try branch.office.revocationList(days: 7, at: now)
    try Files.write(der, to: "\(branch.place)/list.crl")
    let issuer = try #require(try branch.trust.issuers.first)
    try Files.write(Array(issuer.pem.utf8), to: "\(branch.place)/issuer.pem")
    let outcome = try Program.run(
      "openssl",
      [
        "crl", "-inform", "DER", "-in", "\(branch.place)/list.crl", "-CAfile", "\(branch.place)/issuer.pem", "-noout",
        "-text",
      ])
    #expect(outcome.errorText.contains("verify OK"), "\(outcome.errorText)")
    return outcome.outputText
  }

  @Test func `the list is a version 2 CRL that openssl verifies, and counts up`() throws {
    let first = try listed()
    #expect(first.contains("Version 2 (0x1)") && first.contains("No Revoked Certificates"))
    #expect(first.firstMatch(of: /X509v3 CRL Number:\s+1\n/) != nil)
    #expect(try listed().firstMatch(of: /X509v3 CRL Number:\s+2\n/) != nil)
  }

  @Test func `a replaced certificate is revoked when the one that took its place was handed over, not before`() throws {
    let old = try certificate("q1", 1)
    let new = try certificate("q2", replaces: old.serial, 2)
    #expect(try listed().contains("No Revoked Certificates"))
    let done = try BundleRecord(
      id: "o2",
      OrderPayload(
        number: "o2", service: "zhongyuan", businessType: "renew", revision: 1, states: [:], application: [:],
        documents: [], tokenSerial: "7", certificateSerial: new.serial, payments: [], history: [], people: []))
    _ = try branch.office.take(branch.send([done], 3).path, at: now)
    let text = try listed()
    #expect(text.contains("Serial Number: \(old.serial.uppercased())"))
    #expect(!text.contains(new.serial.uppercased()) && text.contains("Superseded"))
  }

  @Test func `each refusal has its own code and words`() {
    let explanations = OfficeRefusal.specimens.map(\.explanation)
    #expect(Set(explanations.map(\.code)).count == explanations.count)
    #expect(explanations.allSatisfy { $0.code.hasPrefix("Q") })
  }
}
