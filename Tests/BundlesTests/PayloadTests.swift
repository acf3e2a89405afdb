// Payloads keep their form, and every failure has its words.
import Bundles
import Cryptography
import Domain
import Testing

@Suite struct Payloads {
  private let order = OrderPayload(
    number: "S1-K1-20260309-0001-7", service: "zhongyuan", businessType: "new", revision: 1,
    states: ["payment": "settled"], application: ["organisation.name": "中原测试有限公司"],
    documents: [.init(name: "application-form.pdf", sha256: String(repeating: "0", count: 64))], tokenSerial: "7",
    certificateSerial: nil,
    payments: [.init(method: "cash", amountFen: 1, reference: nil, received: now, person: "p1")],
    history: [.init(at: now, event: "submitted", person: "p1")], people: [.init(id: "p1", roles: ["clerk"])])

  @Test func `an order comes back as it was, 0.01 yuan and all`() throws {
    let record = try BundleRecord(id: "r1", order)
    #expect(record.kind == "order")
    #expect(try record.decoded(as: OrderPayload.self) == order)
    #expect(throws: BundleError.payload(id: "r1")) { try record.decoded(as: CertificatePayload.self) }
  }

  @Test func `any change of an order changes its digest`() throws {
    var changed = order
    changed.payments[0].amountFen = 2
    let one = try BundleRecord(id: "r1", order), other = try BundleRecord(id: "r1", changed)
    #expect(try one.digest(rehearsal: false) != other.digest(rehearsal: false))
    #expect(try one.digest(rehearsal: false) != one.digest(rehearsal: true))
    #expect(
      try one.digest(rehearsal: false) != BundleRecord(id: "r1", revision: 2, order).digest(rehearsal: false))
  }

  @Test func `a request keeps its bytes`() throws {
    let request = try CertificateRequest.make(
      subject: DistinguishedName(commonName: "x"), key: .generate(.p256))
    let payload = CertificateRequestPayload(
      id: "q1", order: "o1", tokenSerial: "7", request: request.der, subject: request.subject, years: 1,
      extensions: [.init(identifier: "1.2.156.10260.4.1.4", text: "91350100M000100Y43")])
    let record = try BundleRecord(id: "r1", payload)
    #expect(try record.decoded(as: CertificateRequestPayload.self).request.bytes == request.der)
  }

  @Test func `ids sort by their moment and never repeat`() {
    let early = BundleRecord.mintID(at: now), late = BundleRecord.mintID(at: now.advanced(bySeconds: 1))
    #expect(early < late)
    #expect(BundleRecord.mintID(at: now) != early)
    #expect(early.count == 36 && early.dropFirst(14).first == "7")
  }

  @Test func `each failure has its own code and words`() {
    let explanations = BundleError.specimens.map(\.explanation)
    #expect(Set(explanations.map(\.code)).count == explanations.count)
    #expect(explanations.allSatisfy { $0.code.hasPrefix("B") && !$0.english.happened.isEmpty })
  }
}
