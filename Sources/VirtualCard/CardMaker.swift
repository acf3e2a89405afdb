// The maker of a card: the authority whose signature says that a key was made on the card.
internal import Cryptography
internal import Domain
internal import Foundation

/// A root and the authority in slot F9 that stands under it; cards of one maker share both.
public struct CardMaker: Codable, Hashable, Sendable {
  /// X.509 in DER.
  public let root: [UInt8]
  /// X.509 in DER, signed by the root.
  public let certificate: [UInt8]
  /// PKCS #8.
  public let key: [UInt8]

  /// The one maker of all cards in this process that are given no other.
  public static let ofThisProcess = CardMaker()

  /// Cards have no clock: everything they sign begins on one day.
  private static let beginning = Instant(seconds: 1_704_067_200)

  private init() {
    do {
      let names = ["Virtual card maker root", "Virtual card maker attestation"]
      let (rootName, name) = (DistinguishedName(commonName: names[0]), DistinguishedName(commonName: names[1]))
      let (root, rootKey) = try CertificateAuthority.makeRoot(
        name: rootName, algorithm: .p256, years: 60, at: Self.beginning)
      let key = try PrivateKey.generate(.p256)
      let certificate = try CertificateAuthority(certificate: root, key: rootKey).issue(
        to: key.publicKey, subject: name, from: Self.beginning, until: Self.end(years: 50), usage: .authority)
      (self.root, self.certificate, self.key) = (root.der, certificate.der, key.der)
    } catch { preconditionFailure("a maker from fixed names: \(error)") }
  }

  private static func end(years: Int64) -> Instant { beginning.advanced(bySeconds: years * 31_536_000) }

  /// Reads a maker, or makes one and keeps it there. The file beside it, `.pem`, holds the root for those who verify.
  public static func kept(in path: String) throws -> CardMaker {
    if let data = FileManager.default.contents(atPath: path) {
      return try JSONDecoder().decode(CardMaker.self, from: data)
    }
    let maker = CardMaker()
    try JSONEncoder().encode(maker).write(to: URL(fileURLWithPath: path), options: .atomic)
    let root = Data(try Certificate(der: maker.root).pem.utf8)
    try root.write(to: URL(fileURLWithPath: path + ".pem"), options: .atomic)
    return maker
  }

  /// The statement about a key; extensions as the first maker of such cards numbers them (1.3.6.1.4.1.41482.3).
  func statement(
    about key: PublicKey, slot: UInt8, firmware: [UInt8], serial: UInt32, policies: [UInt8]
  ) throws -> [UInt8] {
    let authority = try CertificateAuthority(
      certificate: Certificate(der: certificate), key: ReadKeys.key(der: self.key))
    let digits = String(slot, radix: 16)
    let number = (0..<4).map { UInt8(truncatingIfNeeded: serial >> (24 - 8 * $0)) }
    let arc = "1.3.6.1.4.1.41482.3."
    return try authority.issue(
      to: key, subject: DistinguishedName(commonName: "PIV Attestation \(digits)"), from: Self.beginning,
      until: Self.end(years: 49), usage: .signing,
      extensions: [(arc + "3", firmware), (arc + "7", DER.integer(number)), (arc + "8", policies)]
    ).der
  }
}
