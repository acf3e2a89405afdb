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
  /// The four slots in use, then the retired ones that hold something.
  public let slots: [SlotFacts]
  /// Nil where a card does not tell.
  public let pinTriesLeft: Int?
  public let pukTriesLeft: Int?
  /// Whether the factory's values are still set; nil where a card does not tell.
  public let pinIsFactory: Bool?
  public let pukIsFactory: Bool?
  public let managementKeyIsFactory: Bool?
  public let managementAlgorithm: ManagementAlgorithm?
  /// What the card can do besides the standard, as far as it says without being changed.
  public let abilities: TokenAbilities
  public let seal: SealOnToken?

  public subscript(slot: Slot) -> SlotFacts? { slots.first { $0.slot == slot } }
}

/// What a card offers besides the standard, found by asking.
public struct TokenAbilities: Hashable, Sendable {
  /// Tells about keys and secrets.
  public let describes: Bool
  /// Moves keys, so that a renewal keeps the old one readable.
  public let moves: Bool
  /// Its firmware says that keys made on it can be attested.
  public let attests: Bool
  public let takesExtended: Bool
  public let speaksT0: Bool
  /// Numbers of the algorithms it named; nil when it named none.
  public let namedAlgorithms: [UInt8]?
}

extension TokenSession {
  /// Reads everything that needs no secret. Nothing is changed and no try is spent.
  public func facts(sealObjects: SealObjects = SealObjects()) throws(TokenError) -> TokenFacts {
    try exclusively { () throws(TokenError) in
      let (pin, puk, management) = (try metadata(0x80), try metadata(0x81), try metadata(0x9B))
      return TokenFacts(
        identity: identity, firmware: firmware, answerToReset: answerToReset,
        slots: try slotFacts(Slot.allCases) + retiredFacts(), pinTriesLeft: try readPINTriesLeft(),
        pukTriesLeft: puk?.triesLeft, pinIsFactory: pin?.isFactory, pukIsFactory: puk?.isFactory,
        managementKeyIsFactory: management?.isFactory,
        managementAlgorithm: management?.algorithm.flatMap(ManagementAlgorithm.init),
        abilities: try abilities(describes: management != nil), seal: try readSeal(sealObjects))
    }
  }

  private func abilities(describes: Bool) throws(TokenError) -> TokenAbilities {
    TokenAbilities(
      describes: describes, moves: try moves(),
      attests: firmware.map { !$0.lexicographicallyPrecedes([4, 3]) } ?? false, takesExtended: takesExtended,
      speaksT0: connection.transport == .t0, namedAlgorithms: namedAlgorithms)
  }

  private func metadata(_ reference: UInt8) throws(TokenError) -> Metadata? {
    if case .metadata(let metadata) = try describe(reference) { metadata } else { nil }
  }

  private func slotFacts(_ slots: [Slot]) throws(TokenError) -> [SlotFacts] {
    var facts: [SlotFacts] = []
    for slot in slots { facts.append(SlotFacts(slot: slot, condition: try condition(of: slot))) }
    return facts
  }

  /// As many as the key history counts, so that a token without one is not asked twenty times.
  private func retiredFacts() throws(TokenError) -> [SlotFacts] {
    guard let history = try send(ReadObject(object: .keyHistory)).flatMap({ KeyHistory($0) }) else { return [] }
    return try slotFacts(Array(Slot.retired.prefix(history.onCard))).filter { $0.condition != .empty }
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
}
