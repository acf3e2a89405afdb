// A page as poppler draws it, at 150 dots an inch.
import Foundation
import Processes

struct Raster {
  let width: Int
  let height: Int
  private let dots: [UInt8]

  /// The first page of a file.
  init(_ pdf: [UInt8], in folder: Folder, as name: String) throws {
    let path = try folder.write(pdf, as: "\(name).pdf")
    _ = try Program.run("/usr/bin/pdftoppm", ["-r", "150", "-gray", "-f", "1", "-l", "1", "-singlefile", path, path])
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path + ".pgm")))
    // P5, width height, 255: three lines, then the dots.
    let parts = bytes.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    let size = String(decoding: parts[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    (width, height, dots) = (size[0], size[1], Array(parts[3]))
  }

  func dot(_ column: Int, _ row: Int) -> UInt8 { dots[row * width + column] }

  /// The rows in which two pages differ.
  func rowsUnlike(_ other: Raster) -> [Int] {
    (0..<height).filter { row in (0..<width).contains { dot($0, row) != other.dot($0, row) } }
  }

  /// How dark a place given in millimetres is, from 0 for white to 255 for black.
  func darkness(x: Double, y: Double, width: Double, height: Double) -> Double {
    func place(_ millimetres: Double) -> Int { Int(millimetres / 25.4 * 150) }
    let columns = place(x)..<place(x + width), rows = place(y)..<place(y + height)
    let sum = rows.reduce(0) { sum, row in sum + columns.reduce(0) { $0 + 255 - Int(dot($1, row)) } }
    return Double(sum) / Double(columns.count * rows.count)
  }
}
