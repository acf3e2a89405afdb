// JPEG in and out through libjpeg-turbo, which needs no setjmp and stops at the first damaged byte.
internal import CTurboJPEG

public enum JPEG {
  static func decode(_ bytes: [UInt8], _ limits: PictureLimits) throws(PictureError) -> Picture {
    guard let decoder = tjInitDecompress() else { throw .unreadable }
    defer { tjDestroy(decoder) }
    var width: Int32 = 0
    var height: Int32 = 0
    var sampling: Int32 = 0
    var space: Int32 = 0
    guard tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space) == 0 else {
      throw .damaged
    }
    try limits.check(width: Int(width), height: Int(height))
    let header = JPEGHeader(bytes)
    let source = Source(decoder: decoder, bytes: bytes, width: Int(width), height: Int(height), dpi: header.dpi)
    return try source.picture(space: TJCS(UInt32(bitPattern: space))).turned(by: header.orientation)
  }

  /// - Parameters:
  ///   - quality: 1…100.
  ///   - dpi: written into the JFIF header; the picture's own when nil.
  public static func encode(
    _ picture: Picture, quality: Int = 90, dpi: Double? = nil
  ) throws(PictureError) -> [UInt8] {
    guard picture.channels != .colourAndAlpha, let encoder = tjInitCompress() else { throw .cannotEncode }
    defer { tjDestroy(encoder) }
    let grey = picture.channels == .grey
    var buffer: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    // Full chroma: a red seal's edge is what will be measured.
    let status = tjCompress2(
      encoder, picture.pixels, Int32(picture.width), 0, Int32(picture.height),
      Int32((grey ? TJPF_GRAY : TJPF_RGB).rawValue), &buffer, &size,
      Int32((grey ? TJSAMP_GRAY : TJSAMP_444).rawValue), Int32(quality), 0)
    defer { tjFree(buffer) }
    guard status == 0, let buffer else { throw .cannotEncode }
    var bytes = Array(UnsafeBufferPointer(start: buffer, count: Int(size)))
    if let dpi = dpi ?? picture.dpi { setDensity(Int(dpi + 0.5), in: &bytes) }
    return bytes
  }

  /// The encoder always begins with a JFIF segment: unit at byte 13, densities after it (JFIF 1.02, page 5).
  private static func setDensity(_ dpi: Int, in bytes: inout [UInt8]) {
    guard bytes.count > 18, bytes[3] == 0xE0, (1...65535).contains(dpi) else { return }
    bytes[13] = 1
    for place in [14, 16] {
      bytes[place] = UInt8(dpi >> 8)
      bytes[place + 1] = UInt8(dpi & 255)
    }
  }
}

private struct Source {
  let decoder: tjhandle
  let bytes: [UInt8]
  let width: Int
  let height: Int
  let dpi: Double?

  func picture(space: TJCS) throws(PictureError) -> Picture {
    switch space {
    case TJCS_GRAY: Picture(try pixels(TJPF_GRAY, 1), .grey, self)
    case TJCS_CMYK, TJCS_YCCK: Picture(colour(fromInverted: try pixels(TJPF_CMYK, 4)), .colour, self)
    default: Picture(try pixels(TJPF_RGB, 3), .colour, self)
    }
  }

  private func pixels(_ format: TJPF, _ channels: Int) throws(PictureError) -> [UInt8] {
    let count = width * height * channels
    var isWhole = false
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { pixels, filled in
      isWhole = isDecoded(into: pixels.baseAddress!, format)
      filled = isWhole ? count : 0
    }
    guard isWhole else { throw .damaged }
    return pixels
  }

  private func isDecoded(into pixels: UnsafeMutablePointer<UInt8>, _ format: TJPF) -> Bool {
    if decode(into: pixels, format, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) == 0 { return true }
    // Some phones write harmless oddities (“Invalid SOS parameters”); those are read again without stopping.
    guard tjGetErrorCode(decoder) == TJERR_WARNING.rawValue, !complaint.tellsOfDamage else { return false }
    _ = decode(into: pixels, format, TJFLAG_LIMITSCANS)
    return tjGetErrorCode(decoder) == TJERR_WARNING.rawValue && !complaint.tellsOfDamage
  }

  private func decode(into pixels: UnsafeMutablePointer<UInt8>, _ format: TJPF, _ flags: Int32) -> Int32 {
    tjDecompress2(
      decoder, bytes, UInt(bytes.count), pixels, Int32(width), 0, Int32(height), Int32(format.rawValue), flags)
  }

  private var complaint: String { tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "" }

  /// Print shops' files hold CMYK inverted, as Adobe writes it.
  private func colour(fromInverted inks: [UInt8]) -> [UInt8] {
    var colour = [UInt8]()
    colour.reserveCapacity(width * height * 3)
    for place in stride(from: 0, to: inks.count, by: 4) {
      let light = Int(inks[place + 3])
      for ink in 0..<3 { colour.append(UInt8(Int(inks[place + ink]) * light / 255)) }
    }
    return colour
  }
}

extension Picture {
  fileprivate init(_ pixels: [UInt8], _ channels: Channels, _ source: Source) {
    self.init(width: source.width, height: source.height, channels: channels, pixels: pixels, dpi: source.dpi)
  }
}

extension String {
  fileprivate var tellsOfDamage: Bool { contains("Premature end") || contains("Corrupt JPEG data") }
}
