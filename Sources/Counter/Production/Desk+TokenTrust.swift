// token trust: which makers of tokens and of seals this counter believes, and where seals go on a token.
public import Cryptography
internal import Domain
internal import Records
public import Tokens

/// What chains of certificates are held against.
public enum AnchorKind: String, Sendable, CaseIterable {
  /// Makers of tokens, whose attestations count: from then on a token that attests its keys must be theirs.
  case tokens
  /// Makers of electronic seals. Without any, a seal's own signature counts alone.
  case seals

  fileprivate var setting: String {
    switch self {
    case .tokens: "attestation-anchors"
    case .seals: "seal-makers"
    }
  }
}

extension Desk {
  /// The certificates that chains of this kind must lead to; empty when the site named none.
  public func anchors(_ kind: AnchorKind) throws -> [Certificate] {
    guard let bytes = try store.setting(kind.setting) else { return [] }
    return try Certificate.all(inPEM: String(decoding: bytes, as: UTF8.self))
  }

  /// Names the anchors of a kind anew (PEM); an administrator's decision, and journalled. A file without a certificate
  /// is refused: that nobody in particular is trusted must be said with nil.
  public func setAnchors(_ kind: AnchorKind, pem: String?) throws {
    let all = try pem.map { try Certificate.all(inPEM: $0) } ?? []
    guard pem == nil || !all.isEmpty else { throw CryptographyError.malformed(.certificate) }
    let setting = Setting(kind.setting, Array(all.map(\.pem).joined().utf8), secret: false)
    try decide("\(kind.rawValue)-anchors", all.map(\.fingerprint).joined(separator: " "), setting)
  }

  private static let sealObjectsSetting = "seal-objects"

  /// The objects that seals go to.
  public func sealObjects() throws -> SealObjects {
    guard let bytes = try store.setting(Self.sealObjectsSetting) else { return SealObjects() }
    let tags = String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap { UInt32($0, radix: 16) }
    return SealObjects(candidates: tags.map { DataObject(rawValue: $0) })
  }

  /// Names the objects that seals go to, the first choice first; an administrator's decision.
  public func setSealObjects(_ objects: SealObjects) throws {
    let tags = objects.candidates.map(\.text).joined(separator: " ")
    try decide("seal-objects", tags, Setting(Self.sealObjectsSetting, Array(tags.utf8), secret: false))
  }

  private static let sm2NumberSetting = "sm2-number"

  /// How this site's tokens number key algorithms.
  public func algorithmNumbers() throws -> AlgorithmNumbers {
    try store.setting(Self.sm2NumberSetting)?.first.map { AlgorithmNumbers(sm2: $0) } ?? AlgorithmNumbers()
  }

  /// Says by which number this site's tokens know SM2; an administrator's decision.
  public func setAlgorithmNumbers(_ numbers: AlgorithmNumbers) throws {
    let digits = String(numbers.sm2, radix: 16)
    try decide("sm2-number", digits, Setting(Self.sm2NumberSetting, [numbers.sm2], secret: false))
  }

  private static let factoryKeysSetting = "factory-keys"

  /// The administration keys that makers of this site's tokens set, besides the usual one; tried in this order.
  public func factoryKeys() throws -> [[UInt8]] {
    guard let lines = try store.setting(Self.factoryKeysSetting) else { return [] }
    return String(decoding: lines, as: UTF8.self).split(separator: "\n").compactMap { [UInt8](hex: $0) }
  }

  /// Names them anew; kept sealed, and the journal says how many there are.
  public func setFactoryKeys(_ keys: [[UInt8]]) throws {
    let lines = keys.map(\.hex).joined(separator: "\n")
    try decide(
      "factory-keys", "\(keys.count)", Setting(Self.factoryKeysSetting, Array(lines.utf8), secret: true))
  }

  private func decide(_ kind: String, _ words: String, _ setting: Setting) throws {
    try requireAdministrator()
    let entry = NewEntry(at: clock.now(), by: person?.id, kind: kind, payload: Array(words.utf8))
    try store.commit(Change(entries: [entry], settings: [setting]))
  }
}
