// A font inside a PDF file: its outlines, and the text that each of its codes stands for.
import PDFFiles

/// A composite font with Identity-H codes, as cairo writes them: the code is the glyph's number.
struct EmbeddedFont {
  /// PostScript name without the subset's tag.
  let name: String
  let face: TypeFace
  let texts: [Int: String]

  init(_ font: PDFObject, _ types: TypeLibrary) throws {
    let descendant = font["/DescendantFonts"].items.first
    let descriptor = descendant?["/FontDescriptor"]
    name = String(descriptor?["/FontName"].name.split(separator: "+").last ?? "")
    let content = ["/FontFile", "/FontFile2", "/FontFile3"].lazy.compactMap { descriptor?[$0].content }.first
    guard let content, let map = font["/ToUnicode"].content else { throw UnreadableFont(name: name) }
    face = try TypeFace(content, types)
    texts = Self.texts(of: String(decoding: map, as: UTF8.self))
  }

  /// Reads a ToUnicode map (ISO 32000-1, 9.10.3): `<code> <text>` and `<first> <last> <text>`.
  private static func texts(of map: String) -> [Int: String] {
    var texts: [Int: String] = [:]
    var entries = 0
    for line in map.split(separator: "\n") {
      let numbers = line.split(separator: " ").filter { $0.hasPrefix("<") && $0.hasSuffix(">") }
        .map { $0.dropFirst().dropLast() }
      if line.contains("beginbf") { entries = line.contains("beginbfrange") ? 3 : 2 }
      guard entries > 0, entries == numbers.count, let first = Int(numbers[0], radix: 16), let text = numbers.last
      else { continue }
      let last = entries == 3 ? Int(numbers[1], radix: 16) ?? first : first
      for code in first...last { texts[code] = string(text, adding: code - first) }
    }
    return texts
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
