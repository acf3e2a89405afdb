// PNG in and out through libpng's simplified interface, which keeps its setjmp to itself.
internal import CPNG

public enum PNG {
  static func decode(_ bytes: [UInt8], _ limits: PictureLimits) throws(PictureError) -> Picture {
    try decode(bytes, limits, keepsAlpha: false)
  }

  /// Reads a PNG with its transparency, such as a seal's picture.
  public static func decodeWithAlpha(_ bytes: [UInt8], limits: PictureLimits) throws(PictureError) -> Picture {
    try decode(bytes, limits, keepsAlpha: true)
  }

  private static func decode(
    _ bytes: [UInt8], _ limits: PictureLimits, keepsAlpha: Bool
  ) throws(PictureError) -> Picture {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else { throw .damaged }
    try limits.check(width: Int(image.width), height: Int(image.height))
    let grey = image.format & PNG_FORMAT_FLAG_COLOR == 0
    let channels: Picture.Channels = keepsAlpha ? .colourAndAlpha : grey ? .grey : .colour
    image.format = channels.format
    var white = png_color(red: 255, green: 255, blue: 255)
    var pixels = [UInt8](repeating: 0, count: Int(image.width) * Int(image.height) * channels.rawValue)
    let width = Int(image.width)
    let height = Int(image.height)
    guard png_image_finish_read(&image, &white, &pixels, 0, nil) != 0 else { throw .damaged }
    return Picture(width: width, height: height, channels: channels, pixels: pixels, dpi: PNGChunks(bytes).dpi)
  }

  public static func encode(_ picture: Picture) throws(PictureError) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(picture.width)
    image.height = UInt32(picture.height)
    image.format = picture.channels.format
    defer { png_image_free(&image) }
    // Asking for the size would pack the picture once more.
    var size = Self.mostBytes(picture)
    var bytes = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(&image, &bytes, &size, 0, picture.pixels, 0, nil) != 0 else {
      throw .cannotEncode
    }
    bytes.removeLast(bytes.count - size)
    guard let dpi = picture.dpi else { return bytes }
    return PNGChunks(bytes).withDensity(dpi: dpi)
  }

  /// What a picture takes that cannot be packed: its rows with a byte for the filter each, and what zlib and PNG add.
  private static func mostBytes(_ picture: Picture) -> Int {
    let rows = picture.height * (picture.bytesPerRow + 1)
    return rows + rows / 1000 + 12 * (rows / 8192 + 2) + 4096
  }
}

extension Picture.Channels {
  fileprivate var format: UInt32 {
    switch self {
    case .grey: 0
    case .colour: UInt32(PNG_FORMAT_FLAG_COLOR)
    case .colourAndAlpha: UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
    }
  }
}
