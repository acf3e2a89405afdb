// The key under which a kiosk signs its slips: made with the store and sealed in it; its public half is handed to whoever checks.
internal import Cryptography
internal import Domain
internal import Records

/// A kiosk's key for slips.
struct SlipKey {
  let key: PrivateKey

  /// What names it in codes.
  var id: String { SlipCode.keyID(spkiDigest: Digest.sha256(key.publicKey.spki)) }

  static let setting = "slip-key"

  /// The store's key; one is made where there is none yet.
  static func of(_ store: Store) throws -> SlipKey {
    if let kept = try store.setting(setting) { return SlipKey(key: try PrivateKey(der: kept)) }
    let made = try PrivateKey.generate(.ed25519)
    try store.set(Setting(setting, made.der, secret: true))
    return SlipKey(key: made)
  }
}

extension Desk {
  /// The public key that checks this kiosk's slips (PEM).
  public func slipPublicKey() throws -> String { try SlipKey.of(store).key.publicKey.pem }
}
