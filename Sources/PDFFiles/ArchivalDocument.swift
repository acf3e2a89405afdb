// What an archival file is made from: layers that were drawn, and what readers are told of them.

/// A document drawn in two layers: the form, which many documents share, and over it what it is filled with.
public struct ArchivalDocument: Sendable {
  public enum Layer: Hashable, Sendable { case form, filling }

  public struct Page: Hashable, Sendable {
    /// In points of 1/72 inch.
    public var width: Double
    public var height: Double
    /// How many marked contents each layer has on it.
    public var formMarks: Int
    public var fillingMarks: Int

    public init(width: Double, height: Double, formMarks: Int, fillingMarks: Int) {
      self.width = width
      self.height = height
      self.formMarks = formMarks
      self.fillingMarks = fillingMarks
    }
  }

  public var description: ArchivalDescription
  public var pages: [Page]
  /// A shared layer.
  public var form: DrawnLayer
  public var filling: DrawnLayer
  /// In reading order.
  public var structure: [StructureElement]
  public var bookmarks: [Bookmark]

  public init(
    description: ArchivalDescription, pages: [Page], form: DrawnLayer, filling: DrawnLayer,
    structure: [StructureElement], bookmarks: [Bookmark]
  ) {
    self.description = description
    self.pages = pages
    self.form = form
    self.filling = filling
    self.structure = structure
    self.bookmarks = bookmarks
  }
}

/// A part of a document as a screen reader knows it (ISO 32000-1, 14.7.2).
public struct StructureElement: Hashable, Sendable {
  public enum Child: Hashable, Sendable {
    case element(StructureElement)
    /// The marked content with this number among those of its layer on its page, from 0.
    case content(page: Int, ArchivalDocument.Layer, mark: Int)
  }

  public enum Scope: String, Hashable, Sendable {
    case row = "Row"
    case column = "Column"
  }

  /// A standard structure type (14.8.4), such as `P`.
  public var type: String
  /// The words that stand for a figure.
  public var alternative: String?
  /// Of a table that a cell takes (14.8.5.7).
  public var columns = 1
  public var rows = 1
  /// Of a header cell: what it speaks of (14.8.5.7).
  public var scope: Scope?
  public var children: [Child]

  public init(_ type: String, alternative: String? = nil, children: [Child] = []) {
    self.type = type
    self.alternative = alternative
    self.children = children
  }
}

/// A heading that readers can jump to.
public struct Bookmark: Hashable, Sendable {
  public var title: String
  /// 1 for the highest.
  public var level: Int
  /// From 0.
  public var page: Int
  /// Of the heading's top, in points from the page's lower edge.
  public var top: Double

  public init(_ title: String, level: Int, page: Int, top: Double) {
    self.title = title
    self.level = level
    self.page = page
    self.top = top
  }
}

/// What an archival file says about itself, in Info and XMP alike.
public struct ArchivalDescription: Hashable, Sendable {
  public var title: String
  public var subject: String
  public var creator: String
  /// UTC, such as `2000-01-01T00:00:00Z`.
  public var created: String

  public init(title: String, subject: String, creator: String, created: String) {
    self.title = title
    self.subject = subject
    self.creator = creator
    self.created = created
  }
}
