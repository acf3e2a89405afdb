// One scanner in use: set up, and its pages read one after the other.
internal import CSANE
internal import Glibc
public import Pictures

/// A scanner that this program holds; leaving scope lets it go.
public final class OpenScanner {
  public enum Source: String, CaseIterable, Sendable { case flatbed, feeder }

  private let service: ScannerService
  private let handle: SANE_Handle
  /// Reads that give nothing, a hundredth of a second each: a minute.
  private static let mostEmptyReads = 6000
  /// What a page may have at most: A4 at 600 dpi.
  private static let mostBytes = 35_000_000 * 3

  init(_ service: ScannerService, _ handle: SANE_Handle) {
    self.service = service
    self.handle = handle
  }

  deinit { sane_close(handle) }

  /// Colour, so many dots per inch, and the whole A4 page where the scanner can tell.
  /// - Parameter source: nil for what the scanner uses by itself.
  public func setUp(dotsPerInch: Int, source: Source? = nil) throws(ScannerError) {
    if let source { try choose(source) }
    try set("mode", word: "Color")
    try set("depth", number: 8, isNeeded: false)
    try set("resolution", number: Double(dotsPerInch))
    // Where glass and feeder are larger than the page, only the page is wanted.
    for (option, end) in [("tl-x", 0.0), ("tl-y", 0), ("br-x", 210), ("br-y", 297)] {
      try set(option, number: end, isNeeded: false)
    }
  }

  /// Reads pages until the feeder is empty; from a flatbed just one.
  /// - Parameter page: receives each page with its number, from 1; false ends the run.
  /// - Throws: `feederEmpty` only when there was not even a first page.
  public func scan(from source: Source, dotsPerInch: Int, page: (Picture, Int) throws -> Bool) throws {
    defer { sane_cancel(handle) }
    for number in 1... {
      let status = sane_start(handle)
      if status == SANE_STATUS_NO_DOCS && number > 1 { return }
      try check(status)
      let picture = try settled { () throws(ScannerError) in try read(dotsPerInch) }
      guard try page(picture, number), source == .feeder else { return }
    }
  }

  /// Some drivers begin reading in a thread of their own and lock up when they are cancelled in that very moment.
  private func settled(_ read: () throws(ScannerError) -> Picture) throws(ScannerError) -> Picture {
    do throws(ScannerError) { return try read() } catch {
      usleep(300_000)
      throw error
    }
  }

  // MARK: Reading

  private func read(_ dotsPerInch: Int) throws(ScannerError) -> Picture {
    var about = SANE_Parameters()
    try check(sane_get_parameters(handle, &about))
    let channels: Picture.Channels? =
      about.format == SANE_FRAME_RGB ? .colour : about.format == SANE_FRAME_GRAY ? .grey : nil
    guard about.depth == 8, let channels, about.pixels_per_line > 0 else { throw .cannot("depth=8") }
    let bytes = try readAll()
    let (width, row) = (Int(about.pixels_per_line), Int(about.bytes_per_line))
    // A scanner that pulls paper through does not know its length beforehand.
    let height = bytes.count / max(1, row)
    guard height > 0, row >= width * channels.rawValue else { throw .lost }
    return Picture(
      width: width, height: height, channels: channels, dpi: Double(dotsPerInch)
    ) { pixels in
      for y in 0..<height {
        for x in 0..<(width * channels.rawValue) { pixels[y * width * channels.rawValue + x] = bytes[y * row + x] }
      }
    }
  }

  private func readAll() throws(ScannerError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    var empty = 0
    while true {
      var count: SANE_Int = 0
      let status = sane_read(handle, &buffer, SANE_Int(buffer.count), &count)
      if status == SANE_STATUS_EOF { return bytes }
      try check(status)
      // Some drivers say that all is well and give nothing: they may be warming up.
      empty = count == 0 ? empty + 1 : 0
      guard empty < Self.mostEmptyReads else { throw .lost }
      if count == 0 { usleep(10_000) }
      guard bytes.count + Int(count) <= Self.mostBytes else { throw .cannot("A4") }
      bytes.append(contentsOf: buffer[..<Int(count)])
    }
  }

  // MARK: Options

  /// By SANE's word for it, which differs from maker to maker.
  private func choose(_ source: Source) throws(ScannerError) {
    let words = source == .flatbed ? ["Flatbed"] : ["ADF", "Automatic Document Feeder", "ADF Front", "ADF Simplex"]
    guard let place = place(of: "source") else {
      if source == .flatbed { return }
      throw .cannot("source=\(source.rawValue)")
    }
    guard let word = words.first(where: { choices(place).contains($0) }) else {
      throw .cannot("source=\(source.rawValue)")
    }
    try set("source", word: word)
  }

  private func place(of name: String) -> SANE_Int? {
    for place in 1..<SANE_Int(200) {
      guard let option = sane_get_option_descriptor(handle, place) else { return nil }
      if let word = option.pointee.name, String(cString: word) == name { return place }
    }
    return nil
  }

  private func choices(_ place: SANE_Int) -> [String] {
    guard let option = sane_get_option_descriptor(handle, place),
      option.pointee.constraint_type == SANE_CONSTRAINT_STRING_LIST, var word = option.pointee.constraint.string_list
    else { return [] }
    var words: [String] = []
    while let text = word.pointee {
      words.append(String(cString: text))
      word = word.advanced(by: 1)
    }
    return words
  }

  private func set(_ name: String, word: String) throws(ScannerError) {
    guard let place = place(of: name), let option = sane_get_option_descriptor(handle, place) else {
      throw .cannot("\(name)=\(word)")
    }
    var bytes = Array(word.utf8) + [0]
    let size = max(bytes.count, Int(option.pointee.size))
    bytes += [UInt8](repeating: 0, count: size - bytes.count)
    let status = bytes.withUnsafeMutableBytes {
      sane_control_option(handle, place, SANE_ACTION_SET_VALUE, $0.baseAddress, nil)
    }
    guard status == SANE_STATUS_GOOD else { throw .cannot("\(name)=\(word)") }
  }

  private func set(_ name: String, number: Double, isNeeded: Bool = true) throws(ScannerError) {
    guard let place = place(of: name), let option = sane_get_option_descriptor(handle, place),
      option.pointee.cap & SANE_Int(SANE_CAP_SOFT_SELECT) != 0
    else {
      if isNeeded { throw .cannot("\(name)=\(number)") }
      return
    }
    var value: SANE_Word =
      option.pointee.type == SANE_TYPE_FIXED
      ? SANE_Word(number * Double(1 << SANE_FIXED_SCALE_SHIFT)) : SANE_Word(number)
    let status = sane_control_option(handle, place, SANE_ACTION_SET_VALUE, &value, nil)
    guard status == SANE_STATUS_GOOD || !isNeeded else { throw .cannot("\(name)=\(number)") }
  }
}
