// What stands inside a line: text, printed values, blanks for handwriting, check boxes.

/// One part of a paragraph's text.
public enum Inline: Hashable, Sendable {
  /// Words of the form; without a style they look as their paragraph does.
  case text(String, TextStyle?)
  case value(Value)
  /// A line left open for handwriting, at least this wide.
  case blank(name: String, width: Length)
  case checkBox(name: String, ticked: Bool)
  /// A number or sign that text hangs behind, in a place of this width or its own, if that is greater.
  case label(String, width: Length)
  case newLine

  /// A printed value. It is set letter for letter: nothing is put between its letters.
  public struct Value: Hashable, Sendable {
    /// The field's id; the place it is printed at is found by this name.
    public var name: String
    public var text: String
    public var style: TextStyle?
    /// With a length, a line is drawn under the value, at least this long.
    public var underline: Length?

    public init(_ name: String, _ text: String, style: TextStyle? = nil, underline: Length? = nil) {
      self.name = name
      self.text = text
      self.style = style
      self.underline = underline
    }
  }
}

/// Text set in lines.
public struct Paragraph: Hashable, Sendable {
  public enum Alignment: String, Hashable, Sendable, CaseIterable { case left, centre, right, justified }

  /// How far text may give way before it is refused: it shrinks to nine points, then takes up to `lines` lines, and only
  /// then shrinks on to `minimum`, if that is smaller.
  public struct Fit: Hashable, Sendable {
    public var minimum: Length
    public var lines: Int

    public init(minimum: Length, lines: Int) {
      self.minimum = minimum
      self.lines = lines
    }

    /// What is tried, best first: so many lines at most, of type no smaller than this.
    var steps: [(lines: Int, least: Length)] {
      let comfortable = max(minimum, .pt(9))
      return (comfortable == minimum ? [minimum] : [comfortable, minimum]).flatMap { least in
        (1...max(1, lines)).map { ($0, least) }
      }
    }
  }

  public var inlines: [Inline]
  public var style: TextStyle
  public var alignment: Alignment
  /// Distance from line to line in hundredths of the type size.
  public var leading: Int
  /// Of the first line, beyond `indent`; negative lets it hang out.
  public var firstLineIndent: Length
  public var indent: Length
  /// Nil lets the text take as many lines as it needs.
  public var fit: Fit?
  public var tag: Tag
  /// Whoever compares a scan with what was printed finds the text by this name.
  public var name: String?

  public init(
    _ inlines: [Inline], style: TextStyle, alignment: Alignment = .left, leading: Int = 150,
    firstLineIndent: Length = .zero, indent: Length = .zero, fit: Fit? = nil, tag: Tag = .paragraph,
    name: String? = nil
  ) {
    self.inlines = inlines
    self.style = style
    self.alignment = alignment
    self.leading = leading
    self.firstLineIndent = firstLineIndent
    self.indent = indent
    self.fit = fit
    self.tag = tag
    self.name = name
  }

  /// The field whose value stands in it, if one does.
  var field: String? {
    for case .value(let value) in inlines { return value.name }
    return nil
  }
}
