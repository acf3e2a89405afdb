// How a workbook shows its numbers: as dates, with leading zeros, or plainly.
internal import Domain

struct NumberFormats {
  private enum Shape { case plain, date, zeroPadded(Int) }

  /// By the style index that cells carry.
  private var shapes: [Shape] = []
  private let is1904: Bool

  init(_ part: String?, in package: ZipPackage, is1904: Bool) throws(Stop) {
    self.is1904 = is1904
    guard let part else { return }
    let pull = try XMLPull(package.part(part))
    var codes: [Int: String] = [:]
    var isCells = false
    while try pull.next() {
      switch (pull.node, pull.node == .text ? "" : pull.name) {
      case (.open, "numFmt"):
        if let id = pull.attribute("numFmtId").flatMap({ Int($0) }) { codes[id] = pull.attribute("formatCode") }
      case (.open, "cellXfs"): isCells = true
      case (.close, "cellXfs"): isCells = false
      case (.open, "xf"):
        if isCells && shapes.count < 65_536 {
          let id = pull.attribute("numFmtId").flatMap { Int($0) } ?? 0
          shapes.append(Self.shape(id, codes[id]))
        }
      default: break
      }
    }
  }

  /// A number's cell as its style shows it; the digits stay as they are written in the file.
  func cell(_ written: String, style: Int) -> Cell {
    guard shapes.indices.contains(style) else {
      return Cell(text: Self.plain(written), origin: .number(zeroPadded: false))
    }
    switch shapes[style] {
    case .plain: return Cell(text: Self.plain(written), origin: .number(zeroPadded: false))
    case .date: return Cell(text: written, origin: .date(date(serial: written)))
    case .zeroPadded(let width):
      let digits = Self.plain(written)
      return Cell(text: digits, origin: .number(zeroPadded: digits.utf8.count < width))
    }
  }

  private static func shape(_ id: Int, _ code: String?) -> Shape {
    if [14...22, 27...36, 45...47, 50...58].contains(where: { $0.contains(id) }) { return .date }
    guard let code else { return .plain }
    let bare = withoutLiterals(code)
    if bare.contains(where: { "ymdhsYMDHS".contains($0) }) { return .date }
    let zeros = bare.prefix { $0 == "0" }.count
    return zeros >= 2 && zeros == bare.prefix { $0 != ";" }.count ? .zeroPadded(zeros) : .plain
  }

  /// A format code without quoted text, brackets and escaped characters.
  private static func withoutLiterals(_ code: String) -> String {
    var result = ""
    var closing: Character?
    var isEscaped = false
    for character in code {
      if isEscaped {
        isEscaped = false
      } else if let end = closing {
        if character == end { closing = nil }
      } else if character == "\\" || character == "_" {
        isEscaped = true
      } else if character == "\"" || character == "[" {
        closing = character == "[" ? "]" : "\""
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// A whole number with a small exponent as digits; anything else as written. Never through a binary fraction.
  private static func plain(_ written: String) -> String {
    let parts = written.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
    guard parts.count == 2, let exponent = Int(parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]),
      (0..<15).contains(exponent)
    else { return written }
    let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = sides.count == 2 ? sides[1] : ""
    guard sides.count <= 2, sides[0].utf8.count == 1, fraction.utf8.count <= exponent else { return written }
    return sides[0] + fraction + String(repeating: "0", count: exponent - fraction.utf8.count)
  }

  /// The day of a serial number; serial 60 of the 1900 system is a day that never was.
  private func date(serial: String) -> String? {
    let whole = serial.split(separator: ".", omittingEmptySubsequences: false)[0]
    guard let days = Int(whole), (1...2_958_465).contains(days) || (is1904 && days == 0) else { return nil }
    if is1904 { return CivilDate(year: 1904, month: 1, day: 1)?.advanced(byDays: days).description }
    guard days != 60 else { return nil }
    return CivilDate(year: 1899, month: 12, day: 30)?.advanced(byDays: days < 60 ? days + 1 : days).description
  }
}
