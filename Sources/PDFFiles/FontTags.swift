// The six letters before the name of a font that holds only some glyphs (ISO 32000-1, 9.6.4).

/// Cairo makes them from the glyphs' numbers in the font that it was given, which say nothing about what is drawn;
/// here they say which layer the font belongs to and the how-many-th of it it is.
struct FontTags {
  private let layer: String
  private var known: [String: String] = [:]

  /// - Parameter layer: four capitals.
  init(_ layer: String) { self.layer = layer }

  /// `/QWERTY+NotoSansCJKsc` with the tag of this layer; other names stay.
  mutating func retagged(_ name: String) -> String {
    let letters = Array(name.utf8)
    guard letters.count > 7, letters[7] == UInt8(ascii: "+"), letters[1..<7].allSatisfy(\.isCapital) else {
      return name
    }
    let rest = String(decoding: letters[7...], as: UTF8.self)
    if let tag = known[name] { return "/\(tag)\(rest)" }
    let tag = layer + Self.number(known.count)
    known[name] = tag
    return "/\(tag)\(rest)"
  }

  private static func number(_ count: Int) -> String {
    let letters = [UInt8(ascii: "A") + UInt8(count / 26 % 26), UInt8(ascii: "A") + UInt8(count % 26)]
    return String(decoding: letters, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
