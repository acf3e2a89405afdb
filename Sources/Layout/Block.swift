// The parts a page is built from, each as wide as the place it stands in and as high as it needs.

public indirect enum Block: Hashable, Sendable {
  case paragraph(Paragraph)
  case table(Table)
  case columns(Columns)
  case space(Length)
  /// Takes what the page leaves over; several on a page share it evenly.
  case fill
  case rule(Stroke)
  case signature(SignatureBox)
  case seal(SealBox)
  case capture(CaptureBox)
  case scaleBar(ScaleBar)
  case drawing(Drawing)
  case picture(PictureBox)
  case cut(CutOut)
  case pageBreak
}

/// A width that is given in millimetres or shares what is left by weight.
public enum Width: Hashable, Sendable {
  case fixed(Length)
  case flexible(Int)
}

/// Blocks side by side.
public struct Columns: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var width: Width
    public var blocks: [Block]

    public init(_ width: Width, _ blocks: [Block]) {
      self.width = width
      self.blocks = blocks
    }
  }

  public var columns: [Column]
  public var gap: Length
  public var vertical: VerticalAlignment

  public init(_ columns: [Column], gap: Length, vertical: VerticalAlignment = .top) {
    self.columns = columns
    self.gap = gap
    self.vertical = vertical
  }
}

public enum VerticalAlignment: String, Hashable, Sendable, CaseIterable { case top, middle, bottom }

/// Words, and beside them a line to sign on.
public struct SignatureBox: Hashable, Sendable {
  public var name: String
  public var label: Paragraph
  /// The place to sign in; its lower edge is drawn. A width of nil takes all that is left beside the label.
  public var width: Length?
  public var height: Length

  public init(name: String, label: Paragraph, width: Length?, height: Length) {
    self.name = name
    self.label = label
    self.width = width
    self.height = height
  }
}

/// The outline of a seal in true size.
public enum SealShape: Hashable, Sendable {
  case circle(diameter: Length)
  case ellipse(Size)
  case rectangle(Size)

  public var size: Size {
    switch self {
    case .circle(let diameter): Size(width: diameter, height: diameter)
    case .ellipse(let size), .rectangle(let size): size
    }
  }
}

/// A place for a seal: its outline in light grey dashes at true size, and words inside it.
public struct SealBox: Hashable, Sendable {
  public var name: String
  public var sealClass: String
  public var shape: SealShape
  public var caption: Paragraph
  /// Kept free around the outline.
  public var margin: Length

  public init(name: String, sealClass: String, shape: SealShape, caption: Paragraph, margin: Length) {
    self.name = name
    self.sealClass = sealClass
    self.shape = shape
    self.caption = caption
    self.margin = margin
  }
}

/// A frame of a seal-capture sheet: the seal goes into its middle, where a thin grey outline shows the true size.
public struct CaptureBox: Hashable, Sendable {
  public var name: String
  public var sealClass: String
  public var shape: SealShape
  /// Of the frame; 70 mm at least, so that a 58 mm seal has room to be off its place.
  public var size: Size
  public var caption: Paragraph

  public init(name: String, sealClass: String, shape: SealShape, size: Size, caption: Paragraph) {
    self.name = name
    self.sealClass = sealClass
    self.shape = shape
    self.size = size
    self.caption = caption
  }
}

/// A ruler of exactly 100 mm, by which a person and a scan see at what scale a page was printed.
public struct ScaleBar: Hashable, Sendable {
  public enum Direction: String, Hashable, Sendable, CaseIterable { case across, down }

  public static let length = Length.mm(100)

  public var name: String
  public var direction: Direction
  public var style: TextStyle

  public init(name: String, direction: Direction, style: TextStyle) {
    self.name = name
    self.direction = direction
    self.style = style
  }
}

/// A small picture of lines, circles and boxes, with the words that stand for it.
public struct Drawing: Hashable, Sendable {
  public var size: Size
  /// Placed from the picture's top left corner.
  public var items: [Item]
  public var alternative: String
  public var alignment: Paragraph.Alignment

  public init(size: Size, items: [Item], alternative: String, alignment: Paragraph.Alignment = .centre) {
    self.size = size
    self.items = items
    self.alternative = alternative
    self.alignment = alignment
  }
}
