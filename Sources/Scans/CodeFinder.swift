// Finds the page codes on a scan: two decoders at several scales, red channel first, because no decoder reads all.
internal import CZBar
internal import CZXing
package import Pictures

/// How codes are looked for, as the thresholds have it.
package struct CodeSearch: Hashable, Sendable {
  /// Pixels of a page's longer side from where on it is tried at half the size first, and below which it is doubled.
  package var halvedFrom: Int
  package var doubledBelow: Int
  /// The percentages of a page's pixels that are black, and not white, once its contrast is stretched.
  package var dark: Int
  package var light: Int

  fileprivate func stretched(_ plane: Picture) -> Picture {
    plane.stretched(dark: Double(dark) / 100, light: Double(light) / 100)
  }
}

package enum CodeFinder {
  /// Our page codes on the scan; without any, whatever other codes were seen.
  package static func codes(in picture: Picture, _ search: CodeSearch) -> [FoundCode] {
    // A page has two codes. Where both are read at half the size, as on most good scans, three quarters of the work is
    // saved.
    let early = max(picture.width, picture.height) >= search.halvedFrom ? coarse(picture, alsoSmaller: false) : []
    let both = early.filter { $0.pageCode != nil }
    if both.count >= 2 { return both }
    var others: [FoundCode] = []
    for attempt in attempts(picture, search) {
      let found = attempt()
      let ours = found.filter { $0.pageCode != nil }
      if !ours.isEmpty { return ours }
      others += found
    }
    return others
  }

  private static func coarse(_ picture: Picture, alsoSmaller: Bool) -> [FoundCode] {
    zxing(picture.redHalved, alsoSmaller: alsoSmaller).map { $0.scaled(by: 2) }
  }

  private static func attempts(_ picture: Picture, _ search: CodeSearch) -> [() -> [FoundCode]] {
    let red = picture.red
    let small = max(red.width, red.height) < search.doubledBelow
    return [
      { zxing(red) },
      { coarse(picture, alsoSmaller: true) },
      { zbar(red) },
      { zxing(search.stretched(red)) },
      { small ? zxing(search.stretched(red).doubled).map { $0.scaled(by: 0.5) } : [] },
      { small ? zbar(search.stretched(red).doubled).map { $0.scaled(by: 0.5) } : [] },
      { picture.channels == .grey ? [] : zbar(picture.luma) },
    ]
  }

  /// Room for what one page may carry: its own two codes and those of stamps and stickers, and their texts.
  private static let room = (codes: 8, text: 1 << 16)

  /// - Parameter alsoSmaller: a third of the size is tried too, and so on.
  package static func zxing(_ plane: Picture, alsoSmaller: Bool = true) -> [FoundCode] {
    var codes = [zxing_code](repeating: zxing_code(), count: room.codes)
    var texts = [UInt8](repeating: 0, count: room.text)
    let count = zxing_read(
      plane.pixels, Int32(plane.width), Int32(plane.height), Int32(plane.width), alsoSmaller ? 1 : 0, &codes,
      Int32(codes.count), &texts, Int32(texts.count))
    return codes.prefix(max(0, Int(count))).map { FoundCode($0, among: texts) }
  }

  package static func zbar(_ plane: Picture) -> [FoundCode] {
    guard let scanner = zbar_image_scanner_create(), let image = zbar_image_create() else { return [] }
    defer {
      zbar_image_destroy(image)
      zbar_image_scanner_destroy(scanner)
    }
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
    let eightBitGrey: UInt = 0x3030_3859  // “Y800”
    zbar_image_set_format(image, eightBitGrey)
    zbar_image_set_size(image, UInt32(plane.width), UInt32(plane.height))
    return plane.pixels.withUnsafeBytes { pixels in
      zbar_image_set_data(image, pixels.baseAddress, UInt(pixels.count), nil)
      guard zbar_scan_image(scanner, image) > 0 else { return [] }
      return symbols(of: image)
    }
  }

  private static func symbols(of image: OpaquePointer) -> [FoundCode] {
    var found: [FoundCode] = []
    var symbol = zbar_image_first_symbol(image)
    while let present = symbol {
      if let code = FoundCode(present) { found.append(code) }
      symbol = zbar_symbol_next(present)
    }
    return found
  }
}

extension FoundCode {
  fileprivate init(_ code: zxing_code, among texts: [UInt8]) {
    let corners = [
      Place2D(Double(code.x.0), Double(code.y.0)), Place2D(Double(code.x.1), Double(code.y.1)),
      Place2D(Double(code.x.2), Double(code.y.2)), Place2D(Double(code.x.3), Double(code.y.3)),
    ]
    let text = texts[Int(code.start)..<Int(code.start + code.length)]
    self.init(text: String(decoding: text, as: UTF8.self), corners: corners)
  }

  /// zbar tells the corners counter-clockwise.
  fileprivate init?(_ symbol: OpaquePointer) {
    guard zbar_symbol_get_loc_size(symbol) == 4, let text = zbar_symbol_get_data(symbol) else { return nil }
    let corners = [0, 3, 2, 1].map { (corner: UInt32) in
      Place2D(Double(zbar_symbol_get_loc_x(symbol, corner)), Double(zbar_symbol_get_loc_y(symbol, corner)))
    }
    self.init(text: String(cString: text), corners: corners)
  }
}
