// JSON as bundles use it: no fractions, one way to write each value, so that a digest means the content.

public enum JSONValue: Hashable, Sendable {
  case null
  case truth(Bool)
  case integer(Int64)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// The canonical bytes: no spaces, keys in the order of their UTF-8 bytes, escapes only where JSON demands them
  /// (as RFC 8785, but integers only). Text stays as it is, scalar for scalar.
  public var canonical: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .truth(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .text(let value): Self.write(value, to: &bytes)
    case .list(let values):
      Self.write(values, between: "[", and: "]", to: &bytes) { value, bytes in value.write(to: &bytes) }
    case .object(let entries):
      let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.write(sorted, between: "{", and: "}", to: &bytes) { entry, bytes in
        Self.write(entry.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        entry.value.write(to: &bytes)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], between open: Unicode.Scalar, and close: Unicode.Scalar, to bytes: inout [UInt8],
    _ write: (Item, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    for (place, item) in items.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      write(item, &bytes)
    }
    bytes.append(UInt8(ascii: close))
  }

  private static let shortEscapes: [UInt8: String] = [
    0x22: "\\\"", 0x5C: "\\\\", 0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r",
  ]

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if let short = shortEscapes[byte] {
        bytes += short.utf8
      } else if byte < 0x20 {
        bytes += ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8
      } else {
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  public subscript(_ key: String) -> JSONValue? {
    if case .object(let entries) = self { entries[key] } else { nil }
  }

  var asText: String? { if case .text(let value) = self { value } else { nil } }
  var asInteger: Int? { if case .integer(let value) = self { Int(value) } else { nil } }
  var asTruth: Bool? { if case .truth(let value) = self { value } else { nil } }
  var asList: [JSONValue]? { if case .list(let values) = self { values } else { nil } }
}
