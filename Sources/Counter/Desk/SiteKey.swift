// The key under which this site's kiosks vouch for the pages they print.
internal import Cryptography
public import Domain
internal import Files
internal import Records

/// A site key: shared by the site's kiosks, kept sealed in each store.
public struct SiteKey: Hashable, Sendable {
  /// Two characters of 0–9 and A–Z.
  public let id: String
  /// 32 bytes.
  let secret: [UInt8]

  /// A new key, named after its digest: two sites' keys have two names, but for one chance in a thousand.
  public static func random() -> SiteKey {
    let secret = Random.bytes(32)
    return SiteKey(id: Base32.text(Digest.sha256(secret), count: 2), secret: secret)
  }

  init(id: String, secret: [UInt8]) {
    self.id = id
    self.secret = secret
  }

  /// Reads `K1 <64 hexadecimal digits>`, or the digits alone, which are then K1's; nil for anything else.
  public init?(text: String) {
    var words = text.split(whereSeparator: \.isWhitespace)
    if words.count == 1 { words.insert("K1", at: 0) }
    guard words.count == 2, words[0].utf8.count == 2,
      words[0].allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) }),
      let secret = [UInt8](hex: String(words[1])),
      secret.count == 32
    else { return nil }
    self.init(id: String(words[0]), secret: secret)
  }

  /// Reads a key file.
  public init(file: String) throws {
    let text = String(decoding: try Files.read(file, limit: 4096), as: UTF8.self)
    guard let key = SiteKey(text: text) else { throw CounterError.notASiteKey(Files.name(of: file)) }
    self = key
  }

  /// The key as a file holds it.
  var text: String { "\(id) \(secret.hex)\n" }

  /// What vouches for a kiosk's pages.
  public func pageKey(kiosk: String) -> PageCode.Key {
    let secret = secret
    return PageCode.Key(kiosk: kiosk, id: id) { MAC.hmacSHA256(key: secret, Array($0.utf8)) }
  }
}

extension Desk {
  static let siteKeySetting = "site-key"

  /// The key that this kiosk's pages are vouched for with.
  func siteKey() throws -> PageCode.Key { try keptSiteKey().pageKey(kiosk: store.kiosk) }

  /// Writes the key for the site's other kiosks (`store init --site-key`), readable by its owner alone. Whoever holds it
  /// can make pages that pass for the site's: an administrator's decision, and journalled.
  public func writeSiteKey(to file: String) throws {
    try requireAdministrator()
    let key = try keptSiteKey()
    try store.commit(
      Change(entries: [
        NewEntry(at: clock.now(), by: person?.id, kind: "site-key-written", payload: Array(key.id.utf8))
      ]))
    try Files.write(Array(key.text.utf8), to: file, mode: 0o600)
  }

  private func keptSiteKey() throws -> SiteKey {
    guard let bytes = try store.setting(Self.siteKeySetting),
      let key = SiteKey(text: String(decoding: bytes, as: UTF8.self))
    else { throw CounterError.noSiteKey }
    return key
  }
}
