// Invoices and requested revocations at head office: one answer to each request, and revoked from the right moment on.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

@Suite struct Invoices {
  let branch: Branch

  init() throws {
    branch = try Branch()
    _ = try branch.office.take(
      branch.send([Self.request("o1-I1", "o1"), Self.request("o2-I1", "o2")], 1).path, at: now)
  }

  private static func request(_ id: String, _ order: String) throws -> BundleRecord {
    try BundleRecord(
      id: id,
      InvoiceRequestPayload(
        id: id, order: order, service: "bjca", edition: 1, invoiceKind: "电子发票", category: nil,
        payments: [.init(entry: "1", method: "transfer", amountFen: 20_000, reference: "R1")], amountFen: 20_000,
        created: now.advanced(bySeconds: order == "o1" ? 60 : 0),
        buyer: ["invoice.title": "中原测试有限公司"], delivery: [:]))
  }

  private func answered() throws -> [InvoicePayload] {
    try branch.answers().filter { $0.kind == InvoicePayload.kind }.map { try $0.decoded(as: InvoicePayload.self) }
  }

  private func issued(_ request: String, _ number: String) -> InvoicePayload {
    InvoicePayload(
      request: request, outcome: .issued, number: number, issued: now.day,
      file: .init(format: "pdf", bytes: Array("%PDF-1.7".utf8)))
  }

  @Test func `requests wait, the oldest first, until they are answered`() throws {
    let waiting = try branch.office.waitingInvoices()
    #expect(waiting.map(\.request.id) == ["o2-I1", "o1-I1"] && waiting.allSatisfy { $0.device == "K1" })
    try branch.office.answerInvoice(issued("o2-I1", "26410001"), at: now)
    #expect(try branch.office.waitingInvoices().map(\.request.id) == ["o1-I1"])
  }

  @Test func `an answer goes down once, with the sum that was asked for, and again when it is given again`() throws {
    var answer = issued("o1-I1", "26410001")
    answer.amountFen = 1
    try branch.office.answerInvoice(answer, at: now)
    let sent = try answered()
    #expect(sent.map(\.number) == ["26410001"] && sent.map(\.amountFen) == [20_000])
    #expect(sent.first?.file?.bytes.bytes == Array("%PDF-1.7".utf8))
    try branch.office.answerInvoice(answer, at: now)
    #expect(try answered().map(\.number) == ["26410001"])
  }

  @Test(arguments: [
    ("２６４１０００１", "26410001"), (" 2541 2000 0000 1234 5678 ", "25412000000012345678"),
  ])
  func `a number is taken as the invoice has it`(typed: String, number: String) throws {
    try branch.office.answerInvoice(issued("o1-I1", typed), at: now)
    #expect(try answered().map(\.number) == [number])
  }

  @Test(arguments: [("2641", 4), ("２５４１", 4), ("2641000A", 8), ("", 0)])
  func `what is no invoice's number is not sent`(typed: String, count: Int) throws {
    #expect(throws: OfficeRefusal.invoiceNumber(count)) {
      try branch.office.answerInvoice(issued("o1-I1", typed), at: now)
    }
    #expect(try answered().isEmpty)
  }

  @Test func `one request has one answer, and only a request has one`() throws {
    try branch.office.answerInvoice(issued("o1-I1", "26410001"), at: now)
    #expect(throws: OfficeRefusal.invoiceAnswered("o1-I1")) {
      try branch.office.answerInvoice(issued("o1-I1", "26410002"), at: now)
    }
    #expect(throws: OfficeRefusal.invoiceAnswered("o1-I1")) {
      try branch.office.answerInvoice(
        InvoicePayload(request: "o1-I1", outcome: .refused, reason: "税号已注销"), at: now)
    }
    #expect(throws: OfficeRefusal.noInvoiceRequest("o9-I1")) {
      try branch.office.answerInvoice(issued("o9-I1", "1"), at: now)
    }
  }

  @Test func `a refusal goes down with its reason`() throws {
    try branch.office.answerInvoice(
      InvoicePayload(request: "o2-I1", outcome: .refused, reason: "税号已注销"), at: now)
    let sent = try answered()
    #expect(sent.map(\.outcome) == [.refused] && sent.map(\.reason) == ["税号已注销"] && sent[0].number == nil)
  }
}

@Suite struct RequestedRevocations {
  let branch: Branch
  private static let organisation = "91350100M000100Y43"

  init() throws { branch = try Branch() }

  private func certificate(_ request: String, _ sequence: Int) throws -> Certificate {
    let asked = try branch.request(request, record: "r-\(request)", key: .generate(.p256))
    _ = try branch.office.take(branch.send([asked], sequence).path, at: now)
    let sent = try branch.answers().compactMap { try? $0.decoded(as: CertificatePayload.self) }
    return try Certificate(der: #require(sent.first).certificate.bytes)
  }

  private func ask(
    _ serials: [String], _ reason: String, order: String = "o7", of organisation: String = organisation,
    after seconds: Int64 = 60, _ sequence: Int
  ) throws {
    let asked = try BundleRecord(
      id: "revoke-\(sequence)",
      RevocationPayload(
        id: "revoke-\(sequence)", order: order, service: "bjca", organisation: organisation, serials: serials,
        reason: reason, requested: now.advanced(bySeconds: seconds), person: "wang"))
    #expect(try branch.office.take(branch.send([asked], sequence).path, at: now).words == ["APPLIED"])
  }

  /// The list as openssl reads it.
  private func listed() throws -> String {
    let (der, _) = try branch.office.revocationList(days: 7, at: now)
    try Files.write(der, to: "\(branch.place)/list.crl")
    return try Program.run(
      "openssl", ["crl", "-inform", "DER", "-in", "\(branch.place)/list.crl", "-noout", "-text"]
    ).outputText
  }

  private func isListed(_ certificate: Certificate) throws -> Bool {
    try listed().contains("Serial Number: \(certificate.serial.uppercased())")
  }

  @Test func `what was lost is revoked at once, with its reason`() throws {
    let (lost, other) = (try certificate("q1", 1), try certificate("q2", 2))
    try ask([lost.serial], "lost", 3)
    #expect(try isListed(lost) && !isListed(other))
    #expect(try listed().contains("Key Compromise"))
  }

  @Test(arguments: [("changed", "Affiliation Changed"), ("damaged", "Superseded"), ("upgraded", "Superseded")])
  func `everything else is revoked when the order that takes its place is complete`(
    reason: String, words: String
  ) throws {
    let old = try certificate("q1", 1)
    try ask([old.serial], reason, order: "o7", 2)
    #expect(try !isListed(old))
    _ = try branch.office.take(branch.send([branch.order("o7")], 3).path, at: now)
    #expect(try isListed(old) && listed().contains(words))
  }

  @Test func `a lost token of unknown number takes the organisation's certificates of before, and nobody else's`()
    throws
  {
    let lost = try certificate("q1", 1)
    try ask([], "lost", of: "91410100MA44YXQ08L", 2)
    #expect(try !isListed(lost))
    try ask([], "lost", after: 60, 3)
    #expect(try isListed(lost))
  }

  @Test func `a serial number with a slip of the pen in it revokes nobody else's certificate`() throws {
    let other = try certificate("q1", 1)
    try ask([other.serial], "lost", of: "91410100MA44YXQ08L", 2)
    #expect(try !isListed(other))
  }

  @Test func `asking twice lists once`() throws {
    let lost = try certificate("q1", 1)
    try ask([lost.serial], "lost", 2)
    try ask([lost.serial], "lost", 3)
    #expect(try branch.office.revocationList(days: 7, at: now).count == 1)
    #expect(try isListed(lost))
  }
}
