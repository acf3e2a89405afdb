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

  /// A new key.
  public static func random() -> SiteKey { SiteKey(id: "K1", secret: Random.bytes(32)) }

  init(id: String, secret: [UInt8]) {
    self.id = id
    self.secret = secret
  }

  /// Reads `K1 <64 hexadecimal digits>`; nil for anything else.
  public init?(text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
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
    guard let key = SiteKey(text: text) else { throw CounterError.noSiteKey }
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
  func siteKey() throws -> PageCode.Key {
    guard let bytes = try store.setting(Self.siteKeySetting),
      let key = SiteKey(text: String(decoding: bytes, as: UTF8.self))
    else { throw CounterError.noSiteKey }
    return key.pageKey(kiosk: store.kiosk)
  }
}
