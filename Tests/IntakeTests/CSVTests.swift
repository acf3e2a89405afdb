// Tables as text: encodings, quotes, separators, headings and rows that are refused while the rest goes on.
import Domain
import Intake
import Testing

struct CSVTests {
  static let table = "申请编号,服务机构,业务类型,单位名称,经办人姓名\nA-1,示例服务,新办,示例公司,𬍛㛃\nA-2,example,new,另一公司,李四\n"

  static func gb18030(_ text: String) throws -> [UInt8] { try converted(text, to: "GB18030") }

  @Test(arguments: ["UTF-8", "BOM", "UTF-16LE", "UTF-16BE", "GB18030"])
  func `every encoding gives the same applications`(encoding: String) throws {
    let bytes: [UInt8] =
      switch encoding {
      case "UTF-8": Array(Self.table.utf8)
      case "BOM": [0xEF, 0xBB, 0xBF] + Array(Self.table.utf8)
      case "UTF-16LE": [0xFF, 0xFE] + (try converted(Self.table, to: encoding))
      case "UTF-16BE": [0xFE, 0xFF] + (try converted(Self.table, to: encoding))
      default: try converted(Self.table, to: encoding)
      }
    let (applications, findings) = try Desk.read(bytes)
    #expect(findings.isEmpty)
    #expect(applications.map(\.number) == ["A-1", "A-2"])
    #expect(applications.first?.values == ["organisation.name": "示例公司", "agent.name": "𬍛㛃"])
    #expect(applications.map(\.businessType) == ["new", "new"])
  }

  @Test(arguments: ["\t", ";", ","], ["\n", "\r\n", "\r"])
  func `separators and line ends are found out`(separator: String, end: String) throws {
    let text = Self.table.replacingOccurrences(",", separator).replacingOccurrences("\n", end)
    let (applications, findings) = try Desk.read(text)
    #expect(findings.isEmpty)
    #expect(applications.count == 2)
  }

  @Test func `blank lines, a title row and a required-mark do no harm`() throws {
    let text = "\n申请登记表,,,,\n*申请编号,服务机构 ,业务类型,单位名称★,经办人姓名\n,,,,\nA-1,示例服务,新办,示例公司,李四\n"
    let (applications, findings) = try Desk.read(text)
    #expect(findings.isEmpty)
    #expect(applications.count == 1)
  }

  @Test func `quoted cells hold commas, quotes and line breaks`() throws {
    let text = Self.table + "A-3,示例服务,新办,\"一,\"\"二\"\"公司\",李四\nA-4,示例服务,新办,\"一\n公司\",李四\n"
    let (applications, findings) = try Desk.read(text)
    #expect(applications.last?.values["organisation.name"] == "一,\"二\"公司")
    #expect(findings.map(\.short) == ["D22 5 单位名称"])
  }

  @Test(arguments: [
    ("A-1,示例服务,新办,\"示例\"公司,李四", ["I14 2 单位名称"]), ("A-1,示例服务,新办,\"示例公司,李四", ["I15 2 -"]),
    ("A-1,示例服务,新办,示例公司,李四,多", ["I16 2 -"]), ("A_1,示例服务,新办,示例公司,李四", ["I41 2 申请编号"]),
    (",示例服务,新办,示例公司,李四", ["I40 2 -"]), ("11010519491231002X,示例服务,新办,示例公司,李四", ["I42 2 申请编号"]),
    ("11010519491231002x,示例服务,新办,示例公司,李四", ["I42 2 申请编号"]),
    ("110105194912310021,示例服务,新办,示例公司,李四", ["I42 2 申请编号"]),
    ("110105491231002,示例服务,新办,示例公司,李四", ["I42 2 申请编号"]),
    ("123456789012345678,示例服务,新办,示例公司,李四", ["I42 2 申请编号"]),
    ("91350100M000100Y43,示例服务,新办,示例公司,李四", ["I42 2 申请编号"]), ("A-1,,新办,示例公司,李四", ["I45 2 -"]),
    ("A-1,别的,新办,示例公司,李四", ["I46 2 服务机构"]), ("A-1,示例服务,,示例公司,李四", ["I47 2 -"]),
    ("A-1,示例服务,注销,示例公司,李四", ["I48 2 业务类型"]), ("A-1,示例服务,新办,,李四", ["I49 2 单位名称"]),
    ("A-1,示例服务,新办,#N/A,李四", ["I32 2 单位名称"]), ("A-1,示例服务,新办,=A1,李四", ["I31 2 单位名称"]),
    ("A-1,示例服务,新办,公?司,李四", ["D27 2 单位名称"]),
  ])
  func `a bad row says where and why, and the next one is read`(row: String, findings: [String]) throws {
    let text = "申请编号,服务机构,业务类型,单位名称,经办人姓名\n\(row)\nB-2,示例服务,新办,示例公司,李四\n"
    let read = try Desk.read(text)
    #expect(read.findings.map(\.short) == findings)
    #expect(read.applications.map(\.number) == (findings == ["I15 2 -"] ? [] : ["B-2"]))
  }

  @Test(arguments: [
    ("银行账号", "6.22202E+17", "I33"), ("经办人证件号码", "1.10105E+17", "I33"), ("经办人证件号码", "110105194912310000", "I33"),
    ("邮政编码", "10000", "I34"), ("授权截止", "46090", "I36"),
  ])
  func `what a spreadsheet did to a value is told as such`(heading: String, value: String, code: String) throws {
    let text = "申请编号,服务机构,业务类型,单位名称,经办人姓名,\(heading)\nA-1,示例服务,新办,示例公司,李四,\(value)\n"
    let read = try Desk.read(text)
    #expect(read.findings.map(\.short) == ["\(code) 2 \(heading)"])
    #expect(read.applications.isEmpty)
  }

  @Test(arguments: ["=\"\"11010519491231002X\"\"", "'11010519491231002X"])
  func `marks that protect digits are taken off, visibly`(value: String) throws {
    let text = "申请编号,服务机构,业务类型,单位名称,经办人姓名,经办人证件号码\nA-1,示例服务,新办,示例公司,李四,\"\(value)\"\n"
    let read = try Desk.read(text)
    #expect(read.applications.first?.values["agent.idNumber"] == "11010519491231002X")
    #expect(read.findings.map(\.severity) == [.note])
  }

  @Test func `a bad byte is told with its line`() throws {
    let bytes = Array(Self.table.utf8) + [0x41, 0xFF, 0xFF, 0x0A]
    let read = try Desk.read(bytes)
    #expect(read.findings.map(\.short) == ["I07 4 -"])
    #expect(read.applications.isEmpty)
  }

  @Test func `headings that mean nothing are warned about, doubled ones end the file`() throws {
    let unknown = try Desk.read("申请编号,服务机构,业务类型,单位名称,经办人姓名,单位名\nA-1,示例服务,新办,示例公司,李四,甲\n")
    #expect(unknown.findings.map(\.short) == ["I12 1 单位名"])
    #expect(unknown.findings.first?.explanation.chinese.happened.contains("单位名称") == true)
    #expect(unknown.applications.count == 1)
    let twice = try Desk.read("申请编号,服务机构,业务类型,单位名称,企业名称\nA-1,示例服务,新办,甲,乙\n")
    #expect(twice.findings.map(\.short) == ["I11 1 企业名称"])
    let none = try Desk.read("甲,乙,丙\n1,2,3\n")
    #expect(none.findings.map(\.short) == ["I10 1 -"])
  }

  @Test func `a number that comes twice names both places`() throws {
    let row = "A-1,示例服务,新办,示例公司,李四\n"
    let read = try Desk.read("申请编号,服务机构,业务类型,单位名称,经办人姓名\n" + row + row)
    #expect(read.applications.count == 1)
    #expect(read.findings.map(\.short) == ["I43 3 申请编号"])
    #expect(read.findings.first?.explanation.chinese.happened.contains("第 2 行") == true)
  }

  @Test func `a table of headings alone holds no application, which is said`() throws {
    let read = try Desk.read("申请编号,服务机构,业务类型,单位名称,经办人姓名\n")
    #expect(read.applications.isEmpty && read.findings.map(\.short) == ["I08 1 -"])
  }

  @Test(arguments: ["'李四", "\"=\"\"李四\"\"\""])
  func `what spreadsheets put around digits is taken off, and that is noted`(cell: String) throws {
    let read = try Desk.read("申请编号,服务机构,业务类型,单位名称,经办人姓名\nA-1,示例服务,新办,示例公司,\(cell)\n")
    #expect(read.applications.first?.values["agent.name"] == "李四")
    #expect(read.findings.map(\.explanation.code) == ["I39"])
  }

  @Test func `a field becomes required by another's value`() throws {
    let text = "申请编号,服务机构,业务类型,单位名称,经办人姓名,是否开票\nA-1,示例服务,新办,示例公司,李四,Y\nA-2,示例服务,新办,示例公司,李四,否\n"
    let read = try Desk.read(text)
    #expect(read.applications.map(\.number) == ["A-2"])
    #expect(read.findings.filter { $0.severity == .error }.map(\.short) == ["I49 2 开票单位名称"])
  }

  @Test func `rows and cells have limits`() throws {
    var limits = Limits()
    limits.rows = 1
    limits.cellBytes = 40
    let rows = try Desk.read(Self.table, limits: limits)
    #expect(rows.findings.map(\.short) == ["I09 3 -"])
    let long = String(repeating: "长", count: 60)
    let cells = try Desk.read("申请编号,服务机构,业务类型,单位名称,经办人姓名\nA-1,示例服务,新办,\(long),李四\n", limits: limits)
    #expect(cells.findings.map(\.short) == ["I13 2 单位名称"])
    limits.columns = 3
    #expect(try Desk.read(Self.table, limits: limits).findings.map(\.short) == ["I17 1 -"])
    limits.fileBytes = 10
    #expect(try Desk.read(Self.table, limits: limits).findings.map(\.short) == ["I04 - -"])
  }

  @Test(arguments: [
    ([], "I03"), (Array("\n \n".utf8), "I03"), (Array("%PDF-1.7".utf8), "I05"), ([0xD0, 0xCF, 0x11, 0xE0, 1], "I06"),
    (Array("<html>".utf8), "I05"), ([0x41, 0, 0x42], "I05"), (Array("PK\u{3}\u{4}junk".utf8), "I25"),
  ])
  func `a file is known by its content`(bytes: [UInt8], code: String) throws {
    let read = try Desk.read(bytes, named: "data.csv")
    #expect(read.findings.map(\.explanation.code) == [code])
  }

  @Test func `what is not there or no file says so`() {
    let intake = Intake(catalogue: Desk.catalogue, services: [Desk.service], today: Desk.today)
    #expect(Desk.collect(intake, "/nowhere/at.all").findings.map(\.short) == ["I01 - -"])
    #expect(Desk.collect(intake, "/tmp").findings.map(\.short) == ["I02 - -"])
    #expect(Desk.collect(intake, "/dev/zero").findings.map(\.short) == ["I02 - -"])
  }
}
