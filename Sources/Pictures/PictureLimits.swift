// How much a picture may ask for before anything is decoded.

/// Limits checked against a file's headers, so that a claim of 65,500 × 65,500 costs nothing.
public struct PictureLimits: Hashable, Sendable {
  public var bytes: Int
  public var pages: Int
  /// Pixels of one page.
  public var pixels: Int
  /// Pixels of the longer side.
  public var side: Int

  public init(bytes: Int, pages: Int, pixels: Int, side: Int) {
    self.bytes = bytes
    self.pages = pages
    self.pixels = pixels
    self.side = side
  }

  func check(width: Int, height: Int) throws(PictureError) {
    guard width > 0, height > 0 else { throw .damaged }
    guard width <= side, height <= side, width * height <= pixels else {
      throw .tooManyPixels(width: width, height: height, most: pixels)
    }
  }
}
