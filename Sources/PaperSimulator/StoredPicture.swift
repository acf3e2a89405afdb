// A simulated picture as a file: a camera's turn is written into EXIF and the pixels lie as the camera held them.
public import Pictures

public enum StoredPicture {
  /// - Throws: `PictureError.cannotEncode`.
  public static func jpeg(_ picture: Picture, _ scan: ScanModel) throws(PictureError) -> [UInt8] {
    guard (2...8).contains(scan.orientation) else { return try JPEG.encode(picture, quality: scan.quality) }
    // Turning 5 and 7 back is what they do themselves, as 2, 3 and 4 do; 6 and 8 undo each other.
    let back = [6: 8, 8: 6][scan.orientation] ?? scan.orientation
    let bytes = try JPEG.encode(picture.turned(by: back), quality: scan.quality)
    return Array(bytes[..<2]) + exif(scan.orientation) + bytes[2...]
  }

  /// An APP1 segment with one tag (EXIF 2.3, 4.5.4 and 4.6.4).
  private static func exif(_ orientation: Int) -> [UInt8] {
    let directory: [UInt8] = [
      0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0,
    ]
    let body = Array("Exif\0\0".utf8) + directory
    return [0xFF, 0xE1, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
  }
}
