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
    var size = 0
    guard png_image_write_to_memory(&image, nil, &size, 0, picture.pixels, 0, nil) != 0 else { throw .cannotEncode }
    var bytes = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(&image, &bytes, &size, 0, picture.pixels, 0, nil) != 0 else {
      throw .cannotEncode
    }
    guard let dpi = picture.dpi else { return bytes }
    return PNGChunks(bytes).withDensity(dpi: dpi)
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
