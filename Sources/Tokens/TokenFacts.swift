// What can be seen on a token without any secret.
public import Cryptography
public import Domain

/// The content of one slot.
public struct SlotFacts: Hashable, Sendable {
  public enum Condition: Hashable, Sendable {
    case empty
    /// A key without a certificate: an issue that waits for its certificate, or a leftover.
    case keyOnly
    case certificate(Certificate)
    /// Compressed by another tool; not opened here.
    case compressed
    /// A write was cut short, or what stands there is no certificate.
    case damaged
  }

  public let slot: Slot
  public let condition: Condition

  public var certificate: Certificate? {
    if case .certificate(let certificate) = condition { certificate } else { nil }
  }

  /// Whole days until the certificate ends, negative afterwards; nil without a certificate.
  public func daysLeft(on day: CivilDate) -> Int? {
    certificate.map { $0.notAfter.day.daysSince1970 - day.daysSince1970 }
  }
}

/// A whole token at one moment.
public struct TokenFacts: Sendable {
  public let identity: TokenIdentity?
  public let firmware: [UInt8]?
  public let answerToReset: [UInt8]
  public let slots: [SlotFacts]
  /// Nil where a card does not tell.
  public let pinTriesLeft: Int?
  public let pukTriesLeft: Int?
  /// Whether the factory's values are still set; nil where a card does not tell.
  public let pinIsFactory: Bool?
  public let pukIsFactory: Bool?
  public let managementKeyIsFactory: Bool?
  public let managementAlgorithm: ManagementAlgorithm?
}

extension TokenSession {
  /// Reads everything that needs no secret. Nothing is changed and no try is spent.
  public func facts() throws(TokenError) -> TokenFacts {
    try exclusively { () throws(TokenError) in
      let (pin, puk, management) = (try metadata(0x80), try metadata(0x81), try metadata(0x9B))
      return TokenFacts(
        identity: identity, firmware: firmware, answerToReset: answerToReset, slots: try slotFacts(),
        pinTriesLeft: try readPINTriesLeft(), pukTriesLeft: puk?.triesLeft, pinIsFactory: pin?.isFactory,
        pukIsFactory: puk?.isFactory, managementKeyIsFactory: management?.isFactory,
        managementAlgorithm: management?.algorithm.flatMap(ManagementAlgorithm.init))
    }
  }

  private func metadata(_ reference: UInt8) throws(TokenError) -> Metadata? {
    if case .metadata(let metadata) = try describe(reference) { metadata } else { nil }
  }

  private func slotFacts() throws(TokenError) -> [SlotFacts] {
    var facts: [SlotFacts] = []
    for slot in Slot.allCases { facts.append(SlotFacts(slot: slot, condition: try condition(of: slot))) }
    return facts
  }

  private func condition(of slot: Slot) throws(TokenError) -> SlotFacts.Condition {
    switch try readCertificateObject(slot) {
    case .certificate(let der): return (try? Certificate(der: der)).map { .certificate($0) } ?? .damaged
    case .compressed: return .compressed
    case .truncated: return .damaged
    case .absent:
      if case .metadata = try describe(slot.rawValue) { return .keyOnly }
      return .empty
    }
  }

  func readCertificateObject(_ slot: Slot) throws(TokenError) -> CertificateObject {
    CertificateObject(try send(ReadObject(object: slot.certificateObject)) ?? [])
  }
}
