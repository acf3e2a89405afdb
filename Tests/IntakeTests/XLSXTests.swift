// Workbooks: what their cells mean, what spreadsheets did to them, and packages that attack the reader.
import Domain
import Intake
import Testing

struct XLSXTests {
  @Test(arguments: [
    ("银行账号", "<c><v>6.22202021234567E+17</v></c>", ["I33 2 银行账号"]),
    ("经办人证件号码", "<c><v>110105194912310000</v></c>", ["I33 2 经办人证件号码"]),
    ("经办人证件号码", "<c><v>1.101051949123100e+017</v></c>", ["I33 2 经办人证件号码"]),
    ("邮政编码", "<c><v>10000</v></c>", ["I34 2 邮政编码"]), ("邮政编码", "<c s=\"2\"><v>10000</v></c>", ["I34 2 邮政编码"]),
    ("邮政编码", "<c s=\"1\"><v>45000</v></c>", ["I36 2 邮政编码"]), ("授权截止", "<c><v>46090</v></c>", ["I36 2 授权截止"]),
    ("授权截止", "<c s=\"1\"><v>60</v></c>", ["I36 2 授权截止"]), ("经办人手机", "<c><f>A1</f><v>1</v></c>", ["I31 2 经办人手机"]),
    ("经办人手机", "<c t=\"e\"><v>#N/A</v></c>", ["I32 2 经办人手机"]), ("经办人手机", "<c t=\"s\"><v>9</v></c>", ["I32 2 经办人手机"]),
    ("经办人手机", "<c t=\"inlineStr\"><is><t>1_x000D_</t></is></c>", ["D73 2 经办人手机", "D58 2 经办人手机"]),
  ])
  func `a damaged cell is told as the spreadsheet's doing`(heading: String, cell: String, shorts: [String]) throws {
    let read = try Desk.read(Packed.workbook(heading: heading, cell: cell))
    #expect(read.findings.map(\.short) == shorts)
    #expect(read.applications.isEmpty)
  }

  @Test(arguments: [
    ("授权截止", "<c s=\"1\"><v>46090</v></c>", "authorisation.until", "2026-03-09"),
    ("授权截止", "<c s=\"1\"><v>46090.5</v></c>", "authorisation.until", "2026-03-09"),
    ("经办人手机", "<c><v>1.8769628833E10</v></c>", "agent.mobile", "18769628833"),
    ("经办人手机", "<c><v>18769628833</v></c>", "agent.mobile", "18769628833"),
    ("银行账号", "<c><v>12345678</v></c>", "bank.account", "12345678"),
    ("邮政编码", "<c s=\"3\"><v>450000</v></c>", "organisation.postcode", "450000"),
    ("是否开票", "<c t=\"b\"><v>0</v></c>", "invoice.wanted", "否"),
    (
      "统一社会信用代码", "<c r=\"F2\" t=\"str\"><v>91350100M000100Y43</v></c>", "organisation.creditCode", "91350100M000100Y43"
    ),
  ])
  func `a sound cell is read as written`(heading: String, cell: String, field: String, value: String) throws {
    let read = try Desk.read(Packed.workbook(heading: heading, cell: cell))
    #expect(read.applications.first?.values[field] == value)
    #expect(read.findings.allSatisfy { $0.severity != .error })
  }

  @Test func `shared strings are joined without their phonetic marks`() throws {
    let row = ["A-1", "示例服务", "新办"].map(Packed.text).joined() + "<c t=\"s\"><v>1</v></c>" + Packed.text("李四")
    let read = try Desk.read(Packed.package(Packed.parts(rows: [Packed.headings.map(Packed.text).joined(), row])))
    #expect(read.applications.first?.values["organisation.name"] == "示例")
  }

  @Test func `merged cells are told`() throws {
    let merged = "<mergeCells count=\"1\"><mergeCell ref=\"D2:E2\"/></mergeCells>"
    let read = try Desk.read(Packed.workbook(heading: "邮政编码", cell: Packed.text("450000"), after: merged))
    #expect(read.findings.map(\.short) == ["I38 2 单位名称", "I38 2 经办人姓名"])
  }

  @Test func `a package that lies, swells or nests is refused by name`() throws {
    let swollen = String(repeating: " ", count: 40_000_000)
    let bomb = Packed.parts(rows: []) + [("xl/media/x", "")]
    let entity =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet>&b;</worksheet>"
    let deep = String(repeating: "<a>", count: 100_000)
    let cases: [(String, String)] = [
      ("<worksheet>" + swollen, "I26"), (entity, "I29"), (deep, "I28"), ("<worksheet", "I28"),
    ]
    for (sheet, code) in cases {
      let parts = bomb.map { $0.0 == "xl/worksheets/sheet1.xml" ? ($0.0, sheet) : $0 }
      #expect(try Desk.read(Packed.package(parts)).findings.map(\.explanation.code) == [code])
    }
    var limits = Limits()
    limits.unpackedBytes = 2000
    let small = try Packed.workbook(
      heading: "邮政编码", cell: Packed.text(String(repeating: "1", count: 3000)), stored: true)
    #expect(try Desk.read(small, limits: limits).findings.map(\.explanation.code) == ["I26"])
  }

  @Test func `a missing part, a foreign package and an outside entity are refused`() throws {
    let parts = Packed.parts(rows: [])
    let headless = parts.filter { $0.0 != "xl/worksheets/sheet1.xml" }
    #expect(try Desk.read(Packed.package(headless)).findings.map(\.explanation.code) == ["I27"])
    #expect(try Desk.read(Packed.package([("OFD.xml", "<a/>")])).findings.map(\.explanation.code) == ["I05"])
    let outside = parts.map {
      $0.0 == "xl/workbook.xml"
        ? ($0.0, "<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><workbook/>") : $0
    }
    #expect(try Desk.read(Packed.package(outside)).findings.map(\.explanation.code) == ["I29"])
  }

  @Test func `ten thousand rows are read`() throws {
    let rows = (0..<10_000).map { number in
      ["A-\(number)", "示例服务", "新办", "示例公司", "李四"].map(Packed.text).joined()
    }
    let read = try Desk.read(Packed.package(Packed.parts(rows: [Packed.headings.map(Packed.text).joined()] + rows)))
    #expect(read.applications.count == 10_000)
  }

  @Test func `a workbook cut or changed anywhere gives readings or findings`() throws {
    let whole = try Packed.workbook(heading: "邮政编码", cell: Packed.text("450000"))
    for end in stride(from: 0, to: whole.count, by: 37) {
      let read = try Desk.read(Array(whole[..<end]))
      #expect(read.applications.isEmpty && !read.findings.isEmpty)
    }
    for place in stride(from: 0, to: whole.count, by: 11) {
      var changed = whole
      changed[place] ^= 0x41
      let read = try Desk.read(changed)
      #expect(read.applications.count + read.findings.count > 0)
    }
  }
}
