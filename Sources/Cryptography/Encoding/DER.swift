// ASN.1 in its one distinguished encoding (X.690): written piece by piece, read strictly.
internal import COpenSSL

public enum DER {
  /// One element as it stands in its parent.
  package struct Element {
    package let tag: UInt8
    package let content: ArraySlice<UInt8>
    /// Tag, length and content, as they were read.
    package let whole: ArraySlice<UInt8>

    /// The elements inside; nil for a primitive one or when they do not fill it.
    package var children: [Element]? { tag & 0x20 == 0 ? nil : DER.elements(in: content) }
  }

  public static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    [tag] + length(content.count) + content
  }

  public static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }

  public static func set(_ parts: [UInt8]...) -> [UInt8] { element(0x31, parts.flatMap { $0 }) }

  /// A non-negative INTEGER of these big-endian bytes.
  public static func integer(_ magnitude: [UInt8]) -> [UInt8] {
    let digits = Array(magnitude.drop { $0 == 0 })
    return element(0x02, digits.first.map { $0 < 0x80 } == true ? digits : [0] + digits)
  }

  public static func octetString(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }

  /// A BIT STRING of whole bytes, but for `unused` bits at the end.
  public static func bitString(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] { element(0x03, [unused] + bytes) }

  public static func utf8String(_ text: String) -> [UInt8] { element(0x0C, Array(text.utf8)) }

  public static func printableString(_ text: String) -> [UInt8] { element(0x13, Array(text.utf8)) }

  public static func boolean(_ value: Bool) -> [UInt8] { element(0x01, [value ? 0xFF : 0]) }

  public static let null: [UInt8] = [0x05, 0]

  /// A context-specific constructed element, `[number]`.
  public static func tagged(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(0xA0 | number, content) }

  /// An OBJECT IDENTIFIER from its dotted text.
  public static func objectIdentifier(_ dotted: String) throws(CryptographyError) -> [UInt8] {
    guard let object = OBJ_txt2obj(dotted, 1) else {
      ERR_clear_error()
      throw .malformed(.objectIdentifier)
    }
    defer { ASN1_OBJECT_free(object) }
    return try encoded("object identifier") { i2d_ASN1_OBJECT(object, $0) }
  }

  /// The dotted text of an OBJECT IDENTIFIER's content; nil when a number is cut off or too long.
  package static func dotted(_ content: [UInt8]) -> String? {
    var (numbers, number): ([UInt64], UInt64) = ([], 0)
    for byte in content {
      guard number < 1 << 56 else { return nil }
      number = number << 7 | UInt64(byte & 0x7F)
      guard byte & 0x80 == 0 else { continue }
      numbers.append(number)
      number = 0
    }
    guard let first = numbers.first, content.last.map({ $0 & 0x80 == 0 }) == true else { return nil }
    let root = min(first / 40, 2)
    return ([root, first - 40 * root] + numbers.dropFirst()).map(String.init).joined(separator: ".")
  }

  private static func length(_ count: Int) -> [UInt8] {
    if count < 0x80 { return [UInt8(count)] }
    let digits = (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }.drop { $0 == 0 }
    return [0x80 | UInt8(digits.count)] + digits
  }

  /// The elements that fill `bytes` exactly; nil for another encoding, long tags and lengths beyond 4 bytes.
  package static func elements(in bytes: ArraySlice<UInt8>) -> [Element]? {
    var rest = bytes
    var found: [Element] = []
    while !rest.isEmpty {
      guard let (element, after) = first(in: rest) else { return nil }
      found.append(element)
      rest = after
    }
    return found
  }

  private static func first(in bytes: ArraySlice<UInt8>) -> (Element, ArraySlice<UInt8>)? {
    guard bytes.count >= 2, let tag = bytes.first, tag & 0x1F != 0x1F else { return nil }
    var rest = bytes.dropFirst()
    let lead = rest.removeFirst()
    var count = Int(lead)
    if lead >= 0x80 {
      let digits = rest.prefix(Int(lead & 0x7F))
      guard (1...4).contains(digits.count), digits.count == lead & 0x7F else { return nil }
      count = digits.reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(digits.count)
    }
    guard rest.count >= count else { return nil }
    let content = rest.prefix(count)
    return (
      Element(tag: tag, content: content, whole: bytes[bytes.startIndex..<content.endIndex]), rest.dropFirst(count)
    )
  }
}
