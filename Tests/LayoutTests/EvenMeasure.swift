// A measure without fonts: Chinese is one em wide, everything below U+2E80 half an em, ☒ is in no font.

import Layout

struct EvenMeasure: TextMeasure {
  func advances(of text: String, in style: TextStyle) throws(MissingGlyph) -> [Length] {
    if text.contains("☒") { throw MissingGlyph("☒") }
    return text.map { character in
      let isHalf = (character.unicodeScalars.first?.value ?? 0) < 0x2000
      return isHalf && character != "·" ? style.size / 2 : style.size
    }
  }

  func ascentAndDescent(of style: TextStyle) -> (ascent: Length, descent: Length) {
    (style.size * 88 / 100, style.size * 12 / 100)
  }
}

extension TextStyle {
  /// One em is 4 mm, so that places can be counted.
  static let plain = TextStyle(size: .mm(4))
}

/// A page of the given blocks with empty furniture around.
func layOut(_ blocks: [Block], pages: Int? = 1, straddle: String? = nil) throws(LayoutFault) -> [LaidOutPage] {
  let furniture = Furniture(
    issuer: "", title: "表", reference: [], copyLabel: nil, watermark: nil, notes: [], straddle: straddle,
    code: { "P\($0)/\($1)" })
  let parts = blocks.enumerated().map { DocumentPlan.Part("block \($0.offset + 1)", $0.element) }
  return try DocumentPlan(title: "表", subject: "", pages: pages, furniture: furniture, parts: parts)
    .layOut(measure: EvenMeasure()).pages
}

extension LaidOutPage {
  /// The runs of the content, without those of the furniture.
  var runs: [TextRun] { Self.runs(in: items).filter { $0.origin.y > .mm(43) && $0.origin.y < .mm(260) } }

  private static func runs(in items: [Item]) -> [TextRun] {
    items.flatMap { item -> [TextRun] in
      switch item {
      case .text(let run), .filling(.text(let run)): [run]
      case .group(_, let inner): runs(in: inner)
      default: []
      }
    }
  }

  /// The text of each line, from the top.
  var lines: [String] {
    Dictionary(grouping: runs, by: \.origin.y).sorted { $0.key < $1.key }.map { _, runs in
      runs.sorted { $0.origin.x < $1.origin.x }.map { $0.pieces.map(\.text).joined() }.joined()
    }
  }

  func box(_ name: String) -> Rectangle? { boxes.first { $0.name == name }?.rectangle }
}

extension Block {
  /// A paragraph as wide as so many Chinese characters of 4 mm.
  static func text(
    _ text: String, ems: Int, _ alignment: Paragraph.Alignment = .justified, fit: Paragraph.Fit? = nil
  ) -> Block {
    let paragraph = Paragraph([.text(text, nil)], style: .plain, alignment: alignment, fit: fit)
    return .columns(Columns([Columns.Column(.fixed(.mm(4 * ems)), [.paragraph(paragraph)])], gap: .zero))
  }

  static func value(_ name: String, _ text: String, ems: Int, fit: Paragraph.Fit) -> Block {
    let paragraph = Paragraph([.value(Inline.Value(name, text))], style: .plain, fit: fit)
    return .columns(Columns([Columns.Column(.fixed(.mm(4 * ems)), [.paragraph(paragraph)])], gap: .zero))
  }
}
