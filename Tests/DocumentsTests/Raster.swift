// A page as poppler rasterises it: what a printer would put on paper.
import Foundation

/// Grey pixels, 0 is black.
struct Raster {
  let width: Int
  let height: Int
  let dpi: Int
  private let pixels: [UInt8]

  /// Draws a page with pdftoppm.
  init(_ pdf: String, page: Int, dpi: Int) throws {
    let arguments = ["-r", "\(dpi)", "-f", "\(page)", "-l", "\(page)", "-gray", "-singlefile", pdf, pdf + ".\(dpi)"]
    _ = try Tool.run(["pdftoppm"] + arguments)
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: pdf + ".\(dpi).pgm")))
    // P5, width height, 255: three lines, then the pixels.
    let header = bytes.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    let size = String(decoding: header[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    (width, height, self.dpi) = (size[0], size[1], dpi)
    pixels = Array(header[3])
  }

  func isDark(_ x: Int, _ y: Int) -> Bool { pixels[y * width + x] < 128 }

  func pixel(_ millimetres: Double) -> Int { Int(millimetres / 25.4 * Double(dpi)) }

  /// Middle of the first dark stretch of a row in millimetres, looking right from a place.
  func darkMiddle(row: Double, from x: Double) -> Double? {
    middle(pixel(x)..<width) { isDark($0, pixel(row)) }
  }

  /// As `darkMiddle(row:from:)`, looking down a column.
  func darkMiddle(column: Double, from y: Double) -> Double? {
    middle(pixel(y)..<height) { isDark(pixel(column), $0) }
  }

  private func middle(_ places: Range<Int>, _ isDark: (Int) -> Bool) -> Double? {
    guard let first = places.first(where: isDark) else { return nil }
    let end = places.first { $0 > first && !isDark($0) } ?? places.upperBound
    return Double(first + end) / 2 / Double(dpi) * 25.4
  }

  /// Share of dark pixels in a rectangle given in millimetres.
  func ink(x: Double, y: Double, width: Double, height: Double) -> Double {
    let columns = pixel(x)..<pixel(x + width), rows = pixel(y)..<pixel(y + height)
    let dark = rows.reduce(0) { sum, row in sum + columns.count { isDark($0, row) } }
    return Double(dark) / Double(columns.count * rows.count)
  }
}
