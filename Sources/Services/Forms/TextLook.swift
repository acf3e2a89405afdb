// How a text of a definition looks, where it says more than its words.

internal import Layout

struct TextLook {
  var typeface: TextStyle.Typeface = .song
  var bold = false
  var size = Length.pt(10.5)
  var colour = Colour.black
  var alignment: Paragraph.Alignment = .justified
  /// Line to line, in hundredths of the size.
  var leading = 150
  /// In ems; negative lets the first line hang out of an indented text.
  var firstIndent = 0.0
  var indent = 0.0
  var minimum: Length?
  var lines: Int?
  var name: String?

  static let keys = [
    "size", "typeface", "bold", "grey", "align", "leading", "first-indent", "indent", "shrink-to", "lines", "name",
  ]

  var style: TextStyle { TextStyle(typeface, bold: bold, size: size, colour: colour) }

  func paragraph(_ inlines: [Inline], tag: Tag = .paragraph) -> Paragraph {
    let fit = minimum.map { Paragraph.Fit(minimum: $0, lines: lines ?? 1) }
    return Paragraph(
      inlines, style: style, alignment: alignment, leading: leading, firstLineIndent: ems(firstIndent),
      indent: ems(indent), fit: fit, tag: tag, name: name)
  }

  private func ems(_ count: Double) -> Length {
    Length(micrometres: Int(count * Double(size.micrometres)))
  }
}

extension FormReader {
  /// The look that keys of a map ask for, based on another.
  func look(_ keys: [String: YAMLNode], on base: TextLook) -> TextLook {
    var look = base
    look.size = points(keys["size"]) ?? base.size
    look.typeface = word(keys["typeface"]) ?? base.typeface
    look.bold = truth(keys["bold"]) ?? base.bold
    look.colour = whole(keys["grey"], 0...255).map { Colour(grey: UInt8($0)) } ?? base.colour
    look.alignment = word(keys["align"]) ?? base.alignment
    look.leading = whole(keys["leading"], 100...300) ?? base.leading
    look.firstIndent = number(keys["first-indent"], -10...10) ?? base.firstIndent
    look.indent = number(keys["indent"], 0...20) ?? base.indent
    look.minimum = points(keys["shrink-to"]) ?? base.minimum
    look.lines = whole(keys["lines"], 1...20) ?? base.lines
    look.name = text(keys["name"]) ?? base.name
    return look
  }
}
