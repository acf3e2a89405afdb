// A font of one document: the glyphs it is set with, numbered in the order in which they come.
internal import Compression

struct SetFont {
  let face: CastFace
  private var codes: [UInt32: Int] = [:]
  private var sorts: [Sort] = []
  /// What each code stands for; empty where it stands for part of something only.
  private var texts: [ArraySlice<UInt8>] = []

  init(_ face: CastFace) { self.face = face }

  /// A glyph's code, from 1.
  /// - Parameter text: in UTF-8, what it stands for here; nil where it stands for part of something.
  /// - Returns: also whether readers will find this text; nil for a glyph that was not cast.
  mutating func code(of glyph: UInt32, text: ArraySlice<UInt8>?) -> (code: Int, isTold: Bool)? {
    if let code = codes[glyph] {
      guard let text else { return (code, false) }
      if texts[code - 1].isEmpty { texts[code - 1] = text }
      return (code, texts[code - 1] == text)
    }
    guard let sort = face.sorts[glyph] else { return nil }
    sorts.append(sort)
    texts.append(text ?? [])
    codes[glyph] = sorts.count
    return (sorts.count, text != nil)
  }

  func width(of code: Int) -> Int { sorts[code - 1].width }

  /// The font's objects; the first is the font itself.
  /// - Parameters:
  ///   - tag: six capitals before its name.
  ///   - first: the number of the first object.
  ///   - effort: how well its streams are packed.
  func objects(tag: String, from first: Int, _ effort: Deflate.Effort) -> [DrawnLayer.Object] {
    let name = "/\(tag)+\(face.name)"
    let program = CompactFontWriter.bytes(sorts, name: face.name, box: face.box)
    let packed = "<< /Filter /FlateDecode >>"
    return [
      .init(
        text: PDFText([
          .text("<< /Type /Font /Subtype /Type0 /BaseFont \(name) /Encoding /Identity-H /DescendantFonts ["),
          .reference(first + 1), .text("] /ToUnicode "), .reference(first + 2), .text(" >>"),
        ])),
      .init(
        text: PDFText([
          .text(
            """
            << /Type /Font /Subtype /CIDFontType0 /BaseFont \(name) \
            /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
            /DW \(Sort.usualWidth)\(unusualWidths) /FontDescriptor
            """), .text(" "), .reference(first + 3), .text(" >>"),
        ])),
      .init(text: PDFText([.text(packed)]), stream: Deflate.packed(unicodeMap, effort)),
      .init(
        text: PDFText([
          .text("<< /FontName \(name) "), .bytes(face.description), .text("/FontFile3 "), .reference(first + 4),
          .text(" >>"),
        ])),
      .init(
        text: PDFText([.text("<< /Subtype /CIDFontType0C /Filter /FlateDecode >>")]),
        stream: Deflate.packed(program, effort)),
    ]
  }

  /// ` /W [7 [641 557] 12 [280]]`; nothing where all are as wide as usual.
  private var unusualWidths: String {
    var text = ""
    var isOpen = false
    for (place, sort) in sorts.enumerated() {
      if sort.width == Sort.usualWidth {
        if isOpen { text += "]" }
        isOpen = false
      } else {
        text += isOpen ? " \(sort.width)" : " \(place + 1) [\(sort.width)"
        isOpen = true
      }
    }
    return text.isEmpty ? "" : " /W [\(text.dropFirst())\(isOpen ? "]" : "")]"
  }

  /// The map from codes to text (ISO 32000-1, 9.10.3).
  private var unicodeMap: [UInt8] {
    let told = texts.indices.filter { !texts[$0].isEmpty }
    var map: [UInt8] = []
    map.reserveCapacity(400 + told.count * 16)
    map.append(
      contentsOf: """
        /CIDInit /ProcSet findresource begin
        12 dict begin
        begincmap
        /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
        /CMapName /Adobe-Identity-UCS def
        /CMapType 2 def
        1 begincodespacerange
        <0000> <ffff>
        endcodespacerange

        """.utf8)
    // A hundred at a time, as the notation allows.
    for start in stride(from: 0, to: told.count, by: 100) {
      let part = told[start..<min(start + 100, told.count)]
      map.append(contentsOf: "\(part.count) beginbfchar\n".utf8)
      for place in part {
        map.append(UInt8(ascii: "<"))
        map.append(hexadecimal: place + 1)
        map.append(contentsOf: "> <".utf8)
        for unit in String(decoding: texts[place], as: UTF8.self).utf16 { map.append(hexadecimal: Int(unit)) }
        map.append(contentsOf: ">\n".utf8)
      }
      map.append(contentsOf: "endbfchar\n".utf8)
    }
    map.append(contentsOf: "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n".utf8)
    return map
  }
}

extension [UInt8] {
  /// Four digits.
  mutating func append(hexadecimal value: Int) {
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
  }
}
