// What a certification authority answers to a request (CSRResponse, GM/T 0092-2020, section 8): the signature certificate,
// and with it, for a double certificate, the encryption key in its envelope and that key's certificate.

public struct CertificateResponse: Hashable, Sendable {
  /// The second pair of a double certificate.
  public struct Encryption: Hashable, Sendable {
    /// DER.
    public let certificate: [UInt8]
    /// SM2EnvelopedKey (GM/T 0009-2012, section 7.4) in DER.
    public let key: [UInt8]
  }

  /// DER of the token's own certificate.
  public let certificate: [UInt8]
  /// DER of those that came along, from its issuer up.
  public let chain: [[UInt8]]
  public let encryption: Encryption?

  /// Reads DER strictly.
  /// - Throws: `malformed` when it is no such answer, when an encryption key comes without its certificate, or a
  ///   certificate without its key.
  public init(der: [UInt8]) throws(CryptographyError) {
    guard let parts = Self.parts(der), let first = parts.first, first.tag == 0x31,
      let certificates = Self.certificates(first)
    else { throw .malformed(.certificateResponse) }
    let rest = parts.dropFirst()
    let key = rest.first { $0.tag == 0xA0 }.flatMap(Self.envelope)
    let owners = rest.first { $0.tag == 0xA1 }.flatMap(Self.certificates)
    guard rest.map(\.tag) == [] || rest.map(\.tag) == [0xA0, 0xA1], (key == nil) == rest.isEmpty,
      (owners == nil) == rest.isEmpty
    else { throw .malformed(.certificateResponse) }
    certificate = certificates[0]
    chain = Array(certificates.dropFirst())
    encryption = key.flatMap { key in owners.map { Encryption(certificate: $0[0], key: key) } }
  }

  /// Whether bytes have the outline of an answer: it begins with a SET, a certificate with a SEQUENCE.
  public static func looksLike(_ der: [UInt8]) -> Bool { parts(der)?.first?.tag == 0x31 }

  private static func parts(_ der: [UInt8]) -> [DER.Element]? {
    guard let all = DER.elements(in: der[...]), all.count == 1, all[0].tag == 0x30 else { return nil }
    return all[0].children
  }

  /// A SET OF Certificate, with its own tag or under the context's.
  private static func certificates(_ set: DER.Element) -> [[UInt8]]? {
    guard var found = set.children else { return nil }
    if found.count == 1, found[0].tag == 0x31 { found = found[0].children ?? [] }
    guard !found.isEmpty, found.allSatisfy({ $0.tag == 0x30 }) else { return nil }
    return found.map { Array($0.whole) }
  }

  /// The envelope whole, though the context's tag may stand for its own.
  private static func envelope(_ tagged: DER.Element) -> [UInt8]? {
    let whole = DER.element(0x30, Array(tagged.content))
    if EnvelopedKey.looksLike(whole), (try? EnvelopedKey(der: whole)) != nil { return whole }
    let inner = Array(tagged.content)
    return (try? EnvelopedKey(der: inner)) == nil ? nil : inner
  }
}
