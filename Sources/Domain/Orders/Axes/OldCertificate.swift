// What becomes of the token and certificate that an order renews or replaces: read, measured, taken back, revoked.

/// What was read from the applicant's token at this counter; nothing here is typed.
public struct TokenReading: Hashable, Sendable, Codable {
  /// The token's name, such as `serial:1234`; nil on one without.
  public let token: String?
  /// The kind of medium, where the pack can tell it.
  public let medium: String?
  /// The certificate's serial number, hexadecimal.
  public let serial: String
  /// The certificate's owner as it names them.
  public let holder: String
  /// The owner's number; nil where the certificate has none.
  public let number: String?
  public let notAfter: Instant
  public let hasSeal: Bool
  /// Whether the old key has signed a challenge here.
  public let isProven: Bool

  public init(
    token: String?, medium: String?, serial: String, holder: String, number: String?, notAfter: Instant,
    hasSeal: Bool, isProven: Bool
  ) {
    self.token = token
    self.medium = medium
    self.serial = serial
    self.holder = holder
    self.number = number
    self.notAfter = notAfter
    self.hasSeal = hasSeal
    self.isProven = isProven
  }
}

/// A request to revoke what the order takes the place of; head office decides.
public struct Revocation: Hashable, Sendable, Codable {
  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    case lost, damaged, changed, upgraded

    public var title: String {
      switch self {
      case .lost: "丢失补办"
      case .damaged: "损坏补办"
      case .changed: "信息变更"
      case .upgraded: "介质升级"
      }
    }
  }

  /// Minted once; the record's id in the bundle.
  public let id: String
  /// Hexadecimal serial numbers; empty when nobody knows them, and head office finds them by the organisation.
  public let serials: [String]
  public let reason: Reason

  public init(id: String, serials: [String], reason: Reason) {
    self.id = id
    self.serials = serials
    self.reason = reason
  }
}

public enum OldCertificateEvent: Hashable, Sendable, Codable {
  case shown(TokenReading)
  /// Another token of an order that renews several.
  case shownToo(TokenReading)
  /// The time left was converted; everything printed follows from this.
  case measured(Upgrade)
  /// The carried year is in the new certificate: the 续期 line is done.
  case carried(serial: String, until: Instant)
  /// The damaged token was handed in: its number, or what it looks like.
  case collected(String)
  /// The sealed statement of loss is in hand.
  case lossStated
  case revocationRequested(Revocation)
}

public struct OldCertificate: Hashable, Sendable, Codable {
  /// The first token that was read; the papers name this one.
  public internal(set) var reading: TokenReading?
  /// The others, where an order is for several.
  public internal(set) var further: [TokenReading] = []
  public internal(set) var upgrade: Upgrade?
  /// The serial number of the certificate that the carried year went into.
  public internal(set) var carriedInto: String?
  public internal(set) var collected: String?
  public internal(set) var isLossStated = false
  public internal(set) var revocation: Revocation?

  /// Everything that was read.
  public var readings: [TokenReading] { [reading].compactMap(\.self) + further }

  /// The 续期 line that an upgrade with a year to carry brings along; it costs nothing.
  public var carriedYears: Int { upgrade?.carriedYears ?? 0 }
}

/// What the order does to an old certificate.
public struct OldCertificateRules: Hashable, Sendable {
  /// Why it is revoked; nil where it is not.
  public var revoked: Revocation.Reason?

  public init() {}
}

extension Order {
  /// What must lie on the counter before a lost or damaged token is replaced (D-23).
  func oldTokenNeeds(under rules: OrderRules) -> [Need] {
    switch rules.old.revoked {
    case .damaged where old.collected == nil: [.oldToken]
    case .lost where !old.isLossStated && !hasStatement: [.lossStatement]
    default: []
    }
  }

  /// A scanned statement of loss that was accepted says the same.
  private var hasStatement: Bool { papers.contains { $0.slot == "loss-statement" } }

  func permit(_ event: OldCertificateEvent, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .shownToo(let reading):
      let others = old.readings.filter { $0.serial != reading.serial }
      guard others.count < rules.tokens else { throw .impossible(event.title) }
    case .measured:
      guard rules.entitlement.isUpgrade else { throw .impossible(event.title) }
    case .revocationRequested(let revocation):
      guard rules.old.revoked == revocation.reason else { throw .impossible(event.title) }
      if let need = entitlementNeeds(under: rules).first { throw .needed(need, before: .production) }
      if rules.flow.includes(.review), review != .approved { throw .tooEarly(.production, missing: [.review]) }
    default: break
    }
    try person.requireRole(.clerk, or: .maker, for: event.title)
  }

  mutating func apply(_ event: OldCertificateEvent, by person: PersonID) throws(OutOfTurn) {
    switch event {
    case .shown(let reading): try show(reading, event)
    case .shownToo(let reading): try showToo(reading, event)
    case .measured(let upgrade):
      guard let reading = old.reading, upgrade.until == reading.notAfter.day, payments.isEmpty else {
        throw .impossible(event.title)
      }
      old.upgrade = upgrade
    case .carried(let serial, _):
      guard old.carriedYears > 0, old.carriedInto == nil, finished.contains(where: { $0.serial == serial }) else {
        throw .impossible(event.title)
      }
      old.carriedInto = serial
    case .collected(let token):
      guard old.collected == nil, !token.isEmpty else { throw .impossible(event.title) }
      old.collected = token
    case .lossStated:
      guard !old.isLossStated else { throw .impossible(event.title) }
      old.isLossStated = true
    case .revocationRequested(let revocation):
      guard old.revocation == nil else { throw .impossible(event.title) }
      old.revocation = revocation
    }
  }

  /// What was read stands on the papers (S0-18); papers that said something else are made anew. Further tokens are shown
  /// again after it: so one that was shown by mistake can be left out.
  private mutating func show(_ reading: TokenReading, _ event: OldCertificateEvent) throws(OutOfTurn) {
    guard !submitted, makings.isEmpty, payments.isEmpty || old.upgrade == nil else { throw .frozen }
    var values = application.values
    values["certificate.oldSerial"] = reading.serial.uppercased()
    values["certificate.oldToken"] = reading.token
    values["certificate.oldMedium"] = reading.medium ?? values["certificate.oldMedium"]
    if values != application.values { try replaceValues(by: values) }
    (old.reading, old.further, old.upgrade) = (reading, [], nil)
  }

  private mutating func showToo(_ reading: TokenReading, _ event: OldCertificateEvent) throws(OutOfTurn) {
    guard !submitted, makings.isEmpty else { throw .frozen }
    guard let first = old.reading, first.serial != reading.serial, old.upgrade == nil else {
      throw .impossible(event.title)
    }
    old.further.removeAll { $0.serial == reading.serial }
    old.further.append(reading)
  }
}

extension Order {
  private mutating func replaceValues(by values: [FieldID: String]) throws(OutOfTurn) {
    if editions != nil || !papers.isEmpty { try beginRevision() }
    confirmation = nil
    application.values = values
  }
}

extension Order {
  /// How many tokens the application asks for.
  public var tokensAskedFor: Int { max(1, application.values["certificate.quantity"].flatMap { Int($0) } ?? 1) }

  /// The certificates that new ones of this order took the place of; a PIN set anew replaces nothing.
  public var replacedSerials: [String] {
    let tokens = finished.map(\.production.token)
    let isWhole = finished.count >= tokensAskedFor
    let kept = Set(finished.compactMap(\.serial))
    return old.readings.filter { reading in isWhole || reading.token.map { tokens.contains($0) } ?? false }
      .map(\.serial).filter { !kept.contains($0) }
  }

  /// Corrected data say what was read from the token all the same; a measured time stands for one token alone.
  func withReading(_ corrected: Application) throws(OutOfTurn) -> Application {
    guard let reading = old.reading else { return corrected }
    let alone = ["certificate.quantity", "delivery.urgency"]
    let isAlone = alone.allSatisfy { corrected.values[$0] == application.values[$0] }
    guard old.upgrade == nil || isAlone else { throw .frozen }
    var kept = corrected
    kept.values["certificate.oldSerial"] = reading.serial.uppercased()
    kept.values["certificate.oldToken"] = reading.token
    return kept
  }
}

extension OldCertificateEvent {
  var name: String {
    switch self {
    case .shown: "token-shown"
    case .shownToo: "further-token-shown"
    case .measured: "upgrade-measured"
    case .carried: "year-carried"
    case .collected: "old-token-collected"
    case .lossStated: "loss-stated"
    case .revocationRequested: "revocation-requested"
    }
  }

  var title: String {
    switch self {
    case .shown(let reading), .shownToo(let reading): reading.isProven ? "读取原介质并验证持有" : "读取原介质"
    case .measured: "检测年限并折算"
    case .carried: "转接一年写入新证书"
    case .collected: "收回原介质"
    case .lossStated: "收到丢失说明"
    case .revocationRequested: "申请吊销原证书"
    }
  }
}
