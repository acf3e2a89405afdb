// What layout ends in: pages whose every item has its fixed place, ready to be drawn by anybody.

/// A document laid out: nothing is left to decide but how to draw it.
public struct LaidOutDocument: Sendable {
  /// For the reader's title bar and the archive.
  public var title: String
  public var subject: String
  public var pages: [LaidOutPage]

  public init(title: String, subject: String, pages: [LaidOutPage]) {
    self.title = title
    self.subject = subject
    self.pages = pages
  }
}

public struct LaidOutPage: Sendable {
  public var size: Size
  /// Drawn in this order; groups give the reading order.
  public var items: [Item]
  /// Places that others look for: fields, signature and seal boxes, codes and marks.
  public var boxes: [NamedBox]

  public init(size: Size = .a4, items: [Item] = [], boxes: [NamedBox] = []) {
    self.size = size
    self.items = items
    self.boxes = boxes
  }
}

/// One thing drawn at a fixed place.
public indirect enum Item: Hashable, Sendable {
  case text(TextRun)
  /// A straight line; `dash` alternates drawn and open lengths, empty for a solid one.
  case line(from: Point, to: Point, thickness: Length, colour: Colour, dash: [Length])
  case rectangle(Rectangle, stroke: Stroke?, fill: Colour?)
  case ellipse(Rectangle, stroke: Stroke?, fill: Colour?)
  /// Open line through points, such as a tick.
  case polyline([Point], stroke: Stroke)
  /// A picture that fills the rectangle.
  case picture(Rectangle, GreyPicture)
  /// A QR code that fills the square, without its quiet zone.
  case code(Rectangle, text: String, correction: Correction)
  /// A part of the document's structure; drawing order inside is reading order.
  case group(Tag, [Item])
  /// What stands on the page because of what the form is filled with: it differs from applicant to applicant, while
  /// everything else is the same for all. Never a group.
  case filling(Item)

  /// The item itself, whether it belongs to the form or to its filling.
  package var drawn: Item { if case .filling(let item) = self { item } else { self } }

  /// QR error correction; `quartile` survives about a quarter of the area lost.
  public enum Correction: Hashable, Sendable { case medium, quartile }
}

/// Structure for readers that speak the page aloud (PDF 1.7, 14.8.4).
public enum Tag: Hashable, Sendable {
  case heading(level: Int, bookmark: String?)
  case paragraph
  case table
  case row
  /// A cell that says what those behind it in its row, or below it in its column, are.
  case headerCell(CellSpan, of: HeaderScope)
  case cell(CellSpan)
  /// A picture with the words that stand for it.
  case figure(alternative: String)
}

/// Which cells a header cell speaks of (PDF 1.7, 14.8.5.7).
public enum HeaderScope: Hashable, Sendable { case row, column }

/// Over how many columns and rows a table's cell stretches.
public struct CellSpan: Hashable, Sendable {
  public var across: Int
  public var down: Int

  public init(across: Int = 1, down: Int = 1) {
    self.across = across
    self.down = down
  }
}

extension Tag {
  /// Whether it counts even without words: a row or cell left out would move the others to wrong places.
  var standsEmpty: Bool {
    switch self {
    case .row, .headerCell, .cell: true
    case .heading, .paragraph, .table, .figure: false
    }
  }
}

public struct Stroke: Hashable, Sendable {
  public var thickness: Length
  public var colour: Colour
  public var dash: [Length]

  public init(thickness: Length, colour: Colour = .black, dash: [Length] = []) {
    self.thickness = thickness
    self.colour = colour
    self.dash = dash
  }
}

/// A grey: 0 is black, 255 is white. Pages carry no other colour, so that whatever is red on a scan is ink.
public struct Colour: Hashable, Sendable {
  public var grey: UInt8

  public init(grey: UInt8) { self.grey = grey }

  public static let black = Colour(grey: 0)
  public static let white = Colour(grey: 255)
}

/// How text looks. `size` is the em's height.
public struct TextStyle: Hashable, Sendable {
  public enum Typeface: String, Hashable, Sendable, CaseIterable {
    /// 宋体: serif, for texts.
    case song
    /// 黑体: sans serif, for headings and labels.
    case hei
  }

  public var typeface: Typeface
  public var bold: Bool
  public var size: Length
  public var colour: Colour

  public init(_ typeface: Typeface = .song, bold: Bool = false, size: Length, colour: Colour = .black) {
    self.typeface = typeface
    self.bold = bold
    self.size = size
    self.colour = colour
  }
}

/// Text on one baseline. Each piece is shaped as a whole and begins at its own offset, so that justified and
/// squeezed lines stay one run for whoever reads the text.
public struct TextRun: Hashable, Sendable {
  public struct Piece: Hashable, Sendable {
    public var text: String
    /// From the run's origin.
    public var offset: Length

    public init(_ text: String, offset: Length) {
      self.text = text
      self.offset = offset
    }
  }

  /// Left end of the baseline.
  public var origin: Point
  public var style: TextStyle
  public var pieces: [Piece]

  public init(origin: Point, style: TextStyle, pieces: [Piece]) {
    self.origin = origin
    self.style = style
    self.pieces = pieces
  }
}

/// A place on a page that somebody looks for by name.
public struct NamedBox: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A printed value.
    case field
    /// Left open for handwriting.
    case blank
    case signature
    /// A seal of this class of the service's pack is expected here.
    case seal(sealClass: String)
    /// A box of a seal-capture template.
    case capture(sealClass: String)
    case pageCode
    case secondPageCode
    /// A filled square registration mark.
    case squareMark
    /// The filled disc that tells which way is up.
    case discMark
    case edgeMark
    /// Exactly 100 mm between its ends.
    case scaleBar
    /// Must stay as printed.
    case text
  }

  /// Unique on its page.
  public var name: String
  public var kind: Kind
  public var rectangle: Rectangle

  public init(_ name: String, _ kind: Kind, _ rectangle: Rectangle) {
    self.name = name
    self.kind = kind
    self.rectangle = rectangle
  }
}

/// Measures text for layout; the fonts live elsewhere.
public protocol TextMeasure {
  /// The advance of each grapheme of the text, in order, when shaped as one piece.
  /// - Throws: `MissingGlyph` for the first grapheme that no font draws.
  func advances(of text: String, in style: TextStyle) throws(MissingGlyph) -> [Length]

  /// How far the ink of ordinary text reaches above and below the baseline.
  func ascentAndDescent(of style: TextStyle) -> (ascent: Length, descent: Length)
}

/// A character that no installed font draws. Nothing may be printed that contains it.
public struct MissingGlyph: Error, Hashable, Sendable {
  public let grapheme: String

  public init(_ grapheme: String) { self.grapheme = grapheme }
}
