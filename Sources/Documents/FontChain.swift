// The order in which fonts are asked for a character: the typeface itself first, then those that keep rare ones.
internal import Layout

/// The faces that draw one typeface, asked in turn for every grapheme.
struct FontChain: Sendable {
  let faces: [InstalledFace]

  /// Of one letter with its marks: more than three marks pile up into the lines around.
  private static let mostScalars = 4

  /// A grapheme as it will be drawn: by which face, and from which characters.
  struct Choice {
    var face: InstalledFace
    var scalars: [UInt32]
  }

  /// The face that draws a grapheme. A face that keeps the wanted variation comes first, then any that draws the
  /// character without its selector.
  func choice(for grapheme: Character) throws(MissingGlyph) -> Choice {
    let scalars = grapheme.unicodeScalars.map(\.value)
    guard grapheme.unicodeScalars.allSatisfy(\.canBePrinted), scalars.count <= Self.mostScalars else {
      throw MissingGlyph(String(grapheme))
    }
    if scalars.count == 1 { return try choice(for: grapheme, scalars) }
    if scalars.count == 2, scalars[1].isVariationSelector,
      let face = faces.first(where: { $0.glyph(of: scalars[0], variation: scalars[1]) != nil })
    {
      return Choice(face: face, scalars: scalars)
    }
    return try choice(for: grapheme, scalars.filter { !$0.isVariationSelector })
  }

  private func choice(for grapheme: Character, _ scalars: [UInt32]) throws(MissingGlyph) -> Choice {
    let face = scalars.isEmpty ? nil : faces.first { face in scalars.allSatisfy { face.glyph(of: $0) != nil } }
    guard let face else { throw MissingGlyph(String(grapheme)) }
    return Choice(face: face, scalars: scalars)
  }
}

extension UInt32 {
  /// Unicode 23.4: the selectors of the basic plane and of plane 14.
  var isVariationSelector: Bool { (0xFE00...0xFE0F).contains(self) || (0xE0100...0xE01EF).contains(self) }
}

extension Unicode.Scalar {
  /// False for what has no shape that two readers agree on: controls, direction marks and other invisible signs,
  /// private use, emoji; and for scripts that run from right to left, which the setting does not turn around.
  /// Fonts do carry some of these, so that asking the fonts is not enough.
  var canBePrinted: Bool {
    if value.isVariationSelector { return true }
    if (0x20...0x7E).contains(value) { return true }
    // These stand for something that is no character, or was lost on the way.
    if value == 0xFFFC || value == 0xFFFD { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
    default: return !properties.isEmojiPresentation && !runsFromRightToLeft
    }
  }

  private var runsFromRightToLeft: Bool {
    Self.rightToLeft.contains { $0.contains(value) }
  }

  /// The blocks of Unicode 15 whose letters have the bidirectional classes R and AL.
  private static let rightToLeft: [ClosedRange<UInt32>] = [
    0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
  ]
}
