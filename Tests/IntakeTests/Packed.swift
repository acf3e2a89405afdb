// Workbooks made for tests, part by part.
import CZip
import Foundation

struct NotPacked: Error {}

enum Packed {
  /// A package of parts; `stored` leaves them uncompressed.
  static func package(_ parts: [(String, String)], stored: Bool = false) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("packed-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else { throw NotPacked() }
    for (name, text) in parts {
      let bytes = Array(text.utf8)
      guard let copy = malloc(max(1, bytes.count)) else { throw NotPacked() }
      copy.copyMemory(from: bytes, byteCount: bytes.count)
      guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else { throw NotPacked() }
      let index = zip_file_add(archive, name, source, 0)
      guard index >= 0 else { throw NotPacked() }
      if stored { zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) }
    }
    guard zip_close(archive) == 0 else { throw NotPacked() }
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static let headings = ["申请编号", "服务机构", "业务类型", "单位名称", "经办人姓名"]

  /// A cell of an inline string.
  static func text(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }

  /// A workbook of one sheet: the five headings and one more, and a row whose last cell is given as XML.
  static func workbook(heading: String, cell: String, after: String = "", stored: Bool = false) throws -> [UInt8] {
    try package(
      parts(
        rows: [
          (headings + [heading]).map(text).joined(),
          ["A-1", "示例服务", "新办", "示例公司", "李四"].map(text).joined() + cell,
        ], after: after), stored: stored)
  }

  static func parts(rows: [String], after: String = "") -> [(String, String)] {
    let sheet =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
      + rows.map { "<row>\($0)</row>" }.joined() + "</sheetData>\(after)</worksheet>"
    return [
      ("_rels/.rels", relations([("rId1", "officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        relations([
          ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"),
          ("rId3", "styles", "styles.xml"),
        ])
      ), ("xl/worksheets/sheet1.xml", sheet),
      (
        "xl/sharedStrings.xml", "<sst><si><t>共</t></si><si><r><t>示</t></r><r><t>例</t></r><rPh><t>x</t></rPh></si></sst>"
      ),
      (
        "xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"000000\"/><numFmt numFmtId=\"165\" "
          + "formatCode=\"&quot;day&quot;0\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
          + "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"
      ),
    ]
  }

  private static func relations(_ items: [(String, String, String)]) -> String {
    "<Relationships>"
      + items.map { "<Relationship Id=\"\($0.0)\" Type=\"http://x/\($0.1)\" Target=\"\($0.2)\"/>" }.joined()
      + "</Relationships>"
  }
}
