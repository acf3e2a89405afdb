// A seal onto a token: whole where an object takes it, else its binding; what the token then holds stands in the journal.
public import Cryptography

/// What is to be put on the token; the seal has been verified by then.
public struct SealPlan: Sendable {
  public let seal: ElectronicSeal
  public let certificate: Certificate
  public let objects: SealObjects

  public init(_ seal: ElectronicSeal, for certificate: Certificate, objects: SealObjects = SealObjects()) {
    self.seal = seal
    self.certificate = certificate
    self.objects = objects
  }
}

/// The writing of a seal.
public struct SealJob: Codable, Hashable, Sendable, TokenJob {
  public enum Outcome: Codable, Hashable, Sendable {
    case whole(DataObject), binding(DataObject)
    /// The token holds neither; the file is all there is.
    case notHeld
  }

  public private(set) var token: TokenIdentity?
  public private(set) var steps: [TokenStep] = []
  public private(set) var outcome: Outcome?
  private var tooSmall: Set<DataObject> = []
  /// A write to these was announced, so that what they hold may be the beginning of ours.
  private var announced: Set<DataObject> = []

  /// Objects are counted in two bytes on the way to a card.
  private static let longest = 65_000

  public init(steps: [TokenStep] = []) { for step in steps { take(step) } }

  public mutating func take(_ step: TokenStep) {
    steps.append(step)
    switch step {
    case .begun(let identity): token = identity
    case .writingSeal(let object, _), .writingSealBinding(let object): announced.insert(object)
    case .sealTooLarge(let object, _): tooSmall.insert(object)
    case .wroteSeal(let object): outcome = .whole(object)
    case .wroteSealBinding(let object): outcome = .binding(object)
    case .sealNotHeld: outcome = .notHeld
    default: break
    }
  }

  /// Writes the seal, reads it back and compares byte for byte. The certificate must stand on the token (T38). May be
  /// run again after any failure, with the same token.
  public mutating func run(
    _ plan: SealPlan, on session: TokenSession, _ keys: ManagementKeys, journal: any TokenJournal
  ) throws(TokenError) -> Outcome {
    if let outcome { return outcome }
    let token = try begin(on: session, journal)
    defer { try? session.finish() }
    try exclusively(session, token) { (_, session) throws(TokenError) in
      for slot in Slot.allCases where try session.readCertificateObject(slot) == .certificate(plan.certificate.der) {
        return
      }
      throw TokenError(.keyOfAnother)
    }
    let objects = try exclusively(session, token) { (job, session) throws(TokenError) in
      try job.free(plan.objects.candidates, on: session)
    }
    for object in objects where !tooSmall.contains(object) {
      let (seal, digest) = (plan.seal.der, Digest.sha256(plan.seal.der))
      try record(.writingSeal(object, digest: digest), in: journal)
      if try holds(seal, in: object, session, token, keys) { return try end(.wroteSeal(object), journal) }
      try record(.sealTooLarge(object, bytes: seal.count), in: journal)
    }
    for object in objects {
      try record(.writingSealBinding(object), in: journal)
      let binding = SealBinding(plan.seal, for: plan.certificate).content
      if try holds(binding, in: object, session, token, keys) { return try end(.wroteSealBinding(object), journal) }
    }
    return try end(.sealNotHeld, journal)
  }

  private mutating func end(_ step: TokenStep, _ journal: any TokenJournal) throws(TokenError) -> Outcome {
    try record(step, in: journal)
    return outcome ?? .notHeld
  }

  /// The objects that are empty or hold something of ours: what another program put there is not touched.
  private func free(_ candidates: [DataObject], on session: TokenSession) throws(TokenError) -> [DataObject] {
    var free: [DataObject] = []
    for object in candidates {
      if announced.contains(object) {
        free.append(object)
      } else if try !session.holdsForeign(object) {
        free.append(object)
      }
    }
    return free
  }

  /// Whether the object now holds these bytes. After a refusal for their number or for the object itself it holds what
  /// it held, or nothing: the card is reset first, because one that failed inside may refuse everything until then.
  private mutating func holds(
    _ content: [UInt8], in object: DataObject, _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys
  ) throws(TokenError) -> Bool {
    guard content.count <= Self.longest else { return false }
    var before: [UInt8]?
    do throws(TokenError) {
      return try exclusively(session, token) { (_, session) throws(TokenError) in
        before = try session.readSealObject(object)
        if before == content { return true }
        try session.authenticate(keys, as: token)
        try session.send(WriteObject(object: object, content: content))
        guard try session.readSealObject(object) == content else { throw TokenError(.writtenDiffers) }
        return true
      }
    } catch {
      guard let status = error.statusWord, status.isTooLarge || status.isUnknownObject else { throw error }
    }
    try session.finish()
    try exclusively(session, token) { (_, session) throws(TokenError) in
      guard let now = try session.readSealObject(object), now != before else { return }
      try session.authenticate(keys, as: token)
      try session.delete(object)
    }
    return false
  }
}
