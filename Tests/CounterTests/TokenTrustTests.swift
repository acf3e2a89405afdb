// Whom the counter believes about tokens and seals, and what it then says about those in the reader.
import Counter
import Cryptography
import Domain
import Foundation
import Testing
import Tokens
import VirtualCard

@Suite struct TokenTrustTests {
  /// The administrator of a test counter.
  private func administrator(_ counter: TokenCounter) throws {
    try counter.desk.signIn("guan", pin: TokenCounter.secondPIN)
  }

  private func maker(of card: VirtualCard) throws -> Certificate {
    try Certificate(der: #require(card.state.maker).root)
  }

  private func verdict(_ card: VirtualCard, _ counter: TokenCounter) throws -> AttestationVerdict? {
    let anchors = try counter.desk.anchors(.tokens).map(\.der)
    return try TokenSession(PluggedCard(card)).facts(attestationAnchors: anchors)[.signature]?.attestation
  }

  @Test func `an attestation is verified once the maker is named, and refused when another is`() throws {
    let counter = try TokenCounter()
    let card = counter.card()
    try counter.issue(counter.order(), on: card)
    #expect(try verdict(card, counter) == .consistent)
    try administrator(counter)
    try counter.desk.setAnchors(.tokens, pem: maker(of: card).pem)
    #expect(try verdict(card, counter) == .verified)
    try counter.desk.setAnchors(.tokens, pem: counter.issuer.authority.certificate.pem)
    #expect(try verdict(card, counter) == .wrong)
    try counter.desk.setAnchors(.tokens, pem: nil)
    #expect(try counter.desk.anchors(.tokens).isEmpty)
  }

  @Test func `a token of a maker that is not named gets no certificate`() throws {
    let counter = try TokenCounter()
    let (order, card) = (try counter.order(), counter.card())
    try administrator(counter)
    try counter.desk.setAnchors(.tokens, pem: counter.issuer.authority.certificate.pem)
    try counter.desk.signIn("wu", pin: TokenCounter.secondPIN)
    let error = #expect(throws: TokenError.self) { try counter.issue(order, on: card) }
    #expect(error?.explanation.code == "T66")
    #expect(card.state.objects[0x5FC10A] == nil)
  }

  @Test func `only an administrator names anchors, and a file without any is refused`() throws {
    let counter = try TokenCounter()
    let pem = counter.issuer.authority.certificate.pem
    #expect(throws: CounterError.notAdministrator) { try counter.desk.setAnchors(.seals, pem: pem) }
    try administrator(counter)
    #expect(throws: CryptographyError.self) { try counter.desk.setAnchors(.seals, pem: "no certificate") }
    #expect(try counter.desk.anchors(.seals).isEmpty)
    try counter.desk.setAnchors(.seals, pem: pem + pem)
    #expect(try counter.desk.anchors(.seals).count == 2)
    let objects = SealObjects(candidates: [DataObject(rawValue: 0x5FFF20)])
    try counter.desk.setSealObjects(objects)
    #expect(try counter.desk.sealObjects() == objects)
  }

  @Test func `what stands in the objects for seals is judged for what it is`() throws {
    let counter = try TokenCounter()
    let card = counter.card(.large)
    try counter.issue(counter.order(), on: card)
    let root = #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" }
    let file = Array(try Data(contentsOf: URL(fileURLWithPath: "\(root)/Fixtures/Cryptography/UserV4.esl")))
    var state = card.state
    state.objects[0x5FFF10] = file
    state.objects[0x5FC122] = Array(file.prefix(900))
    let facts = try TokenSession(PluggedCard(VirtualCard(state))).facts(sealObjects: counter.desk.sealObjects())
    let certificates = facts.slots.compactMap(\.certificate)
    #expect(facts.seals.map(\.object.text) == ["5FFF10", "5FC122"])
    // Its validity ended in 2022; the other is half a file.
    let codes = try facts.seals.map { try counter.desk.fault(of: $0, among: certificates, at: TokenCounter.now)?.code }
    #expect(codes == ["K23", CryptographyError.malformed(.seal).explanation.code])
  }
}
