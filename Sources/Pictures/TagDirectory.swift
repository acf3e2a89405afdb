// The tags of a TIFF directory (TIFF 6.0, section 2): of a TIFF file, or of the EXIF block inside a JPEG.

/// Reads single numbers out of one image file directory; anything odd reads as nil.
struct TagDirectory {
  enum Tag: Int {
    case orientation = 0x0112
    case xResolution = 0x011A
    case resolutionUnit = 0x0128
  }

  private let bytes: ArraySlice<UInt8>
  private let bigEndian: Bool
  private var start = 0

  /// - Parameter page: counts from 0.
  init?(_ bytes: ArraySlice<UInt8>, page: Int = 0) {
    self.bytes = bytes
    bigEndian = bytes.first == 0x4D
    guard number(at: 2, size: 2) == 42, let first = number(at: 4, size: 4) else { return nil }
    start = first
    for _ in 0..<page {
      guard let count = number(at: start, size: 2), let next = number(at: start + 2 + count * 12, size: 4), next > 0
      else { return nil }
      start = next
    }
  }

  /// The EXIF orientation, 1…8.
  var orientation: Int? {
    guard let entry = entry(.orientation), let value = number(at: entry + 8, size: 2) else { return nil }
    return (1...8).contains(value) ? value : nil
  }

  /// Pixels per inch along a row.
  var dpi: Double? {
    guard let entry = entry(.xResolution), let place = number(at: entry + 8, size: 4),
      let numerator = number(at: place, size: 4), let denominator = number(at: place + 4, size: 4),
      numerator > 0, denominator > 0
    else { return nil }
    let unit = self.entry(.resolutionUnit).flatMap { number(at: $0 + 8, size: 2) } ?? 2
    guard unit == 2 || unit == 3 else { return nil }
    return Double(numerator) / Double(denominator) * (unit == 3 ? 2.54 : 1)
  }

  private func entry(_ tag: Tag) -> Int? {
    guard let count = number(at: start, size: 2) else { return nil }
    return (0..<count).lazy.map { start + 2 + $0 * 12 }.first { number(at: $0, size: 2) == tag.rawValue }
  }

  private func number(at place: Int, size: Int) -> Int? {
    guard place >= 0, place + size <= bytes.count else { return nil }
    let digits = bytes[(bytes.startIndex + place)..<(bytes.startIndex + place + size)]
    var value = 0
    for digit in bigEndian ? Array(digits) : digits.reversed() { value = value << 8 | Int(digit) }
    return value
  }
}
