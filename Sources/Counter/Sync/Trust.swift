// Whom this kiosk trusts and as whom it speaks: head office's certificates and its own.
internal import Bundles
internal import Cryptography
internal import Domain
internal import Files
internal import FoundationEssentials
internal import Records

/// What head office has handed this kiosk.
struct Trust {
  /// Whose signature on bundles counts.
  let signers: [Certificate]
  /// To whom bundles are sealed.
  let recipients: [Certificate]
  /// Whose certificates applicants may be given.
  let issuers: [Certificate]
  /// Whose signature on a table counts besides the bundle's, and how many each kind needs.
  let cosigners: [Certificate]
  let thresholds: SignatureThresholds
}

extension Desk {
  static let deviceKeySetting = "device-key"
  static let deviceCertificateSetting = "device-certificate"
  static let trustSetting = "trust"
  static let issuerSetting = "issuer-command"

  /// The trust that was set up.
  func trust() throws -> Trust {
    guard let bytes = try store.setting(Self.trustSetting) else { throw CounterError.notEnrolled }
    let file = try TrustFile(bytes: bytes)
    return Trust(
      signers: try file.signers, recipients: try file.recipients, issuers: try file.issuers,
      cosigners: try file.cosigners, thresholds: file.thresholds)
  }

  /// Who signs this kiosk's bundles and opens those for it.
  func identity() throws -> Identity {
    guard let key = try store.setting(Self.deviceKeySetting),
      let certificate = try store.setting(Self.deviceCertificateSetting)
    else { throw CounterError.notEnrolled }
    return try Identity(certificate: Certificate(der: certificate), key: PrivateKey(der: key))
  }

  /// This kiosk's request for a certificate of its own (PKCS #10, PEM); its key never leaves the store.
  public func enrolmentRequest() throws -> String {
    let key: PrivateKey
    if let kept = try store.setting(Self.deviceKeySetting) {
      key = try PrivateKey(der: kept)
    } else {
      key = try PrivateKey.generate(.p256)
      try store.set(Setting(Self.deviceKeySetting, key.der, secret: true))
    }
    let name = DistinguishedName(country: "CN", organisation: "certkiosk", commonName: store.kiosk)
    let draft = try CertificateRequest.toBeSigned(subject: name, publicKey: key.publicKey)
    return try draft.completed(signature: key.sign(draft.message)).pem
  }

  /// Takes head office's answer to the enrolment request: its trust file and this kiosk's certificate (PEM). An
  /// administrator's decision, once there is one, and journalled.
  public func setTrust(file: String, certificate: String) throws {
    if try !store.people().isEmpty { try requireAdministrator() }
    let trust = try TrustFile(bytes: Files.read(file, limit: 1_000_000))
    guard trust.rehearsal == (store.kind == .rehearsal) else { throw CounterError.otherWorld }
    let text = String(decoding: try Files.read(certificate, limit: 1_000_000), as: UTF8.self)
    let kiosk = try Certificate(pem: text)
    guard let key = try store.setting(Self.deviceKeySetting),
      try kiosk.publicKey == PrivateKey(der: key).publicKey
    else { throw CounterError.notEnrolled }
    let device = kiosk.subject["CN"] ?? ""
    guard device == store.kiosk else { throw CounterError.otherDevice(device, kiosk: store.kiosk) }
    let believed = try (trust.signers + trust.recipients).map(\.fingerprint)
    try store.commit(
      Change(
        entries: [
          NewEntry(
            at: clock.now(), by: person?.id, kind: "trust",
            payload: Array((believed + [kiosk.fingerprint]).joined(separator: " ").utf8))
        ],
        settings: [
          Setting(Self.trustSetting, try trust.bytes, secret: false),
          Setting(Self.deviceCertificateSetting, kiosk.der, secret: false),
        ]))
  }

  /// Names the program that issues certificates in a rehearsal.
  public func setIssuer(_ command: [String]) throws {
    guard store.kind == .rehearsal else { throw CounterError.rehearsalOnly }
    try store.set(Setting(Self.issuerSetting, try Self.bytes(command), secret: false))
  }

  /// The rehearsal's issuer; nil where certificates come from head office by bundle.
  public func issuerProgram() throws -> IssuerProgram? {
    guard store.kind == .rehearsal, let bytes = try store.setting(Self.issuerSetting) else { return nil }
    return IssuerProgram(try JSONDecoder().decode([String].self, from: Data(bytes)))
  }
}
