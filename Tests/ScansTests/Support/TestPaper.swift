// A page of the house's own shape, printed to a PDF by hand so that nothing under test had a part in it.
import CQRencode
import Domain
import DrawnPage
import Files
import Foundation
import Glibc
import Layout
import PaperSimulator
import Scans

struct TestPaper {
  enum Kind {
    case form
    /// The form with a box to be ticked.
    case ticked
    case capture(SealStamp.Shape)
  }

  let code: PageCode
  let expected: ExpectedPage
  let boxes: [SimulatedBox]
  let pdf: String

  init(_ kind: Kind, code: PageCode) throws {
    self.code = code
    let named = Self.furniture + Self.content(kind)
    expected = ExpectedPage(
      code: code, boxes: named, sealClasses: Self.classes, optional: ["straddle"], blanks: Self.blanks)
    boxes = named.map { box in
      SimulatedBox(
        page: 1, name: box.name, x: box.rectangle.x.millimetres, y: box.rectangle.y.millimetres,
        width: box.rectangle.width.millimetres, height: box.rectangle.height.millimetres)
    }
    pdf = try Self.write(Self.document(kind, code.text))
  }

  static let classes = [
    "official": ExpectedSeal("official", .round, width: 38...46),
    "name": ExpectedSeal("name", .square, width: 18...25, height: 18...25),
    "invoice": ExpectedSeal("invoice", .oval, width: 40...46, height: 28...32),
  ]

  static let blanks: [String: BlankUse] = [
    "signature-year": .filled, "signature-month": .filled, "signature-day": .filled, "counter.operator": .empty,
  ]

  static func code(
    reference: String = "ZY20261121-0001", document: String = "AF", edition: Int = 1, revision: Int = 1,
    page: Int = 1, pages: Int = 1, copy: Int = 1, digest: UInt8 = 7, key: PageCode.Key? = siteKey
  ) -> PageCode {
    PageCode(
      service: "ZY", reference: reference, document: document, edition: edition, revision: revision, page: page,
      pages: pages, copy: copy, digest: [UInt8](repeating: digest, count: 8), key: key)
  }

  static let siteKey = PageCode.Key(kiosk: "A01", id: "K1") { text in
    var sum = [UInt8](repeating: 0x5A, count: 9)
    for (place, byte) in text.utf8.enumerated() { sum[place % 9] = sum[place % 9] &* 31 &+ byte }
    return sum
  }

  private static func box(
    _ name: String, _ kind: NamedBox.Kind, _ x: Double, _ y: Double, _ width: Double, _ height: Double
  ) -> NamedBox {
    NamedBox(name, kind, Rectangle(x: .mm(x), y: .mm(y), width: .mm(width), height: .mm(height)))
  }

  private static var furniture: [NamedBox] {
    [
      box("mark.nw", .squareMark, 10, 10, 5, 5), box("mark.ne", .squareMark, 195, 10, 5, 5),
      box("mark.sw", .squareMark, 10, 282, 5, 5), box("mark.se", .discMark, 195, 282, 5, 5),
      box("mark.w", .edgeMark, 10, 146, 5, 5), box("mark.e", .edgeMark, 195, 146, 5, 5),
      box("page-code", .pageCode, 164, 12, 26, 26), box("page-code-2", .secondPageCode, 20, 265, 20, 20),
    ]
  }

  private static func content(_ kind: Kind) -> [NamedBox] {
    switch kind {
    case .form:
      [
        box("signature.agent", .signature, 40, 190, 50, 14),
        box("seal.official", .seal(sealClass: "official"), 125, 175, 42, 42),
        box("signature-year", .blank, 40, 212, 18, 4), box("signature-month", .blank, 62, 212, 12, 4),
        box("signature-day", .blank, 78, 212, 12, 4), box("counter.operator", .blank, 40, 225, 60, 12),
        box("straddle", .blank, 189, 169, 21, 42),
      ] + (0..<12).map { box("field.\($0)", .field, 22, 43.4 + Double($0) * 10, 78, 4.6) }
    case .ticked: content(.form) + [box("field.tick", .field, 120, 54, 3.15, 3.15)]
    case .capture(.round): [box("capture.official", .capture(sealClass: "official"), 65, 100, 75, 75)]
    case .capture(.square): [box("capture.name", .capture(sealClass: "name"), 65, 100, 75, 75)]
    case .capture(.oval): [box("capture.invoice", .capture(sealClass: "invoice"), 65, 100, 75, 75)]
    }
  }
}

extension TestPaper {
  private static func document(_ kind: Kind, _ code: String) -> [UInt8] {
    var drawing = "\(72 / 25.4) 0 0 \(72 / 25.4) 0 0 cm\n"
    for box in furniture {
      switch box.kind {
      case .pageCode: drawing += modules(code, box.rectangle, QR_ECLEVEL_Q)
      case .secondPageCode: drawing += modules(code, box.rectangle, QR_ECLEVEL_M)
      case .discMark: drawing += disc(box.rectangle)
      default: drawing += rectangle(box.rectangle) + " f\n"
      }
    }
    drawing += "0.25 w\n"
    for row in 0..<12 where isForm(kind) {
      drawing += "20 \(297 - 50 - Double(row) * 10) 170 10 re S\n"
      drawing +=
        "BT /F 4 Tf 22 \(297 - 47 - Double(row) * 10) Td (Field \(row): unit name and number 91350100M) Tj ET\n"
    }
    for box in content(kind) {
      if case .signature = box.kind { drawing += "0.2 w " + rectangle(box.rectangle) + " S\n" }
      if box.name == "field.tick" { drawing += "0.2 w " + rectangle(box.rectangle) + " S\n" }
      if case .capture = box.kind { drawing += "0.35 w " + rectangle(box.rectangle) + " S\n" }
    }
    return pdf(drawing)
  }

  private static func isForm(_ kind: Kind) -> Bool { if case .capture = kind { false } else { true } }

  /// PDF counts from the bottom.
  private static func rectangle(_ box: Rectangle) -> String {
    "\(box.x.millimetres) \(297 - box.maxY.millimetres) \(box.width.millimetres) \(box.height.millimetres) re"
  }

  private static func disc(_ box: Rectangle) -> String {
    let (x, y) = ((box.x.millimetres + box.maxX.millimetres) / 2, 297 - (box.y.millimetres + box.maxY.millimetres) / 2)
    let steps = (0..<60).map { step in
      let angle = Double(step) * .pi / 30
      return "\(x + 2.5 * cos(angle)) \(y + 2.5 * sin(angle)) \(step == 0 ? "m" : "l")"
    }
    return steps.joined(separator: " ") + " f\n"
  }

  private static func modules(_ text: String, _ box: Rectangle, _ level: QRecLevel) -> String {
    guard let code = QRcode_encodeString(text, 0, level, QR_MODE_8, 1) else { return "" }
    defer { QRcode_free(code) }
    let count = Int(code.pointee.width)
    let side = box.width.millimetres / Double(count)
    var drawing = ""
    for place in 0..<(count * count) where code.pointee.data[place] & 1 == 1 {
      let x = box.x.millimetres + Double(place % count) * side
      let y = 297 - box.y.millimetres - Double(place / count + 1) * side
      drawing += "\(x) \(y) \(side + 0.01) \(side + 0.01) re\n"
    }
    return drawing + "f\n"
  }

  /// A document's bytes as a file of its own.
  static func write(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("paper-\(UUID().uuidString).pdf").path
    try Files.write(bytes, to: path)
    return path
  }

  /// One page with this drawing and the fonts it may name: `/F`, `/B` and `/C` for Latin, `/S` for Chinese.
  static func pdf(_ drawing: String) -> [UInt8] {
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Contents 4 0 R "
        + "/Resources << /Font << /F 5 0 R /B 6 0 R /C 7 0 R /S 8 0 R >> >> >>",
      "<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold >>", DrawnCard.chineseFont,
    ]
    return DrawnPage.pdf(objects)
  }
}
