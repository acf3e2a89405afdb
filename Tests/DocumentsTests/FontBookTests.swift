import Documents
import Layout
import Testing

@Suite struct FontBookTests {
  let fonts: FontBook
  let style = TextStyle(.song, size: .mm(4))

  init() throws { fonts = try FontBook() }

  @Test(arguments: ["中", "，", "　", "𬍛", "㛃", "䶮", "𨭎", "𠀀", "𪚥", "（"])
  func `a full-width character is as wide as the em`(character: String) throws {
    #expect(try fonts.advances(of: character, in: style) == [.mm(4)])
  }

  @Test(arguments: ["", "甲A乙1", "——……", "葛\u{E0100}字", "e\u{301}é", "AVATAR fi"])
  func `every grapheme has an advance`(text: String) throws {
    #expect(try fonts.advances(of: text, in: style).count == text.count)
  }

  @Test func `a long dash is two em wide and connected`() throws {
    #expect(try fonts.advances(of: "——", in: style) == [.mm(4), .mm(4)])
  }

  @Test func `letters are kerned inside a piece`() throws {
    let together = try fonts.advances(of: "AVAV", in: style).reduce(.zero, +)
    let apart = try ["A", "V", "A", "V"].map { try fonts.advances(of: $0, in: style)[0] }.reduce(.zero, +)
    #expect(together < apart)
  }

  @Test func `advances grow with the size and not with the place`() throws {
    let small = try fonts.advances(of: "字a", in: TextStyle(.hei, bold: true, size: .pt(10.5)))
    let large = try fonts.advances(of: "字a", in: TextStyle(.hei, bold: true, size: .pt(21)))
    for (one, two) in zip(small, large) { #expect(abs(one.micrometres * 2 - two.micrometres) <= 1) }
  }

  @Test(arguments: [
    "\u{2EBF0}", "\u{2EE5D}", "\u{E000}", "\u{F0000}", "\u{0}", "\n", "\r\n", "\t", "\u{202E}", "\u{200B}", "\u{2028}",
    "\u{1F600}", "\u{5D0}", "\u{FFFF}", "中\u{200D}",
  ])
  func `what no font draws, or nobody can read, is refused by name`(character: String) throws {
    #expect(throws: MissingGlyph(String((character + "后").first ?? " "))) {
      try fonts.advances(of: "前" + character + "后", in: style)
    }
  }

  @Test func `the em box lies around the baseline`() {
    let (ascent, descent) = fonts.ascentAndDescent(of: style)
    #expect(ascent + descent == .mm(4))
    #expect(ascent > .mm(3) && descent > .zero)
  }

  @Test func `the inventory names the package of every font`() {
    #expect(FontBook.inventory.filter(\.isNeeded).map(\.package) == Array(repeating: "fonts-noto-cjk", count: 4))
    #expect(Set(FontBook.inventory.map(\.package)).count == 3)
    #expect(!FontBook.inventory.contains { $0.isNeeded && !$0.isInstalled })
  }
}
