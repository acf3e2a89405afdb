// Shapes text with HarfBuzz: one face per grapheme, then glyphs with the clusters they stand for.
internal import CHarfBuzz
internal import Layout

extension FontChain {
  /// Shapes a piece of text as simplified Chinese, left to right.
  func shape(_ text: String) throws(MissingGlyph) -> ShapedText {
    var shaped = ShapedText()
    var run: Run?
    for grapheme in text {
      let choice = try choice(for: grapheme, after: run?.face)
      if run?.face !== choice.face {
        if let run { shaped.spans.append(run.shaped()) }
        run = Run(face: choice.face)
      }
      run?.add(grapheme, choice.scalars)
    }
    if let run { shaped.spans.append(run.shaped()) }
    for span in shaped.spans { try span.checkGlyphs() }
    return shaped
  }
}

extension FontChain {
  /// A wide blank stays with the letters before it: drawn alone it would have no ink, and be left out of the text.
  private func choice(for grapheme: Character, after face: InstalledFace?) throws(MissingGlyph) -> Choice {
    let wideBlank: UInt32 = 0x3000
    if grapheme == "\u{3000}", let face, face.glyph(of: wideBlank) != nil {
      return Choice(face: face, scalars: [wideBlank])
    }
    return try choice(for: grapheme)
  }
}

extension ShapedText.Span {
  /// Shaping can still end in a glyph that stands for nothing, whatever the font said about each character.
  fileprivate func checkGlyphs() throws(MissingGlyph) {
    var glyph = 0
    var byte = 0
    for cluster in clusters {
      if glyphs[glyph..<glyph + cluster.glyphs].contains(where: { $0.id == 0 }) {
        throw MissingGlyph(String(decoding: text[byte..<byte + cluster.bytes], as: UTF8.self))
      }
      glyph += cluster.glyphs
      byte += cluster.bytes
    }
  }
}

/// Graphemes that follow one another and are drawn by one face.
private struct Run {
  let face: InstalledFace
  private var graphemes: [(bytes: Int, scalars: [UInt32])] = []
  private var text: [UInt8] = []

  init(face: InstalledFace) { self.face = face }

  mutating func add(_ grapheme: Character, _ scalars: [UInt32]) {
    graphemes.append((grapheme.utf8.count, scalars))
    text.append(contentsOf: grapheme.utf8)
  }

  func shaped() -> ShapedText.Span {
    let buffer = hb_buffer_create()
    defer { hb_buffer_destroy(buffer) }
    for (place, grapheme) in graphemes.enumerated() {
      for scalar in grapheme.scalars { hb_buffer_add(buffer, scalar, UInt32(place)) }
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE)
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
    // One script for everything: a digit must be as wide beside a letter as beside a Han character.
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN)
    hb_buffer_set_language(buffer, simplifiedChinese)
    hb_shape(face.font, buffer, withoutLigatures, UInt32(withoutLigatures.count))
    return span(of: buffer)
  }

  private func span(of buffer: OpaquePointer?) -> ShapedText.Span {
    var count: UInt32 = 0
    let glyphs = UnsafeBufferPointer(start: hb_buffer_get_glyph_infos(buffer, &count), count: Int(count))
    let positions = UnsafeBufferPointer(start: hb_buffer_get_glyph_positions(buffer, &count), count: Int(count))
    var span = ShapedText.Span(face: face, text: text)
    span.glyphs = zip(glyphs, positions).map {
      ShapedText.Glyph(
        id: $0.codepoint, advance: Int($1.x_advance), xOffset: Int($1.x_offset), yOffset: Int($1.y_offset))
    }
    span.clusters = clusters(starts: glyphs.map { Int($0.cluster) }, glyphs: span.glyphs)
    addCharacters(to: &span)
    return span
  }

  /// HarfBuzz numbers each glyph with the first grapheme it stands for; a cluster reaches to the next number.
  private func clusters(starts: [Int], glyphs: [ShapedText.Glyph]) -> [ShapedText.Cluster] {
    var clusters: [ShapedText.Cluster] = []
    var first = 0
    while first < starts.count {
      let next = starts[first...].firstIndex { $0 != starts[first] } ?? starts.count
      let covered = starts[first]..<(next < starts.count ? starts[next] : graphemes.count)
      clusters.append(
        ShapedText.Cluster(
          bytes: graphemes[covered].reduce(0) { $0 + $1.bytes }, graphemes: covered.count, glyphs: next - first,
          advance: glyphs[first..<next].reduce(0) { $0 + $1.advance }))
      first = next
    }
    return clusters
  }

  /// A font is cut by characters, not by glyphs, because that is ten times faster (HarfBuzz 6); most substituted
  /// glyphs have a character of their own somewhere in Unicode.
  private func addCharacters(to span: inout ShapedText.Span) {
    var reached: Set<UInt32> = []
    for scalars in graphemes.map(\.scalars) {
      span.characters.formUnion(scalars)
      reached.formUnion(scalars.compactMap(face.glyph(of:)))
      if scalars.count == 2, let glyph = face.glyph(of: scalars[0], variation: scalars[1]) { reached.insert(glyph) }
    }
    for glyph in Set(span.glyphs.map(\.id)).subtracting(reached) {
      if let character = face.character(for: glyph) {
        span.characters.insert(character)
      } else {
        span.strays.insert(glyph)
      }
    }
  }
}

nonisolated(unsafe) private let simplifiedChinese = hb_language_from_string("zh-Hans", -1)

/// Ligatures would tie letters of a name together; a form is read letter by letter.
private let withoutLigatures = ["liga", "clig"].map { (name: String) in
  hb_feature_t(tag: hb_tag_from_string(name, 4), value: 0, start: 0, end: .max)
}
