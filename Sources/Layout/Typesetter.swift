// Sets paragraphs: measures them, finds the size and the lines at which they fit, and puts every letter at its place.

struct Typesetter<Measure: TextMeasure> {
  let measure: Measure
  var memory: SettingMemory?
  /// What is left of rows' heights and of white space where a page would be too full, in hundredths.
  var tightness = 100

  func tightened(_ length: Length) -> Length { tightness == 100 ? length : length * tightness / 100 }

  /// The step by which text shrinks.
  static var sizeStep: Length { .pt(0.25) }

  func set(_ paragraph: Paragraph, width: Length) throws(LayoutFault) -> Fragment {
    guard let memory, paragraph.field == nil else { return try newlySet(paragraph, width: width) }
    return try memory.fragment(of: paragraph, width: width, measure: Measure.self) { () throws(LayoutFault) in
      try newlySet(paragraph, width: width)
    }
  }

  private func newlySet(_ paragraph: Paragraph, width: Length) throws(LayoutFault) -> Fragment {
    let measured = try measured(paragraph)
    let (lines, size) = try fitted(paragraph, measured, width: width)
    let leading = size * paragraph.leading / 100
    var fragment = Fragment(width: width, height: leading * max(1, lines.count), tag: paragraph.tag)
    if let field = paragraph.field { fragment.longest = (field, lines.count) }
    var style = paragraph.style
    style.size = size
    let (ascent, descent) = measure.ascentAndDescent(of: style)
    for (number, var line) in lines.enumerated() {
      if paragraph.alignment == .justified, line.continues { line.justify(to: width) }
      let top = leading * number
      let baseline = top + (leading - ascent - descent) / 2 + ascent
      let shift = paragraph.alignment.shift(of: line.width, in: width)
      let drawer = LineDrawer(
        line: line, parts: measured, size: size, origin: Point(x: shift, y: baseline), ascent: ascent,
        descent: descent)
      drawer.draw(into: &fragment)
    }
    if let name = paragraph.name {
      let rectangle = Rectangle(x: .zero, y: .zero, width: width, height: fragment.size.height)
      fragment.boxes.append(NamedBox(name, .text, rectangle))
    }
    return fragment
  }

  // MARK: Measuring

  private func measured(_ paragraph: Paragraph) throws(LayoutFault) -> MeasuredParagraph {
    var parts: [MeasuredParagraph.Part] = []
    for inline in paragraph.inlines { parts.append(try measured(inline, in: paragraph.style)) }
    return MeasuredParagraph(parts: parts, size: paragraph.style.size)
  }

  private func measured(_ inline: Inline, in style: TextStyle) throws(LayoutFault) -> MeasuredParagraph.Part {
    switch inline {
    case .text(let text, let own):
      try part(inline, text, own ?? style, field: nil)
    case .value(let value):
      try part(inline, value.text, value.style ?? style, field: value.name)
    case .label(let text, _):
      try part(inline, text, style, field: nil)
    case .newLine:
      MeasuredParagraph.Part(inline: inline, style: style, graphemes: [("\n", .zero)], isValue: false)
    case .blank, .checkBox:
      MeasuredParagraph.Part(inline: inline, style: style, graphemes: [], isValue: false)
    }
  }

  private func part(
    _ inline: Inline, _ text: String, _ style: TextStyle, field: String?
  ) throws(LayoutFault) -> MeasuredParagraph.Part {
    var graphemes: [(Character, Length)] = []
    for (number, row) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if number > 0 { graphemes.append(("\n", .zero)) }
      graphemes.append(contentsOf: zip(row, try advances(of: String(row), style, field: field)))
    }
    return MeasuredParagraph.Part(inline: inline, style: style, graphemes: graphemes, isValue: field != nil)
  }

  private func advances(
    of text: String, _ style: TextStyle, field: String?
  ) throws(LayoutFault) -> [Length] {
    if text.isEmpty { return [] }
    do {
      return try measure.advances(of: text, in: style)
    } catch {
      throw .missingGlyph(grapheme: error.grapheme, field: field)
    }
  }

  // MARK: Fitting

  private func fitted(
    _ paragraph: Paragraph, _ measured: MeasuredParagraph, width: Length
  ) throws(LayoutFault) -> (lines: [Line], size: Length) {
    func lines(at size: Length) -> [Line] {
      LineBreaker(
        atoms: measured.atoms(at: size), measure: width, indent: paragraph.indent,
        firstLineIndent: paragraph.firstLineIndent
      ).lines()
    }
    let natural = lines(at: measured.size)
    guard let fit = paragraph.fit else {
      guard natural.allSatisfy({ $0.width <= width }) else { throw refusal(of: paragraph, lines: natural.count) }
      return (natural, measured.size)
    }
    let sizes = sizes(from: measured.size, to: fit.minimum)
    var trials: [(lines: [Line], size: Length)] = [(natural, measured.size)]
    for mayCutWords in [false, true] {
      for (count, least) in fit.steps {
        for (number, size) in sizes.enumerated() where size >= least {
          if number == trials.count { trials.append((lines(at: size), size)) }
          let trial = trials[number]
          if trial.lines.count <= count, trial.lines.allSatisfy({ fits($0, width, mayCutWords) }) { return trial }
        }
      }
    }
    throw refusal(of: paragraph, lines: fit.lines)
  }

  private func fits(_ line: Line, _ width: Length, _ mayCutWords: Bool) -> Bool {
    line.width <= width && (mayCutWords || !line.cutsWord)
  }

  private func sizes(from size: Length, to minimum: Length) -> [Length] {
    var sizes = [size]
    while let last = sizes.last, last > minimum { sizes.append(max(minimum, last - Self.sizeStep)) }
    return sizes
  }

  private func refusal(of paragraph: Paragraph, lines: Int) -> LayoutFault {
    for case .value(let value) in paragraph.inlines {
      return .tooLong(field: value.name, characters: value.text.count, lines: lines)
    }
    return .wordsTooLong(paragraph.words)
  }
}

extension Paragraph {
  /// The form's own words in it, to speak of it by.
  var words: String {
    let texts = inlines.compactMap { if case .text(let text, _) = $0 { text } else { nil } }
    return String(texts.joined().prefix(16))
  }
}
