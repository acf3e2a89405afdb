// Swift values to canonical JSON and back: whatever order an encoder chose, the same value has the same bytes.
internal import FoundationEssentials

public enum CanonicalJSON {
  /// The canonical bytes of a value. Fails for fractions and for values that JSON cannot hold.
  public static func encode(_ value: some Encodable) throws(JSONFault) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let loose = try? encoder.encode(value) else { throw JSONFault(reason: .notEncodable, offset: 0) }
    return try JSONValue(parsing: Array(loose)).canonical
  }

  /// Reads a value from canonical bytes; other spellings of the same value are refused.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(JSONFault) -> Value {
    _ = try JSONValue(canonical: bytes)
    return try decodeLoose(type, from: bytes)
  }

  private static func decodeLoose<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws(JSONFault) -> Value {
    guard let value = try? JSONDecoder().decode(type, from: Data(bytes)) else {
      throw JSONFault(reason: .unexpected, offset: 0)
    }
    return value
  }
}
