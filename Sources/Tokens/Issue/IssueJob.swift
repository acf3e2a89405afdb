// An issue of a certificate onto a token, as far as its journal tells: it can be taken up after any interruption.
public import Cryptography

/// What is to be issued; fixed before the first step.
public struct IssuePlan: Codable, Hashable, Sendable {
  /// The certificate request's own identity: there is one key for it, ever.
  public var request: String
  public var subject: DistinguishedName
  public var algorithm: KeyAlgorithm
  /// The signature slot by default: its PIN is asked for every signature, which is what a seal on a document wants.
  public var slot: Slot
  /// The greatest certificate that the token is trusted to hold, in bytes of DER.
  public var certificateLimit: Int

  public init(
    request: String, subject: DistinguishedName, algorithm: KeyAlgorithm = .rsa2048, slot: Slot = .signature,
    certificateLimit: Int = 2_800
  ) {
    self.request = request
    self.subject = subject
    self.algorithm = algorithm
    self.slot = slot
    self.certificateLimit = certificateLimit
  }
}

/// Secrets that the people and the site bring to an issue. Nothing here is ever tried unasked or journalled.
public struct IssueSecrets: Sendable {
  public let currentPIN: PIN
  public let newPIN: PIN
  public let currentPUK: PUK?
  /// Sealed in the store by the caller before the issue begins.
  public let newPUK: PUK?
  public let managementKeys: ManagementKeys

  public init(
    currentPIN: PIN, newPIN: PIN, currentPUK: PUK? = nil, newPUK: PUK? = nil, managementKeys: ManagementKeys
  ) {
    self.currentPIN = currentPIN
    self.newPIN = newPIN
    self.currentPUK = currentPUK
    self.newPUK = newPUK
    self.managementKeys = managementKeys
  }
}

/// The state of one issue: the plan and what the journal says has happened.
public struct IssueJob: Codable, Hashable, Sendable {
  public let plan: IssuePlan
  public private(set) var token: TokenIdentity?
  public private(set) var steps: [TokenStep] = []
  /// SubjectPublicKeyInfo of the one key of this request.
  public private(set) var publicKey: [UInt8]?
  public private(set) var request: [UInt8]?
  public private(set) var certificate: [UInt8]?
  public private(set) var isComplete = false
  public private(set) var isAbandoned = false
  private(set) var guid: [UInt8]?
  private(set) var managementKeyIsSet = false
  private(set) var keyWasBegun = false
  private(set) var pinWasFactory: Bool??
  private(set) var pinIsSet = false
  private(set) var pukWasFactory: Bool??
  private(set) var pukIsSet = false

  public init(_ plan: IssuePlan) { self.plan = plan }

  /// Rebuilds an issue from its journal.
  public init(_ plan: IssuePlan, steps: [TokenStep]) {
    self.init(plan)
    for step in steps { take(step) }
  }

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

  /// Journals a step, then counts it as done.
  mutating func record(_ step: TokenStep, in journal: any TokenJournal) throws(TokenError) {
    do { try journal.record(step) } catch { throw TokenError(.journalFailed) }
    take(step)
  }

  public mutating func take(_ step: TokenStep) {
    steps.append(step)
    switch step {
    case .begun(let identity), .named(let identity): token = identity
    case .naming(let chosen): guid = chosen
    case .settingManagementKey, .writingCertificate, .wroteCertificate: break
    case .setManagementKey: managementKeyIsSet = true
    case .makingKey: keyWasBegun = true
    case .madeKey(let spki): publicKey = spki
    case .settingPIN(let factory): pinWasFactory = .some(factory)
    case .setPIN: pinIsSet = true
    case .keptPIN: pinWasFactory = nil
    case .settingPUK(let factory): pukWasFactory = .some(factory)
    case .setPUK: pukIsSet = true
    case .keptPUK: pukWasFactory = nil
    case .madeRequest(let der): request = der
    case .receivedCertificate(let der): certificate = der
    case .proven: isComplete = true
    case .abandoned: isAbandoned = true
    }
  }
}
