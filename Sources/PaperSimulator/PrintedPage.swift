// A page as the printer made it: rasterised by poppler, not by the code under test.
public import Pictures
internal import Processes

public struct PrintedPage: Sendable {
  let sheet: Sheet

  /// Rasterises one page of a PDF file with pdftoppm.
  /// - Parameters:
  ///   - page: counts from 1.
  ///   - dpi: of the paper's picture before it is scanned.
  public init(pdf path: String, page: Int, dpi: Int = 300) throws(SimulatorError) {
    let outcome: Outcome
    do {
      outcome = try Program.run(
        "pdftoppm", ["-r", "\(dpi)", "-f", "\(page)", "-l", "\(page)", "-singlefile", path])
    } catch {
      throw .noPage(error.reason)
    }
    guard outcome.succeeded, let sheet = Self.sheet(ppm: outcome.output, dpi: dpi) else {
      throw .noPage(String(outcome.errorText.prefix(80)))
    }
    self.sheet = sheet
  }

  /// The page in greys, before anybody touched it.
  public var grey: Picture {
    Picture(width: sheet.width, height: sheet.height, channels: .grey, dpi: sheet.scale * 25.4) { pixels in
      for place in 0..<pixels.count { pixels[place] = sheet.pixels[place * 3] }
    }
  }

  /// Reads a binary PPM of 8 bits (P6).
  private static func sheet(ppm bytes: [UInt8], dpi: Int) -> Sheet? {
    var place = 0
    func word() -> String {
      while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
      let start = place
      while place < bytes.count, bytes[place] > 0x20 { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    guard word() == "P6", let width = Int(word()), let height = Int(word()), word() == "255",
      bytes.count - place - 1 == width * height * 3
    else { return nil }
    return Sheet(
      width: width, height: height, scale: Double(dpi) / 25.4, pixels: Array(bytes[(place + 1)...]))
  }
}
