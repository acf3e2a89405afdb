// The smallest parts a line is made of: one grapheme or one box each, with its measured width.

struct Atom {
  enum Content {
    case grapheme(Character)
    /// A box of fixed width: a check box, a blank, a value on its line.
    case box(Inline)
  }

  let content: Content
  let kind: CharacterClass
  let style: TextStyle
  let width: Length
  /// The inline it comes from.
  let source: Int
  /// Values are set letter for letter: no space is put between their scripts.
  let isValue: Bool

  /// White that an opening mark gives up at a line's beginning or after another one.
  var leadingWhite: Length { kind == .opening && isWide ? width / 2 : .zero }

  /// White that a closing mark gives up at a line's end or before further marks.
  var trailingWhite: Length { kind == .closing && isWide ? width / 2 : .zero }

  private var isWide: Bool { width.micrometres * 10 >= style.size.micrometres * 9 }

  private var character: Character? {
    if case .grapheme(let character) = content { character } else { nil }
  }

  private var isBox: Bool { character == nil }

  /// An ideographic space, which is as wide as a letter and separates by itself.
  private var isBlank: Bool { character == "\u{3000}" }

  /// Whether a line may end with `self` and the next begin with `next`.
  func mayBreak(before next: Atom) -> Bool {
    guard kind.mayEndLine, next.kind.mayBeginLine else { return false }
    switch content {
    case .box(.checkBox), .box(.label): return false
    default: break
    }
    if kind.isOfWord, next.kind.isOfWord, !isBox, !next.isBox { return false }
    if let character, CharacterClass.asciiOpenings.contains(character) { return false }
    if let following = next.character, CharacterClass.asciiClosings.contains(following) { return kind == .space }
    return true
  }

  /// What stands between `self` and `next` beyond their widths: a thin space between scripts, less where marks meet.
  /// A quarter em, the usual space between scripts, would come out of text extraction as a blank that nobody wrote.
  func gap(before next: Atom) -> Length {
    switch (kind, next.kind) {
    case (.closing, .closing), (.closing, .opening): -trailingWhite
    case (.opening, .opening): -next.leadingWhite
    case (.ideograph, .word), (.word, .ideograph):
      isBox || next.isBox || isBlank || next.isBlank || isValue && next.isValue
        ? .zero : style.size * Self.thinnest / 100
    default: .zero
    }
  }

  /// Whether a justified line may be stretched between `self` and `next`.
  func mayStretch(before next: Atom) -> Bool {
    !(kind.isOfWord && next.kind.isOfWord) && !isBox && !next.isBox && gap(before: next) <= .zero
  }

  /// In hundredths of an em, the widest gap that readers of the text do not take for a blank (poppler: a tenth).
  static let thinnest = 9
}

/// A paragraph's inlines with the widths that their graphemes have at the paragraph's own size.
struct MeasuredParagraph {
  struct Part {
    let inline: Inline
    let style: TextStyle
    let graphemes: [(Character, Length)]
    let isValue: Bool
  }

  let parts: [Part]
  let size: Length

  /// The paragraph's atoms with all its type at `trial` instead of its own size.
  func atoms(at trial: Length) -> [Atom] {
    parts.indices.flatMap { atoms(of: parts[$0], source: $0, at: trial) }
  }

  private func atoms(of part: Part, source: Int, at trial: Length) -> [Atom] {
    var style = part.style
    style.size = scaled(style.size, to: trial)
    func box(_ width: Length) -> [Atom] {
      [
        Atom(
          content: .box(part.inline), kind: .ideograph, style: style, width: width, source: source, isValue: true)
      ]
    }
    switch part.inline {
    case .blank(_, let width): return box(width)
    case .checkBox: return box(style.size * 23 / 20)
    case .label(_, let width): return box(max(scaled(width, to: trial), self.width(of: part, at: trial)))
    case .value(let value):
      if let underline = value.underline, self.width(of: part, at: trial) <= underline { return box(underline) }
    case .text, .newLine: break
    }
    return part.graphemes.map { character, width in
      Atom(
        content: .grapheme(character), kind: CharacterClass(character), style: style,
        width: scaled(width, to: trial), source: source, isValue: part.isValue)
    }
  }

  func width(of part: Part, at trial: Length) -> Length {
    part.graphemes.reduce(.zero) { $0 + scaled($1.1, to: trial) }
  }

  func scaled(_ length: Length, to trial: Length) -> Length {
    trial == size ? length : Length(micrometres: length.micrometres * trial.micrometres / size.micrometres)
  }
}
