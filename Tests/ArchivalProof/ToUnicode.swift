// What text a font's codes stand for.

/// A ToUnicode map (ISO 32000-1, 9.10.3): `<code> <text>` and `<first> <last> <text>`.
package struct ToUnicode {
  package let texts: [Int: String]

  package init(_ map: String) {
    var texts: [Int: String] = [:]
    var entries = 0
    for line in map.split(separator: "\n") {
      let numbers = line.split(separator: " ").filter { $0.hasPrefix("<") && $0.hasSuffix(">") }
        .map { $0.dropFirst().dropLast() }
      if line.contains("beginbf") { entries = line.contains("beginbfrange") ? 3 : 2 }
      guard entries > 0, entries == numbers.count, let first = Int(numbers[0], radix: 16), let text = numbers.last
      else { continue }
      let last = entries == 3 ? Int(numbers[1], radix: 16) ?? first : first
      for code in first...last { texts[code] = Self.string(text, adding: code - first) }
    }
    self.texts = texts
  }

  private static func string(_ hexadecimal: Substring, adding offset: Int) -> String {
    let digits = Array(hexadecimal)
    var units = stride(from: 0, to: digits.count - 3, by: 4).compactMap {
      UInt16(String(digits[$0..<$0 + 4]), radix: 16)
    }
    if let last = units.last { units[units.count - 1] = last + UInt16(offset) }
    return String(decoding: units, as: UTF16.self)
  }
}
