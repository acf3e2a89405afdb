// What the store keeps sealed for tokens: the master of their administration keys, their PUKs, encryption keys on their way.
internal import Cryptography
internal import Domain
internal import Records
public import Tokens

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

  /// The PUK that is kept here for this token and not out of use, as the token's own word about its PUK tells.
  public func keptPUK(for session: TokenSession, saying puk: SecretState) throws -> PUK? {
    guard puk.isFactory != true else { return nil }
    return try session.identity.flatMap { try sealedPUK(of: $0) }
  }

  /// What a token had from this counter is gone with its reset.
  func forgetPUK(of token: TokenIdentity) throws {
    guard try sealedPUK(of: token) != nil else { return }
    try store.commit(Change(settings: [Setting(Self.requestSetting(token), [], secret: true)]))
  }

  private static func requestSetting(_ token: TokenIdentity) -> String { "token/\(token.text)" }

  /// What is kept in one transaction with a step of an order's making: which request a token's PUK is kept under, and
  /// what the token said about its tries.
  func settings(with step: TokenStep, _ request: String) throws -> [Setting] {
    guard step.concernsPUK, let token = try tokenBehind(request) else { return [] }
    var settings = try pukTries(after: step, of: token.text)
    if case .setPUK = step { settings.append(Setting(Self.requestSetting(token), Array(request.utf8), secret: true)) }
    return settings
  }

  // MARK: PUK tries that only a refusal tells

  private static func triesSetting(_ token: String) -> String { "puk-tries/\(token)" }

  /// A refused PUK leaves the number that the token named; one that was right makes it full again.
  /// - Parameter unlocks: whether the PUK sets the PIN in this work.
  func pukTries(after step: TokenStep, of token: String, unlocks: Bool = false) throws -> [Setting] {
    let name = Self.triesSetting(token)
    if let left = step.pukTriesLeft { return [Setting(name, [left], secret: true)] }
    var isFull = false
    switch step {
    case .setPUK, .wasReset: isFull = true
    case .setPIN: isFull = unlocks
    default: break
    }
    return try isFull && store.setting(name)?.isEmpty == false ? [Setting(name, [], secret: true)] : []
  }

  /// Gives a session what this store knows of its token: how it numbers algorithms, and the PUK's tries that are left as
  /// the token itself named them last.
  public func recognise(_ session: TokenSession) throws {
    session.numbers = try algorithmNumbers()
    guard let token = session.identity else { return }
    session.rememberedPUKTries = try store.setting(Self.triesSetting(token.text))?.first.map(Int.init)
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

extension TokenStep {
  fileprivate var concernsPUK: Bool {
    switch self {
    case .setPUK, .wasReset, .failed: true
    default: false
    }
  }

  /// As the status word of a refused PUK says (63Cx); a PUK without tries says so itself whenever it is asked.
  fileprivate var pukTriesLeft: UInt8? {
    guard case .failed(let code, let word?, _) = self, code == TokenError.refusedPUKCode, let last = word.last else {
      return nil
    }
    return last.hexDigitValue.map { UInt8($0) }
  }
}
