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
    /// Compressed by another tool in a way that does not open.
    case compressed
    /// A write was cut short, or what stands there is no certificate.
    case damaged
  }

  public let slot: Slot
  public let condition: Condition
  /// What the card's word is worth that this key was made on it; nil where it gives none or was not asked.
  public let attestation: AttestationVerdict?
  /// Whether the key asks for the PIN at each use; nil where the card does not tell or was not asked.
  public let asksEachTime: Bool?

  public var certificate: Certificate? { condition.certificate }

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
  public let pin: SecretState
  public let puk: SecretState
  /// Whether the factory's value is still set; nil where a card does not tell.
  public let managementKeyIsFactory: Bool?
  public let managementAlgorithm: ManagementAlgorithm?
  /// What the card can do besides the standard, as far as it says without being changed.
  public let abilities: TokenAbilities
  /// What the objects for seals hold, in the order in which they are named.
  public let seals: [SealOnToken]
  public var seal: SealOnToken? { seals.first }

  /// The largest seal that is known to fit, in bytes, because it stands there; nil before one was written.
  public var knownSealCapacity: Int? {
    seals.compactMap { if case .whole(let seal, _) = $0 { seal.der.count } else { nil } }.max()
  }

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

/// How far the slots for earlier keys are looked into.
public enum RetiredSlots: Sendable {
  /// As many as the key history counts, so that a token without one is not asked twenty times.
  case counted
  /// Besides, where work that was cut off leaves something: beyond the count, and from the far end, until nothing is found.
  case bothEnds
  /// All of them, because not every tool keeps that count: where it matters that none is overlooked.
  case all
}

extension SlotFacts.Condition {
  fileprivate var certificate: Certificate? {
    if case .certificate(let certificate) = self { certificate } else { nil }
  }
}

extension TokenSession {
  /// Reads everything that needs no secret. Nothing is changed and no try is spent.
  /// - Parameter attestationAnchors: the makers, in DER, whose word that a key was made on the token counts; empty asks
  ///   for that word without holding it against a maker, nil does not ask.
  /// - Parameter retired: how far the retired slots are looked into; further than `counted`, each key is also asked what it
  ///   wants of the PIN.
  public func facts(
    sealObjects: SealObjects = SealObjects(), attestationAnchors: [[UInt8]]? = nil, retired: RetiredSlots = .counted
  ) throws(TokenError) -> TokenFacts {
    try exclusively { () throws(TokenError) in
      let (pin, puk, management) = (try readPIN(), try readPUK(), try metadata(0x9B))
      let firmware = try readFirmware()
      return TokenFacts(
        identity: identity, firmware: firmware, answerToReset: answerToReset,
        slots: try Slot.allCases.map { slot throws(TokenError) in
          try slotFacts(slot, attestationAnchors, asksPolicy: retired != .counted)
        } + retiredFacts(retired),
        pin: pin, puk: puk, managementKeyIsFactory: management?.isFactory,
        managementAlgorithm: management?.algorithm.flatMap(ManagementAlgorithm.init),
        abilities: try abilities(describes: management != nil), seals: try readSeals(sealObjects))
    }
  }

  /// The whole certificate in a slot; nil for anything else.
  public func certificate(in slot: Slot) throws(TokenError) -> Certificate? {
    try exclusively { () throws(TokenError) in
      guard case .certificate(let der) = try readCertificateObject(slot) else { return nil }
      return try? Certificate(der: der)
    }
  }

  private func abilities(describes: Bool) throws(TokenError) -> TokenAbilities {
    TokenAbilities(
      describes: describes, moves: try moves(),
      attests: try readFirmware().map { !$0.lexicographicallyPrecedes([4, 3]) } ?? false, takesExtended: takesExtended,
      speaksT0: connection.transport == .t0, namedAlgorithms: namedAlgorithms)
  }

  private func metadata(_ reference: UInt8) throws(TokenError) -> Metadata? {
    if case .metadata(let metadata) = try describe(reference) { metadata } else { nil }
  }

  private func slotFacts(
    _ slot: Slot, _ anchors: [[UInt8]]? = nil, asksPolicy: Bool, expectsNothing: Bool = false
  ) throws(TokenError) -> SlotFacts {
    let condition = try condition(of: slot, expectsNothing: expectsNothing)
    let policy = asksPolicy && condition != .empty ? try metadata(slot.rawValue)?.pinPolicy : nil
    let attestation = try anchors.flatMap { anchors throws(TokenError) in try verdict(on: slot, condition, anchors) }
    return SlotFacts(
      slot: slot, condition: condition, attestation: attestation, asksEachTime: policy.map { $0 == .always })
  }

  private func verdict(
    on slot: Slot, _ condition: SlotFacts.Condition, _ anchors: [[UInt8]]
  ) throws(TokenError) -> AttestationVerdict? {
    guard let identity, condition != .empty, let key = try key(in: slot) ?? condition.certificate?.publicKey else {
      return nil
    }
    return try attestation(of: key, in: slot, on: identity, anchors: anchors)?.verdict
  }

  private func retiredFacts(_ reach: RetiredSlots) throws(TokenError) -> [SlotFacts] {
    guard reach != .all else { return try filled(Slot.retired[...], stopsAtEmpty: false) }
    let history = try send(ReadObject(object: .keyHistory)).flatMap { KeyHistory($0) }
    let count = history?.onCard ?? 0
    let counted = try Slot.retired.prefix(count).map { slot throws(TokenError) in
      try slotFacts(slot, asksPolicy: reach != .counted)
    }.filter { $0.condition != .empty }
    guard reach == .bothEnds else { return counted }
    let near = try filled(Slot.retired.dropFirst(count), stopsAtEmpty: true)
    let far = try filled(Slot.retired.dropFirst(count + near.count).reversed()[...], stopsAtEmpty: true)
    return counted + near + far.reversed()
  }

  /// Slots that are as likely empty as not: what they hold, in their order.
  private func filled(_ slots: ArraySlice<Slot>, stopsAtEmpty: Bool) throws(TokenError) -> [SlotFacts] {
    var found: [SlotFacts] = []
    for slot in slots {
      let facts = try slotFacts(slot, asksPolicy: true, expectsNothing: true)
      if facts.condition != .empty { found.append(facts) } else if stopsAtEmpty { break }
    }
    return found
  }

  private func condition(of slot: Slot, expectsNothing: Bool) throws(TokenError) -> SlotFacts.Condition {
    switch try readCertificateObject(slot, expectsNothing: expectsNothing) {
    case .certificate(let der): return (try? Certificate(der: der)).map { .certificate($0) } ?? .damaged
    case .compressed: return .compressed
    case .truncated: return .damaged
    case .absent:
      if case .metadata = try describe(slot.rawValue, isLong: !expectsNothing) { return .keyOnly }
      return .empty
    }
  }
}
