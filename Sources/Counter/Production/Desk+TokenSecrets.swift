// What the store keeps sealed for tokens: the master of their administration keys, their PUKs, encryption keys on their way.
internal import Cryptography
internal import Domain
internal import Records
internal import Tokens

extension Desk {
  static let masterSetting = "token-master"

  func managementKeys() throws -> ManagementKeys {
    guard let master = try store.secret(Self.masterSetting) else { throw CounterError.noTokenMaster }
    return ManagementKeys(master: master, factory: try factoryKeys())
  }

  // MARK: PUKs

  /// A token's new PUK, sealed in the store before the token learns it.
  func newPUK(for request: String) throws -> PUK? {
    if let kept = try keptPUK(of: request) { return kept }
    let puk = PUK.random()
    try store.keep(puk.characters, as: "puk/\(request)")
    return puk
  }

  private func keptPUK(of request: String) throws -> PUK? {
    try store.secret("puk/\(request)").flatMap { PUK($0) }
  }

  /// The PUK that this counter gave a token, however long ago; nil for a token that was issued elsewhere.
  func sealedPUK(of token: TokenIdentity) throws -> PUK? {
    guard let request = try store.setting(Self.requestSetting(token)), !request.isEmpty else { return nil }
    return try keptPUK(of: String(decoding: request, as: UTF8.self))
  }

  /// The same, unless the token says that its PUK is the factory's: then another program has reset it, and ours would
  /// only cost a try.
  func sealedPUK(of token: TokenIdentity, on session: TokenSession) throws -> PUK? {
    guard let kept = try sealedPUK(of: token) else { return nil }
    return try session.pukState().isFactory == true ? nil : kept
  }

  /// What a token had from this counter is gone with its reset.
  func forgetPUK(of token: TokenIdentity) throws {
    guard try sealedPUK(of: token) != nil else { return }
    try store.commit(Change(settings: [Setting(Self.requestSetting(token), [], secret: true)]))
  }

  private static func requestSetting(_ token: TokenIdentity) -> String { "token/\(token.text)" }

  /// Which request a token's PUK is kept under: written in one transaction with the step that says that it is set.
  func naming(_ step: TokenStep, request: String) throws -> [Setting] {
    guard case .setPUK = step, let token = try tokenBehind(request) else { return [] }
    return [Setting(Self.requestSetting(token), Array(request.utf8), secret: true)]
  }

  private func tokenBehind(_ request: String) throws -> TokenIdentity? {
    let parts = request.split(separator: "-")
    guard parts.count == 2, let item = Int(parts[1]) else { return nil }
    let order = try order(String(parts[0]))
    return try order.makings.first { $0.item == item }.flatMap { try job(for: order, $0).token }
  }

  // MARK: Encryption keys

  static func encryptionKeySetting(_ request: String) -> String { "encryption-key/\(request)" }

  /// The pair that came with a certificate; nil for a single certificate.
  func encryptionPair(for request: String, _ certificate: [UInt8]?) throws -> EncryptionPair? {
    guard let certificate else { return nil }
    guard let key = try store.setting(Self.encryptionKeySetting(request)), !key.isEmpty else {
      throw CounterError.encryptionKeyGone(request)
    }
    return try EncryptionPair(certificate: certificate, key: PrivateKey(der: key))
  }

  /// Once the token has the key, the store forgets it.
  func encryptionKeyUsed(for request: String) throws -> [Setting] {
    let name = Self.encryptionKeySetting(request)
    return try store.setting(name) == nil ? [] : [Setting(name, [], secret: true)]
  }
}
