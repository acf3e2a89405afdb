// An issue of a certificate onto a token, as far as its journal tells: it can be taken up after any interruption.
public import Cryptography

/// What is to be issued; fixed before the first step.
public struct IssuePlan: Codable, Hashable, Sendable {
  public enum Purpose: Codable, Hashable, Sendable {
    /// A token from stock: its administration key, PIN and PUK are set too.
    case fresh
    /// The holder's own token gets a new certificate; PIN, PUK and tries stay as they are.
    /// - Parameter replacing: the serial number that the old certificate must have, in hexadecimal; nil takes any.
    case renewal(replacing: String?)
  }

  /// The certificate request's own identity: there is one key for it, ever.
  public var request: String
  public var subject: DistinguishedName
  public var algorithm: KeyAlgorithm
  /// The signature slot by default: its PIN is asked for every signature, which is what a seal on a document wants.
  public var slot: Slot
  /// The greatest certificate that the token is trusted to hold, in bytes of DER.
  public var certificateLimit: Int
  public var purpose: Purpose
  /// Whom makers of tokens are trusted by when a card attests its key, in DER; empty trusts whatever is consistent.
  public var attestationAnchors: [[UInt8]]

  public init(
    request: String, subject: DistinguishedName, algorithm: KeyAlgorithm = .rsa2048, slot: Slot = .signature,
    certificateLimit: Int = 2_800, purpose: Purpose = .fresh, attestationAnchors: [[UInt8]] = []
  ) {
    self.request = request
    self.subject = subject
    self.algorithm = algorithm
    self.slot = slot
    self.certificateLimit = certificateLimit
    self.purpose = purpose
    self.attestationAnchors = attestationAnchors
  }

  var isRenewal: Bool { purpose != .fresh }
}

/// Secrets that the people and the site bring to an issue. Nothing here is ever tried unasked or journalled.
public struct IssueSecrets: Sendable {
  public let currentPIN: PIN
  public let newPIN: PIN
  public let currentPUK: PUK?
  /// Sealed in the store by the caller before the issue begins.
  public let newPUK: PUK?
  public let managementKeys: ManagementKeys
  /// Whether somebody said that the PUK's last try may be spent.
  public var lastPUKTryAllowed = false

  public init(
    currentPIN: PIN, newPIN: PIN, currentPUK: PUK? = nil, newPUK: PUK? = nil, managementKeys: ManagementKeys
  ) {
    self.currentPIN = currentPIN
    self.newPIN = newPIN
    self.currentPUK = currentPUK
    self.newPUK = newPUK
    self.managementKeys = managementKeys
  }

  /// For a renewal: the PIN stays what it is.
  public init(pin: PIN, managementKeys: ManagementKeys) {
    self.init(currentPIN: pin, newPIN: pin, managementKeys: managementKeys)
  }
}

/// The state of one issue: the plan and what the journal says has happened.
public struct IssueJob: Codable, Hashable, Sendable, TokenJob {
  public let plan: IssuePlan
  public private(set) var token: TokenIdentity?
  public private(set) var steps: [TokenStep] = []
  /// SubjectPublicKeyInfo of the one key of this request.
  public private(set) var publicKey: [UInt8]?
  public private(set) var request: [UInt8]?
  public private(set) var certificate: [UInt8]?
  /// The certificate that a renewal or an upgrade replaces.
  public private(set) var oldCertificate: [UInt8]?
  public private(set) var isComplete = false
  public private(set) var isAbandoned = false
  /// The new PIN is in force: whoever goes on types that one alone.
  public private(set) var pinIsSet = false
  /// The new PUK is in force, or the card has none.
  public private(set) var pukIsSet = false
  private(set) var guid: [UInt8]?
  private(set) var managementKeyIsSet = false
  private(set) var keyWasBegun = false
  /// Where the new key lives until it has taken its place.
  private(set) var keySlot: Slot
  private(set) var attestationIsKnown = false
  private(set) var pinWasFactory: Bool??
  private(set) var pukWasFactory: Bool??
  private(set) var retirements: [Slot: Slot] = [:]
  private(set) var encryptionSlot: Slot?
  private(set) var encryptionKeyIsIn = false
  /// The certificate of the encryption key that was brought in last: what a later letter holds may be another.
  private(set) var broughtIn: [UInt8]?
  private(set) var isTakingBack = false
  /// Where a new encryption key had to go when the older one came back to 9D, on a card that deletes no keys.
  private(set) var parked: Slot?

  public init(_ plan: IssuePlan) {
    self.plan = plan
    keySlot = plan.slot
  }

  /// Rebuilds an issue from its journal.
  public init(_ plan: IssuePlan, steps: [TokenStep]) {
    self.init(plan)
    for step in steps { take(step) }
  }

  /// Whether the inserted token can be this job's, as far as the journal tells.
  public func mayBe(_ identity: TokenIdentity?) -> Bool {
    if let token { return identity == token }
    guard let identity else { return true }
    return guid.map { TokenIdentity(guid: $0) == identity } ?? false
  }

  /// What the new certificate takes the place of on this token; an upgrade's old one stands on another.
  var replaced: [UInt8]? { plan.isRenewal ? oldCertificate : nil }

  /// Nothing on the token was announced that may have happened.
  public var isUntouched: Bool { !managementKeyIsSet && !keyWasBegun && publicKey == nil && guid == nil }

  private enum CodingKeys: String, CodingKey { case plan, steps }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(IssuePlan.self, forKey: .plan), steps: try container.decode([TokenStep].self, forKey: .steps)
    )
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(plan, forKey: .plan)
    try container.encode(steps, forKey: .steps)
  }

  public mutating func take(_ step: TokenStep) {
    steps.append(step)
    switch step {
    case .begun(let identity), .named(let identity): token = identity
    case .naming(let chosen): guid = chosen
    case .setManagementKey: managementKeyIsSet = true
    case .found(_, let der): oldCertificate = der
    case .keepingKey(let spki), .madeKey(let spki): publicKey = spki
    case .makingKey(let slot): (keyWasBegun, keySlot) = (true, slot)
    case .attested, .notAttested: attestationIsKnown = true
    case .madeRequest(let der): request = der
    case .receivedCertificate(let der): certificate = der
    case .retiring(let slot, let place): retirements[slot] = place
    case .movedKey(let from, let to) where from == keySlot && to == plan.slot: keySlot = to
    case .proven: isComplete = true
    case .abandoned: isAbandoned = true
    default:
      takeEncryption(step)
      takeSecret(step)
    }
  }

  private mutating func takeEncryption(_ step: TokenStep) {
    switch step {
    case .importingKey(let slot, let der): (encryptionSlot, broughtIn) = (slot, der)
    case .importedKey: encryptionKeyIsIn = true
    case .takingBack: isTakingBack = true
    case .movingKey(.keyManagement, let place) where isTakingBack: parked = place
    case .tookBack(let slot, _):
      (encryptionSlot, encryptionKeyIsIn, isTakingBack) = (nil, false, false)
      retirements[slot] = nil
    default: break
    }
  }

  private mutating func takeSecret(_ step: TokenStep) {
    switch step {
    case .settingPIN(let factory): pinWasFactory = .some(factory)
    case .setPIN: pinIsSet = true
    case .keptPIN: pinWasFactory = nil
    case .settingPUK(let factory): pukWasFactory = .some(factory)
    case .setPUK, .noPUK: pukIsSet = true
    case .keptPUK: pukWasFactory = nil
    default: break
    }
  }
}
