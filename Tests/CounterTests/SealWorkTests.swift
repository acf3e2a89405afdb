// Electronic seals at the counter: verified for the token's own certificate, put on it, and asked for once per certificate.
import Counter
import Cryptography
import Domain
import Foundation
import Testing
import Tokens
import VirtualCard

@Suite struct SealWorkTests {
  /// A maker of seals (GB/T 38540-2020) whom nobody has to know.
  struct Maker {
    private let identity: Identity

    init() throws {
      let now = TokenCounter.now
      let (root, key) = try CertificateAuthority.makeRoot(
        name: DistinguishedName(commonName: "Seals"), algorithm: .sm2, years: 20, at: now)
      let own = try PrivateKey.generate(.sm2)
      let certificate = try CertificateAuthority(certificate: root, key: key).issue(
        to: own.publicKey, subject: DistinguishedName(commonName: "Maker"), from: now,
        until: now.advanced(bySeconds: 31_536_000), usage: .signing)
      identity = try Identity(certificate: certificate, key: own)
    }

    /// - Parameter more: bytes that the picture is longer than it need be.
    func seal(for signers: [Certificate], more: Int = 0) throws -> [UInt8] {
      let header = DER.sequence(Self.ascii("ES"), DER.integer([4]), Self.ascii("test"))
      let list = signers.map {
        DER.sequence(DER.printableString("SM3"), DER.octetString(Digest.sm3($0.der)))
      }
      let times = ["20260101000000Z", "20260101000000Z", "20281231235959Z"].flatMap {
        DER.element(0x18, Array($0.utf8))
      }
      let property = DER.sequence(
        DER.integer([1]), DER.utf8String("样例印章"), DER.integer([2]), DER.sequence(list.flatMap(\.self)), times)
      let picture = DER.sequence(
        Self.ascii("PNG"), DER.octetString([0x89, 0x50, 0x4E, 0x47] + [UInt8](repeating: 0, count: more)),
        DER.integer([44]), DER.integer([44]))
      let info = DER.sequence(header, Self.ascii("S-9"), property, picture)
      return DER.sequence(
        info, DER.octetString(identity.certificate.der), try DER.objectIdentifier("1.2.156.10197.1.501"),
        DER.bitString(try identity.key.sign(info)))
    }

    private static func ascii(_ text: String) -> [UInt8] { DER.element(0x16, Array(text.utf8)) }
  }

  private func certificate(on card: VirtualCard) throws -> Certificate {
    try #require(try TokenSession(PluggedCard(card)).facts()[.signature]?.certificate)
  }

  @Test func `a seal for two certificates is put on both tokens, and only then are they handed over`() throws {
    let counter = try TokenCounter()
    let maker = try Maker()
    let order = try counter.order("guocai", "new", tokens: 2)
    let cards = [counter.card(.large, serial: 1), counter.card(.large, serial: 2)]
    for card in cards { try counter.issue(order, on: card) }
    let file = try maker.seal(for: cards.map { try certificate(on: $0) })
    #expect(try counter.desk.order(order).sealWord == "due")
    let first = try counter.desk.placeSeal(order, file: file, on: TokenSession(PluggedCard(cards[0])))
    #expect(first.seal.id == "S-9" && first.outcome.word == "whole")
    let facts = try TokenSession(PluggedCard(cards[0])).facts(sealObjects: counter.desk.sealObjects())
    #expect(facts.seals.count == 1)
    let half = try counter.desk.order(order)
    #expect(half.sealWord == "due" && half.sealsDue.map(\.production.token) == ["serial:2"])
    #expect(throws: OutOfTurn.sealDue) { try counter.desk.handOver(order, items: ["电子密钥"]) }
    _ = try counter.desk.placeSeal(order, file: file, on: TokenSession(PluggedCard(cards[1])))
    let bound = try counter.desk.order(order)
    #expect(bound.sealWord == "bound")
    // Whatever the tokens hold, the file is there to be handed over once more.
    #expect(try counter.desk.sealFiles(of: order, toPath: "/tmp/seals") == [file])
    #expect(Set(bound.seal?.bonds.compactMap(\.certificate) ?? []) == Set(bound.finished.compactMap(\.serial)))
    #expect(try counter.desk.handOver(order, items: ["电子密钥"]).handedOver)
  }

  @Test func `a seal that a token did not hold whole is remembered for what it says of its room`() throws {
    let counter = try TokenCounter()
    let (card, order) = (counter.card(.large), try counter.order("guocai", "new"))
    try counter.issue(order, on: card)
    let token = try #require(TokenSession(PluggedCard(card)).identity)
    #expect(try counter.desk.refusedSealSize(of: token) == nil)
    let file = try Maker().seal(for: [certificate(on: card)], more: 40_000)
    let placed = try counter.desk.placeSeal(order, file: file, on: TokenSession(PluggedCard(card)))
    #expect(placed.outcome.word == "binding" && placed.verified == TokenCounter.now)
    #expect(try counter.desk.refusedSealSize(of: token) == file.count)
  }

  @Test func `a seal for one of two tokens leaves the other to a person who says that it has none`() throws {
    let counter = try TokenCounter()
    let order = try counter.order("guocai", "new", tokens: 2)
    let cards = [counter.card(.large, serial: 1), counter.card(.large, serial: 2)]
    for card in cards { try counter.issue(order, on: card) }
    let file = try Maker().seal(for: [certificate(on: cards[1])])
    #expect(throws: CryptographyError.self) {
      try counter.desk.placeSeal(order, file: file, on: TokenSession(PluggedCard(cards[0])))
    }
    _ = try counter.desk.placeSeal(order, file: file, on: TokenSession(PluggedCard(cards[1])))
    #expect(throws: OutOfTurn.sealDue) { try counter.desk.handOver(order, items: ["电子密钥"]) }
    let settled = try counter.desk.noSeal(order, reason: "备用介质不加印章")
    #expect(settled.sealWord == "waived" && settled.seal?.bonds.count == 1)
    #expect(try counter.desk.handOver(order, items: ["电子密钥"]).handedOver)
  }
}
