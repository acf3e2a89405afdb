// Time stamps over seals: OpenSSL's own command makes them, and each is believed, left unproven or refused for its reason.
import Cryptography
import Domain
import Files
import Processes
import Testing

/// A time-stamping authority played by the openssl command.
private struct Authority {
  let place: Workplace
  let certificate: Certificate
  private let root: String

  init() throws {
    place = try Workplace()
    root = place.path
    _ = try place.put(
      """
      [tsa]
      default_tsa = desk
      [desk]
      serial = \(root)/serial
      default_policy = 1.2.3.4
      digests = sha256, sm3
      ess_cert_id_alg = sha256
      signer_digest = sha256
      """, "tsa.conf")
    _ = try place.put("01\n", "serial")
    _ = try place.put("[req]\ndistinguished_name = dn\n[dn]\n", "req.conf")
    try Self.run(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "\(root)/req.conf",
      "-subj", "/CN=Stamp", "-days", "3650", "-addext", "keyUsage=digitalSignature", "-addext",
      "extendedKeyUsage=critical,timeStamping", "-keyout", "\(root)/key.pem", "-out", "\(root)/cert.pem")
    certificate = try Certificate(pem: String(decoding: place.get("cert.pem"), as: UTF8.self))
  }

  /// A token over these bytes, hashed this way.
  func token(over bytes: [UInt8], _ digest: String = "sha256") throws -> [UInt8] {
    let data = try place.put(bytes, "data")
    try Self.run("ts", "-query", "-data", data, "-\(digest)", "-cert", "-out", "\(root)/query")
    try Self.run(
      "ts", "-reply", "-config", "\(root)/tsa.conf", "-queryfile", "\(root)/query", "-signer", "\(root)/cert.pem",
      "-inkey", "\(root)/key.pem", "-token_out", "-out", "\(root)/token")
    return try place.get("token")
  }

  private static func run(_ arguments: String...) throws {
    let outcome = try Program.run("openssl", arguments)
    try #require(outcome.succeeded, "\(outcome.errorText)")
  }
}

@Suite struct SealTimeStampTests {
  let workshop: SealWorkshop
  private let authority: Authority

  init() throws { (workshop, authority) = (try SealWorkshop(), try Authority()) }

  /// A seal whose time stamp is made from its signature.
  private func seal(_ stamp: ([UInt8]) throws -> [UInt8]) throws -> ElectronicSeal {
    try ElectronicSeal(der: workshop.seal(.v5, .none, stamp: stamp))
  }

  @Test(arguments: ["sha256", "sm3"])
  func `a token of a trusted authority says when the seal was there`(digest: String) throws {
    let seal = try seal { try authority.token(over: $0, digest) }
    let verdict = try seal.timeStampVerdict(anchors: [authority.certificate])
    guard case .verified(let moment, let name) = verdict else { throw CryptographyError.malformed(.seal) }
    #expect(name == "CN=Stamp")
    #expect(authority.certificate.notBefore <= moment && moment <= authority.certificate.notAfter)
    try seal.verify(at: workshop.now, anchors: [workshop.root, authority.certificate])
  }

  @Test func `a token in a string of bits or octets is found`() throws {
    for wrap in [{ DER.bitString($0) }, { DER.octetString($0) }] as [([UInt8]) -> [UInt8]] {
      let verdict = try seal { wrap(try authority.token(over: $0)) }.timeStampVerdict(
        anchors: [authority.certificate])
      guard case .verified = verdict else { throw CryptographyError.malformed(.seal) }
    }
  }

  @Test func `a token whose authority nobody trusts proves nothing and says so`() throws {
    let seal = try seal { try authority.token(over: $0) }
    #expect(try seal.timeStampVerdict(anchors: []) == .unverified(.authority))
    #expect(try seal.timeStampVerdict(anchors: [workshop.root]) == .unverified(.authority))
    try seal.verify(at: workshop.now, anchors: [workshop.root])
  }

  @Test func `what is no token proves nothing and says so`() throws {
    let seal = try seal { _ in DER.octetString([1, 2, 3]) }
    #expect(try seal.timeStampVerdict(anchors: [authority.certificate]) == .unverified(.otherKind))
    #expect(try ElectronicSeal(der: workshop.seal(.v4, .none)).timeStampVerdict(anchors: []) == .absent)
  }

  @Test func `a token over other bytes refuses the seal`() throws {
    let seal = try seal { try authority.token(over: $0 + [0]) }
    #expect(throws: CryptographyError.seal(.timeStampWrong)) {
      try seal.verify(at: workshop.now, anchors: [workshop.root])
    }
  }

  @Test func `no altered byte of a token makes it say something else`() throws {
    let anchors = [authority.certificate]
    let good = try seal { try authority.token(over: $0) }
    let (said, length) = (try good.timeStampVerdict(anchors: anchors), try #require(good.timeStamp).count)
    var refused = 0
    for place in good.der.indices.suffix(length) {
      var altered = good.der
      altered[place] ^= 0x01
      let verdict = try? ElectronicSeal(der: altered).timeStampVerdict(anchors: anchors)
      refused += verdict == said ? 0 : 1
      // What is not signed, such as the number of the format, may be altered and changes nothing that is said.
      if case .verified? = verdict { #expect(verdict == said, "byte \(place)") }
    }
    #expect(refused > length * 9 / 10)
  }
}
