// Text after shaping: which glyphs of which fonts draw it, in font units and therefore good for every size.

/// Text shaped in one chain of fonts.
struct ShapedText: Sendable {
  /// A stretch of text that one face draws.
  struct Span: Sendable {
    var face: InstalledFace
    /// The text in UTF-8, selectors included.
    var text: [UInt8] = []
    var clusters: [Cluster] = []
    var glyphs: [Glyph] = []
    /// What leads a subsetter to every glyph of the span by way of its characters.
    var characters: Set<UInt32> = []
    /// Glyphs that no character leads to.
    var strays: Set<UInt32> = []
  }

  /// Text and glyphs that belong together and cannot be told apart further.
  struct Cluster: Sendable {
    var bytes: Int
    var graphemes: Int
    var glyphs: Int
    /// In font units.
    var advance: Int
  }

  /// A glyph and its place in font units, y growing upwards.
  struct Glyph: Sendable {
    var id: UInt32
    var advance: Int
    var xOffset: Int
    var yOffset: Int
  }

  var spans: [Span] = []
}
