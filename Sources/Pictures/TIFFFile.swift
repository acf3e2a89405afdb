// TIFF in through libtiff, read from memory.
internal import CTIFF

final class TIFFFile {
  private let source: TIFFSource
  private let file: OpaquePointer
  private let limits: PictureLimits

  init(_ bytes: [UInt8], _ limits: PictureLimits) throws(PictureError) {
    TIFFSetErrorHandler(nil)
    TIFFSetWarningHandler(nil)
    source = TIFFSource(bytes)
    self.limits = limits
    guard let options = TIFFOpenOptionsAlloc() else { throw .unreadable }
    defer { TIFFOpenOptionsFree(options) }
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, tmsize_t(limits.pixels * 4))
    guard let file = source.open(options) else { throw .damaged }
    self.file = file
  }

  deinit { TIFFClose(file) }

  /// How many pictures the file chains together.
  var pages: Int {
    get throws(PictureError) {
      let count = Int(TIFFNumberOfDirectories(file))
      guard count <= limits.pages else { throw .tooManyPages(count, most: limits.pages) }
      return max(count, 1)
    }
  }

  /// - Parameter page: counts from 0.
  func decode(page: Int) throws(PictureError) -> Picture {
    guard page < limits.pages, TIFFSetDirectory(file, tdir_t(page)) != 0 else { throw .noSuchPage(page + 1) }
    let (width, height) = try size()
    try limits.check(width: width, height: height)
    var raster = [UInt32](repeating: 0, count: width * height)
    let status = TIFFReadRGBAImageOriented(
      file, UInt32(width), UInt32(height), &raster, Int32(ORIENTATION_TOPLEFT), 1)
    guard status == 1 else { throw .damaged }
    let tags = TagDirectory(source.bytes[...], page: page)
    let picture = Picture(width: width, height: height, channels: .colour, dpi: tags?.dpi) { pixels in
      for (place, packed) in raster.enumerated() {
        // Bytes in memory order are red, green, blue, opacity (TIFFReadRGBAImage(3)).
        pixels[place * 3] = UInt8(truncatingIfNeeded: packed)
        pixels[place * 3 + 1] = UInt8(truncatingIfNeeded: packed >> 8)
        pixels[place * 3 + 2] = UInt8(truncatingIfNeeded: packed >> 16)
      }
    }
    // libtiff mirrors as asked but never transposes: 5…8 come out as 1…4 lying on their side.
    return picture.turned(by: (tags?.orientation ?? 1) >= 5 ? 5 : 1)
  }

  private func size() throws(PictureError) -> (width: Int, height: Int) {
    var image = TIFFRGBAImage()
    var reason = [CChar](repeating: 0, count: 1024)
    guard TIFFRGBAImageBegin(&image, file, 1, &reason) == 1 else { throw .unreadable }
    defer { TIFFRGBAImageEnd(&image) }
    return (Int(image.width), Int(image.height))
  }
}

/// The bytes and the place libtiff reads at.
private final class TIFFSource {
  let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func open(_ options: OpaquePointer) -> OpaquePointer? {
    TIFFClientOpenExt(
      "upload", "rm", Unmanaged.passUnretained(self).toOpaque(),
      { TIFFSource.at($0).read($1, $2) }, { _, _, _ in -1 }, { TIFFSource.at($0).seek($1, $2) }, { _ in 0 },
      { toff_t(TIFFSource.at($0).bytes.count) }, { _, _, _ in 0 }, { _, _, _ in }, options)
  }

  private static func at(_ handle: thandle_t?) -> TIFFSource {
    Unmanaged<TIFFSource>.fromOpaque(handle!).takeUnretainedValue()
  }

  private func read(_ buffer: UnsafeMutableRawPointer?, _ size: tmsize_t) -> tmsize_t {
    guard let buffer, size > 0, place < bytes.count else { return 0 }
    let count = min(Int(size), bytes.count - place)
    bytes.withUnsafeBytes { buffer.copyMemory(from: $0.baseAddress! + place, byteCount: count) }
    place += count
    return tmsize_t(count)
  }

  private func seek(_ offset: toff_t, _ whence: Int32) -> toff_t {
    let start = whence == 1 ? place : whence == 2 ? bytes.count : 0
    let target = start.addingReportingOverflow(Int(truncatingIfNeeded: offset))
    guard !target.overflow, target.partialValue >= 0 else { return toff_t.max }
    place = target.partialValue
    return toff_t(place)
  }
}
