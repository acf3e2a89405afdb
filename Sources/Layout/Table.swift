// Tables: columns fixed in millimetres or flexible, rows as high as their cells need, cells over several of both.

public struct Table: Hashable, Sendable {
  public var columns: [Width]
  public var rows: [Row]
  public var rules: Rules
  /// With a number the table may run over several pages, and so many rows from its top stand on each of them again;
  /// nil keeps it in one piece.
  public var header: Int?

  public init(columns: [Width], rows: [Row], rules: Rules = Rules(), header: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.rules = rules
    self.header = header
  }

  /// The lines around and inside a table; a thickness of zero draws none.
  public struct Rules: Hashable, Sendable {
    public var outer: Length
    public var inner: Length
    public var colour: Colour

    public init(outer: Length = .mm(0.4), inner: Length = .mm(0.15), colour: Colour = .black) {
      self.outer = outer
      self.inner = inner
      self.colour = colour
    }
  }

  public struct Row: Hashable, Sendable {
    public var minimumHeight: Length
    public var cells: [Cell]

    public init(minimumHeight: Length, cells: [Cell]) {
      self.minimumHeight = minimumHeight
      self.cells = cells
    }
  }

  public struct Cell: Hashable, Sendable {
    /// How many columns it stretches over.
    public var across: Int
    /// How many rows it stretches over.
    public var down: Int
    public var blocks: [Block]
    public var vertical: VerticalAlignment
    public var padding: Padding
    public var isHeader: Bool
    public var shade: Colour?
    /// With a name, the whole cell is a place left open for handwriting.
    public var blank: String?

    public init(
      across: Int = 1, down: Int = 1, _ blocks: [Block], vertical: VerticalAlignment = .middle,
      padding: Padding = Padding(), isHeader: Bool = false, shade: Colour? = nil, blank: String? = nil
    ) {
      self.across = across
      self.down = down
      self.blocks = blocks
      self.vertical = vertical
      self.padding = padding
      self.isHeader = isHeader
      self.shade = shade
      self.blank = blank
    }
  }

  public struct Padding: Hashable, Sendable {
    public var horizontal: Length
    public var vertical: Length

    public init(horizontal: Length = .mm(1.6), vertical: Length = .mm(1.2)) {
      self.horizontal = horizontal
      self.vertical = vertical
    }
  }
}
