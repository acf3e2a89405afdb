// Makes seals of every layout as the standards print them, with a maker and a signer of its own.
import Cryptography
import Domain

struct SealWorkshop {
  enum Extensions: CaseIterable { case none, tagged, untagged, critical }

  let now = Instant(seconds: 1_780_000_000)
  let root: Certificate
  let maker: Identity
  let signer: Identity

  init() throws {
    let (root, rootKey) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "Seal root"), algorithm: .sm2, years: 20, at: now)
    let authority = try CertificateAuthority(certificate: root, key: rootKey)
    let moment = now
    func identity(_ name: String) throws -> Identity {
      let key = try PrivateKey.generate(.sm2)
      let certificate = try authority.issue(
        to: key.publicKey, subject: DistinguishedName(commonName: name), from: moment,
        until: moment.advanced(bySeconds: 31_536_000), usage: .signing)
      return try Identity(certificate: certificate, key: key)
    }
    self.root = root
    (maker, signer) = (try identity("Maker"), try identity("Signer"))
  }

  /// - Parameter stamp: makes what stands in a time stamp's place from the maker's signature.
  func seal(
    _ layout: ElectronicSeal.Layout, _ extensions: Extensions, version: Int? = nil,
    stamp: ([UInt8]) throws -> [UInt8] = { _ in DER.octetString([1, 2, 3]) }
  ) throws -> [UInt8] {
    let number = version ?? (layout == .v1 ? 1 : layout == .v4 ? 4 : 5)
    let header = DER.sequence(Self.ascii("ES"), DER.integer([UInt8(number)]), Self.ascii("workshop"))
    let info = DER.sequence(header, Self.ascii("S-1"), property(layout), Self.picture, try Self.coded(extensions))
    let certificate = DER.octetString(maker.certificate.der)
    let algorithm = try DER.objectIdentifier("1.2.156.10197.1.501")
    if layout == .v1 {
      let signature = try maker.key.sign(DER.sequence(info, certificate, algorithm))
      return DER.sequence(info, DER.sequence(certificate, algorithm, DER.bitString(signature)))
    }
    let signature = try maker.key.sign(info)
    let stamped = layout == .v5 ? DER.tagged(0, try stamp(signature)) : []
    return DER.sequence(info, certificate, algorithm, DER.bitString(signature), stamped)
  }

  private static func ascii(_ text: String) -> [UInt8] { DER.element(0x16, Array(text.utf8)) }

  private func property(_ layout: ElectronicSeal.Layout) -> [UInt8] {
    let modern = layout != .v1
    let list =
      modern
      ? DER.integer([2])
        + DER.sequence(DER.sequence(DER.printableString("SM3"), DER.octetString(Digest.sm3(signer.certificate.der))))
      : DER.sequence(DER.octetString(signer.certificate.der))
    let times = [("260101000000Z"), ("260101000000Z"), ("271231235959Z")].flatMap {
      DER.element(modern ? 0x18 : 0x17, Array(((modern ? "20" : "") + $0).utf8))
    }
    return DER.sequence(DER.integer([1]), DER.utf8String("样例印章"), list, times)
  }

  private static let picture = DER.sequence(
    ascii("PNG"), DER.octetString([0x89, 0x50, 0x4E, 0x47]), DER.integer([42]), DER.integer([42]))

  private static func coded(_ extensions: Extensions) throws -> [UInt8] {
    let one = DER.sequence(
      try DER.objectIdentifier("1.2.156.1"), extensions == .critical ? DER.boolean(true) : [], DER.octetString([5]))
    return switch extensions {
    case .none: []
    case .untagged: DER.sequence(one)
    case .tagged, .critical: DER.tagged(0, DER.sequence(one))
    }
  }
}
