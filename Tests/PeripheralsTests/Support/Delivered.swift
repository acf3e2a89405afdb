// What reached the printer, measured with libcups' own reader.
import CCups
import Foundation
import Layout

/// A document as the printer got it, with the settings that came along.
struct Delivered {
  let bytes: [UInt8]
  /// `IPP_…=…`, one a line.
  let settings: String

  func setting(_ name: String) -> String? {
    settings.split(separator: "\n").first { $0.hasPrefix("IPP_\(name)=") }.map {
      String($0.drop { $0 != "=" }.dropFirst())
    }
  }

  var isPDF: Bool { bytes.starts(with: Array("%PDF".utf8)) }

  /// The sides of a raster document.
  func sides() throws -> [DeliveredSide] {
    let source = Source(bytes)
    let raster = cupsRasterOpenIO(
      { source, room, count in Unmanaged<Source>.fromOpaque(source!).takeUnretainedValue().give(room, count) },
      Unmanaged.passUnretained(source).toOpaque(), CUPS_RASTER_READ)
    guard let raster else { throw StackTrouble("not a raster") }
    defer { cupsRasterClose(raster) }
    var sides: [DeliveredSide] = []
    var header = cups_page_header2_t()
    while cupsRasterReadHeader2(raster, &header) != 0 {
      var pixels = [UInt8](repeating: 0, count: Int(header.cupsBytesPerLine * header.cupsHeight))
      let count = cupsRasterReadPixels(raster, &pixels, UInt32(pixels.count))
      guard count == pixels.count else { throw StackTrouble("a page of \(count) bytes instead of \(pixels.count)") }
      sides.append(
        DeliveredSide(
          width: Int(header.cupsWidth), height: Int(header.cupsHeight), dpi: Int(header.HWResolution.0),
          turned: header.Duplex != CUPS_FALSE, pixels: pixels))
    }
    return withExtendedLifetime(source) { sides }
  }
}

private final class Source {
  private let bytes: [UInt8]
  private var place = 0
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func give(_ room: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
    let count = min(count, bytes.count - place)
    bytes[place..<place + count].withUnsafeBytes {
      UnsafeMutableRawPointer(room!).copyMemory(from: $0.baseAddress!, byteCount: count)
    }
    place += count
    return count
  }
}

/// One side of a sheet, a byte a dot, 255 white.
struct DeliveredSide {
  let width: Int
  let height: Int
  let dpi: Int
  let turned: Bool
  let pixels: [UInt8]

  var isWhite: Bool { pixels.allSatisfy { $0 == 255 } }

  func dots(_ length: Length) -> Double { Double(length.micrometres * dpi) / 25_400 }

  /// Dark runs in a row of dots, as first and last dot.
  func runs(inRow row: Int, from first: Int, to last: Int) -> [ClosedRange<Int>] {
    Self.runs((first..<last).map { pixels[row * width + $0] }).map { $0.lowerBound + first...$0.upperBound + first }
  }

  /// Dark runs in a column of dots.
  func runs(inColumn column: Int, from first: Int, to last: Int) -> [ClosedRange<Int>] {
    Self.runs((first..<last).map { pixels[$0 * width + column] }).map { $0.lowerBound + first...$0.upperBound + first }
  }

  private static func runs(_ line: [UInt8]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for (place, dot) in line.enumerated() where dot < 128 {
      if let last = runs.last, last.upperBound == place - 1 {
        runs[runs.count - 1] = last.lowerBound...place
      } else {
        runs.append(place...place)
      }
    }
    return runs
  }
}
