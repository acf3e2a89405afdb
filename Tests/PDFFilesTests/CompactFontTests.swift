import PDFFiles
import Testing

@Suite struct CompactFontTests {
  /// A square of 500 units, a blank, and a glyph as wide as most.
  static let sorts = [
    Sort(outline: [239, 239, 21, 248, 136, 6, 248, 136, 7, 252, 136, 6, 14], width: 641), Sort.blank(width: -20_000),
    Sort(outline: [139, 22, 248, 136, 6, 14], width: 1000), Sort.blank(width: 1131), Sort.blank(width: -108),
  ]

  static let font = CompactFontWriter.bytes(sorts, name: "NotoSerifCJKsc-Regular", box: [-997, -1049, 2929, 1809])

  @Test func `glyphs come back as they were put in, behind a blank one`() throws {
    let read = try CompactFont(Self.font)
    #expect(read.glyphs == [.blank(width: 1000)] + Self.sorts)
    #expect(read.box == [-997, -1049, 2929, 1809])
  }

  @Test func `a font of many glyphs comes back too`() throws {
    let many = (0..<60_000).map { Sort.blank(width: $0 % 3000) }
    #expect(try CompactFont(CompactFontWriter.bytes(many, name: "A", box: [0, 0, 1, 1])).glyphs.count == 60_001)
  }

  @Test func `a font that breaks off or is damaged anywhere is refused or read, never a crash`() throws {
    for count in 0..<Self.font.count {
      #expect(throws: PDFFileError.self) { try CompactFont(Array(Self.font[..<count])) }
    }
    for place in Self.font.indices {
      for byte in [0, 12, 28, 30, 127, 255] as [UInt8] {
        var changed = Self.font
        changed[place] = byte
        _ = try? CompactFont(changed)
      }
    }
  }

  @Test(arguments: [[139, 10], [139, 1, 14], [139, 139, 139, 22, 14], [139]] as [[UInt8]])
  func `an outline with subroutines, hints or odd operands is refused`(outline: [UInt8]) {
    let font = CompactFontWriter.bytes([Sort(outline: outline[...], width: 1000)], name: "A", box: [0, 0, 1, 1])
    #expect(throws: PDFFileError.self) { try CompactFont(font) }
  }
}
