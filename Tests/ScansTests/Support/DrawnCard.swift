// Copies of identity cards as a copier makes them, drawn after GA 448-2013; everybody on them is made up.
import Foundation

/// One side of a card on an A4 page, in millimetres from the page's top left.
struct DrawnCard {
  var left = 60.0
  var top = 40.0
  /// The typeface of the digits: `B` and `F` are Helvetica, bold and plain, `C` is Courier, bold.
  var face = "B"
  var isUpsideDown = false

  /// Made up; its check character holds (GB 11643-1999).
  static let number = "11010519491231002X"

  /// For what a standard reader draws with a face of its own choice (ISO 32000-1, 9.7.5.2).
  static let chineseFont =
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    + " /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    + " /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
    + " /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"

  /// The side with the portrait, the personal data and, at its foot, the number.
  func portrait(_ number: String = Self.number) -> String {
    let blue = "0.2 0.4 0.6 rg"
    var drawing = ground("0.75 0.87 0.9")
    for (y, name, value) in [(9.0, "姓名", "张三丰"), (16, "性别", "男"), (23, "出生", ""), (30, "住址", "北京市朝阳区建国门外大街")] {
      drawing += text(5, y, 7, name, blue) + text(16, y, 8, value)
    }
    drawing += text(16, 34.5, 8, "甲12号院3号楼1单元502") + text(24, 16, 7, "民族", blue) + text(33, 16, 8, "汉")
    for (x, value, unit) in [(16.0, "1949", "年"), (29, "12", "月"), (38, "31", "日")] {
      drawing += digits(x, 23, 8, value) + text(x + Double(value.count) * 2.3, 23, 7, unit, blue)
    }
    drawing += box(57, 8, 23, 30, 0.75) + box(63, 14, 11, 13, 0.35) + box(60, 28, 17, 10, 0.2)
    return placed(drawing + text(5, 48.5, 7, "公民身份号码", blue) + digits(29, 48.5, 11, number))
  }

  /// The side with the emblem, the office and, at its foot, the span of validity.
  func emblem(_ span: String = "2015.06.01-2035.06.01", _ behind: String = "") -> String {
    var drawing = ground("0.9 0.8 0.85") + "0.85 0.1 0.1 rg 14 82 m 42 82 l 42 142 l 14 142 l f\n"
    drawing += text(28, 12, 14, "中华人民共和国") + text(26, 21, 18, "居 民 身 份 证")
    drawing += text(17, 40, 7, "签发机关") + text(34, 40, 8, "北京市公安局朝阳分局")
    return placed(drawing + text(17, 47, 7, "有效期限") + digits(34, 47, 8, span) + text(53, 47, 8, behind))
  }

  private static let point = 72 / 25.4

  /// The card's corner to its place on the page, and its far corner there when it lies upside down.
  private func placed(_ drawing: String) -> String {
    let (x, y) = (left * Self.point, (297 - top - 54) * Self.point)
    let turn =
      isUpsideDown ? "-1 0 0 -1 \(x + 85.6 * Self.point) \(y + 54 * Self.point)" : "1 0 0 1 \(x) \(y)"
    return "q \(turn) cm\n\(drawing)Q\n"
  }

  /// The card's tint, its edge and its fine waves.
  private func ground(_ colour: String) -> String {
    let (width, height) = (85.6 * Self.point, 54 * Self.point)
    var drawing = "0.93 0.97 0.97 rg 0.6 G 0 0 \(width) \(height) re B\n\(colour) RG 0.25 w\n"
    for wave in 0..<24 {
      for step in 0...100 {
        let height = 2 + Double(wave) * 2.1 + 1.5 * sin(Double(step) / 6 + Double(wave) * 0.7)
        let (x, y) = (Double(step) * 0.856 * Self.point, height * Self.point)
        drawing += "\(x) \(y) \(step == 0 ? "m" : "l") "
      }
      drawing += "S\n"
    }
    return drawing
  }

  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ grey: Double) -> String {
    let (left, bottom) = (x * Self.point, (54 - y - height) * Self.point)
    return "\(grey) g \(left) \(bottom) \(width * Self.point) \(height * Self.point) re f\n"
  }

  private func digits(_ x: Double, _ y: Double, _ size: Double, _ text: String) -> String {
    write(x, y, "0 g", "/\(face) \(size) Tf", "(\(text))")
  }

  private func text(_ x: Double, _ y: Double, _ size: Double, _ text: String, _ colour: String = "0 g") -> String {
    let code = text.utf16.map { String(format: "%04X", Int($0)) }.joined()
    return write(x, y, colour, "/S \(size) Tf", "<\(code)>")
  }

  private func write(_ x: Double, _ y: Double, _ colour: String, _ font: String, _ words: String) -> String {
    "\(colour) BT \(font) \(x * Self.point) \((54 - y) * Self.point) Td \(words) Tj ET\n"
  }
}
