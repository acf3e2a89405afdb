// Whom a certificate's subject names. Each issuer writes names and codes in a place of its own.

/// Reads organisation, credit code and organisation code out of a subject's attributes.
public struct CertificateSubject: Hashable, Sendable {
  public let name: String?
  public let creditCode: String?
  public let organisationCode: String?

  /// - Parameters:
  ///   - attributes: types, such as `CN`, and values in the order of the encoding.
  ///   - identifiers: texts of extensions that hold an organisation's number (GM/T 0015).
  public init(attributes: [(type: String, value: String)], identifiers: [String] = []) {
    let common = attributes.last { $0.type == "CN" }?.value ?? ""
    let parts = Self.parts(of: common)
    let organisation = attributes.first { $0.type == "O" }?.value
    // Where an issuer packs everything into CN, O is the issuer's own name.
    name = parts.name ?? (parts.isPacked ? nil : organisation ?? Self.nonEmpty(common))
    let others = attributes.filter { $0.type != "CN" && $0.type != "C" }.map(\.value)
    let numbers = identifiers + others.flatMap { $0.split { ":@/ ".contains($0) }.map(String.init) }
    creditCode = parts.creditCode ?? numbers.compactMap(Self.creditCode).first
    organisationCode = numbers.lazy.compactMap(Self.organisationCode).first
  }

  /// `CFCA@某某公司@N91110108…@1`: issuer, name, N or Z with the credit code, number of the certificate.
  private static func parts(of common: String) -> (name: String?, creditCode: String?, isPacked: Bool) {
    let parts = common.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3 else { return (nil, nil, false) }
    let code = parts.compactMap { creditCode($0) ?? creditCode(String($0.dropFirst())) }.first
    let name = parts.first { part in part.unicodeScalars.contains { $0.properties.isIdeographic } }
    return (name, code, true)
  }

  private static func creditCode(_ text: String) -> String? { (try? SocialCreditCode(text.uppercased()))?.text }

  private static func organisationCode(_ text: String) -> String? { (try? OrganisationCode(text.uppercased()))?.text }

  private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

  /// Reads a name as it is printed: `CN=…, OU=…, O=…` (RFC 4514, with or without blanks) or `/C=CN/O=…`.
  public init(text: String, identifiers: [String] = []) {
    let slashed = text.hasPrefix("/")
    let pieces = slashed ? Self.split(String(text.dropFirst()), at: "/") : Self.split(text, at: ",").reversed()
    let attributes = pieces.compactMap { piece -> (type: String, value: String)? in
      guard let equal = piece.firstIndex(of: "=") else { return nil }
      let type = piece[..<equal].filter { !$0.isWhitespace }
      return (type.uppercased(), String(piece[piece.index(after: equal)...].drop { $0.isWhitespace }))
    }
    self.init(attributes: attributes, identifiers: identifiers)
  }

  /// Splits where the separator is not escaped, and takes escapes away.
  private static func split(_ text: String, at separator: Character) -> [String] {
    var pieces = [""]
    var isEscaped = false
    for character in text {
      switch character {
      case _ where isEscaped:
        pieces[pieces.count - 1].append(character)
        isEscaped = false
      case "\\": isEscaped = true
      case separator: pieces.append("")
      default: pieces[pieces.count - 1].append(character)
      }
    }
    return pieces
  }
}

extension IdentityGraph {
  /// What a certificate on a token says.
  public mutating func add(_ subject: CertificateSubject, serial: String?, from source: String) {
    add(.certificateName, subject.name, from: source)
    add(.certificateCode, subject.creditCode, from: source)
    if subject.creditCode == nil { add(.certificateOrganisationCode, subject.organisationCode, from: source) }
    add(.certificateSerial, serial, from: source)
  }
}
