// Pictures of grey dots, such as a service's sign, embedded as they are.

/// A picture of grey dots: no colour, so that whatever is red on a scan is ink, and no transparency.
public struct GreyPicture: Hashable, Sendable {
  /// In dots.
  public let width: Int
  public let height: Int
  /// Row by row from the top left; 0 is black, 255 is white.
  public let dots: [UInt8]

  /// Nil when there are no dots, or not as many as the sides say.
  public init?(width: Int, height: Int, dots: [UInt8]) {
    guard width > 0, height > 0, dots.count == width * height else { return nil }
    self.width = width
    self.height = height
    self.dots = dots
  }
}

/// A picture in its place in the content, as high as its width and its dots ask.
public struct PictureBox: Hashable, Sendable {
  public var picture: GreyPicture
  public var width: Length
  /// The words that stand for it.
  public var alternative: String
  public var alignment: Paragraph.Alignment

  public init(
    _ picture: GreyPicture, width: Length, alternative: String, alignment: Paragraph.Alignment = .centre
  ) {
    self.picture = picture
    self.width = width
    self.alternative = alternative
    self.alignment = alignment
  }

  var size: Size { Size(width: width, height: width * picture.height / picture.width) }
}

/// A part that is cut out along its edges: blocks in a frame of true size, with crop marks outside its corners.
public struct CutOut: Hashable, Sendable {
  public var size: Size
  public var blocks: [Block]
  /// Kept free inside the edges.
  public var margin: Length

  public init(size: Size, blocks: [Block], margin: Length) {
    self.size = size
    self.blocks = blocks
    self.margin = margin
  }
}
