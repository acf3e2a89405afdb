// The code printed on every slip: which slip of which order it is, what it says, and a signature that anybody can check.

/// What a slip's code says. Its text is of QR's alphanumeric set: version 2, service 2, document 2, reference 16, revision 2,
/// day 6, kiosk 3, key 8, digest 12; then each proof after a `*`; then `/` and an Ed25519 signature (RFC 8032) over all
/// before the `/`, in 103 characters of base 32.
public struct SlipCode: Hashable, Sendable {
  /// Two characters of the service's pack.
  public let service: String
  /// Two characters of the slip's definition.
  public let document: String
  /// The order's number; empty on a slip of the counter itself.
  public let reference: String
  /// The order's revision, 1…1295.
  public let revision: Int
  public let day: CivilDate
  /// Three characters.
  public let kiosk: String
  /// Names the key that signed: see `keyID(spkiDigest:)`.
  public let key: String
  /// The first 60 bits of the digest of everything that the slip says.
  public let digest: String
  /// What the slip says in so many words: amounts, days, serial numbers.
  public let proofs: [String]
  /// 64 bytes.
  public let signature: [UInt8]

  private static let version = "S1"
  private static let signatureLength = 103
  /// All proofs together, so that a code of 30 mm stays legible for a telephone.
  private static let longestProofs = 96

  /// A code as it is printed.
  /// - Parameters:
  ///   - digest: the content's digest, at least 8 bytes.
  ///   - proofs: what cannot stand in a code is printed as `%`, and what is too long is cut.
  ///   - sign: makes a signature of 64 bytes over the text given.
  public init<Failure: Error>(
    service: String, document: String, reference: String, revision: Int, day: CivilDate, kiosk: String, key: String,
    digest: [UInt8], proofs: [String], sign: (_ message: [UInt8]) throws(Failure) -> [UInt8]
  ) throws(Failure) {
    self.service = service
    self.document = document
    self.reference = reference
    self.revision = revision
    self.day = day
    self.kiosk = kiosk
    self.key = key
    self.digest = Base32.text(digest, count: 12)
    self.proofs = Self.shortened(proofs.map(Self.permitted))
    let content = Self.content(
      service: service, document: document, reference: reference, revision: revision, day: day, kiosk: kiosk, key: key,
      digest: self.digest, proofs: self.proofs)
    signature = try sign(Array(content.utf8))
  }

  /// Reads a code's text; nil when it is not one of ours or is not written as we write it.
  public init?(_ text: String) {
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let signature = Base32.bytes(String(halves[1]), count: 64) else { return nil }
    let parts = halves[0].split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard parts[0].utf8.count == 53, parts[0].hasPrefix(Self.version) else { return nil }
    var rest = Substring(parts[0]).dropFirst(2)
    func take(_ count: Int) -> String {
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }
    service = take(2)
    document = take(2)
    reference = String(take(16).prefix { $0 != "." })
    let (revision, day) = (Int(take(2), radix: 36), Self.day(take(6)))
    guard let revision, let day else { return nil }
    self.revision = revision
    self.day = day
    kiosk = take(3)
    key = take(8)
    digest = take(12)
    proofs = Array(parts.dropFirst())
    self.signature = signature
    guard self.text == text else { return nil }
  }

  /// What is signed.
  public var message: [UInt8] { Array(content.utf8) }

  public var text: String { "\(content)/\(Base32.text(signature, count: Self.signatureLength))" }

  /// What names a key in a code.
  /// - Parameter spkiDigest: SHA-256 of its SubjectPublicKeyInfo.
  public static func keyID(spkiDigest: [UInt8]) -> String { Base32.text(spkiDigest, count: 8) }

  private var content: String {
    Self.content(
      service: service, document: document, reference: reference, revision: revision, day: day, kiosk: kiosk, key: key,
      digest: digest, proofs: proofs)
  }

  private static func content(
    service: String, document: String, reference: String, revision: Int, day: CivilDate, kiosk: String, key: String,
    digest: String, proofs: [String]
  ) -> String {
    let padded = reference + String(repeating: ".", count: max(0, 16 - reference.utf8.count))
    let digits = String(revision, radix: 36, uppercase: true)
    let date = (day.year % 100).padded(2) + day.month.padded(2) + day.day.padded(2)
    let head = version + service + document + padded + String(repeating: "0", count: 2 - digits.count) + digits
    return ([head + date + kiosk + key + digest] + proofs).joined(separator: "*")
  }

  private static func day(_ text: String) -> CivilDate? {
    guard text.utf8.count == 6 else { return nil }
    return CivilDate("20\(text.prefix(2))-\(text.dropFirst(2).prefix(2))-\(text.suffix(2))")
  }

  /// Capitals of QR's alphanumeric set, without the two signs that part a code.
  private static func permitted(_ text: String) -> String {
    String(
      text.uppercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber || "-.:+".contains(character)) ? character : "%"
      })
  }

  /// As much as there is room for; a cut is marked.
  private static func shortened(_ proofs: [String]) -> [String] {
    var left = longestProofs
    return proofs.map { proof in
      let kept = proof.utf8.count <= left ? proof : String(proof.prefix(max(0, left - 1))) + "%"
      left = max(0, left - kept.utf8.count)
      return kept
    }
  }
}
