// Names in certificates: ordered attributes (X.501), read from OpenSSL and written for it.
internal import COpenSSL

public struct DistinguishedName: Hashable, Sendable, Codable {
  /// `type` is a short name (C, ST, L, O, OU, CN, serialNumber …) or a dotted object identifier.
  public struct Attribute: Hashable, Sendable, Codable {
    public var type: String
    public var value: String

    public init(_ type: String, _ value: String) {
      self.type = type
      self.value = value
    }
  }

  /// In the order of the encoding, country first by custom.
  public var entries: [Attribute]

  public init(_ entries: [Attribute]) { self.entries = entries }

  public init(
    country: String? = "CN", province: String? = nil, locality: String? = nil, organisation: String? = nil,
    organisationalUnit: String? = nil, commonName: String
  ) {
    let parts: [(String, String?)] = [
      ("C", country), ("ST", province), ("L", locality), ("O", organisation), ("OU", organisationalUnit),
      ("CN", commonName),
    ]
    entries = parts.compactMap { type, value in value.map { Attribute(type, $0) } }
  }

  public subscript(_ type: String) -> String? { entries.first { $0.type == type }?.value }

  public var commonName: String { self["CN"] ?? "" }

  /// RFC 4514: last attribute first, specials escaped.
  public var text: String {
    entries.reversed().map { "\($0.type)=\(Self.escaped($0.value))" }.joined(separator: ",")
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for (place, character) in value.enumerated() {
      let atEdge = place == 0 || place == value.count - 1
      if ",+\"\\<>;".contains(character) || (atEdge && character == " ") || (place == 0 && character == "#") {
        result.append("\\")
      }
      result.append(character)
    }
    return result
  }

  /// The encoding. Fails for an unknown type, an empty value, one beyond X.520's bounds (CN, O, OU: 64 characters)
  /// or a country that is not two letters.
  public var der: [UInt8] {
    get throws(CryptographyError) {
      guard let name = X509_NAME_new() else { throw .fromQueue("name") }
      defer { X509_NAME_free(name) }
      for entry in entries {
        let limit = Self.limits[entry.type] ?? 256
        let added = X509_NAME_add_entry_by_txt(
          name, entry.type, Int32(COPENSSL_MBSTRING_UTF8), entry.value, Int32(entry.value.utf8.count), -1, 0)
        guard added == 1, !entry.value.isEmpty, entry.value.unicodeScalars.count <= limit else {
          ERR_clear_error()
          throw .name(type: entry.type, limit: limit)
        }
      }
      return try encoded("name") { i2d_X509_NAME(name, $0) }
    }
  }

  /// Upper bounds in characters (X.520, annex C).
  private static let limits = ["C": 2, "ST": 128, "L": 128, "O": 64, "OU": 64, "CN": 64, "serialNumber": 64]

  init(_ name: OpaquePointer?) {
    entries = (0..<X509_NAME_entry_count(name)).compactMap { place in
      guard let entry = X509_NAME_get_entry(name, place) else { return nil }
      return Attribute(Self.type(of: entry), Self.value(of: entry))
    }
  }

  private static func type(of entry: OpaquePointer) -> String {
    let object = X509_NAME_ENTRY_get_object(entry)
    let number = OBJ_obj2nid(object)
    if number != NID_undef, let short = OBJ_nid2sn(number) { return String(cString: short) }
    return dotted(object)
  }

  private static func value(of entry: OpaquePointer) -> String {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(entry))
    guard count >= 0, let bytes else {
      ERR_clear_error()
      return ""
    }
    defer { CRYPTO_free(bytes, nil, 0) }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
  }
}

/// An object identifier's dotted text.
func dotted(_ object: OpaquePointer?) -> String {
  var letters = [CChar](repeating: 0, count: 256)
  let count = OBJ_obj2txt(&letters, Int32(letters.count), object, 1)
  return String(decoding: letters.prefix(max(0, min(255, Int(count)))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
