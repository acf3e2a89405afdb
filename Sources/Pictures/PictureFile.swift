// A picture file opened: JPEG, PNG, TIFF or a scanner's PDF, judged by content and limits before a pixel is decoded.

public enum PictureFile {
  /// How many pictures a file holds; 1 for JPEG and PNG.
  /// - Throws: what `decode` throws before decoding.
  public static func pages(in bytes: [UInt8], limits: PictureLimits) throws(PictureError) -> Int {
    switch try accepted(bytes, limits) {
    case .tiff: return try TIFFFile(bytes, limits).pages
    case .pdf: return try PDFScan(bytes, limits).pages
    default: return 1
    }
  }

  /// One page's pixels, turned upright as its EXIF orientation says.
  /// - Parameter page: counts from 0.
  /// - Throws: `PictureError` when the file is no picture, breaks a limit or is damaged.
  public static func decode(
    _ bytes: [UInt8], page: Int = 0, limits: PictureLimits
  ) throws(PictureError) -> Picture {
    let format = try accepted(bytes, limits)
    if format == .tiff { return try TIFFFile(bytes, limits).decode(page: page) }
    if format == .pdf { return try PDFScan(bytes, limits).decode(page: page) }
    guard page == 0 else { throw .noSuchPage(page + 1) }
    return format == .jpeg ? try JPEG.decode(bytes, limits) : try PNG.decode(bytes, limits)
  }

  private static func accepted(_ bytes: [UInt8], _ limits: PictureLimits) throws(PictureError) -> PictureFormat {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= limits.bytes else { throw .tooManyBytes(bytes.count, most: limits.bytes) }
    guard let format = PictureFormat(sniffing: bytes) else { throw .unknownFormat }
    guard [.jpeg, .png, .tiff, .pdf].contains(format) else { throw .notAccepted(format) }
    return format
  }
}
