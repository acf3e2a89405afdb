// Statements as banks write them: encodings, lines above the headings, signs, sums below, and what spreadsheets do.
import Domain
import Foundation
import Intake
import Testing

@Suite struct StatementsTests {
  private static let formats = [
    StatementFormat(
      id: "bank", title: "银行账户明细", way: .transfer,
      columns: [
        .day: ["交易日期"], .amount: ["贷方金额", "收入"], .debit: ["借方金额"], .reference: ["流水号"], .payer: ["对方户名"],
        .account: ["对方账号"], .remark: ["摘要", "附言"], .original: ["原流水号"],
      ], reversals: ["冲正"]),
    StatementFormat(
      id: "pos", title: "POS 对账单", way: .posSlip,
      columns: [.day: ["交易日期"], .amount: ["交易金额"], .reference: ["参考号"], .mark: ["交易类型"]], reversals: ["撤销"]),
  ]

  private static let number = OrderNumber(kiosk: "A01", incarnation: 1, day: Desk.today, serial: 7).text

  private static let bank = """
    账号：123456789,,,,,,
    交易日期,流水号,借方金额,贷方金额,对方户名,对方账号,摘要
    2026-03-09 10:00:01,\t2026030900000000017,,"1,300.00",国采（湖北）技术有限公司,6222021234567890128,\(number) CA费
    20260309,18,50.00,,供电公司,,电费
    2026/3/9,19,,-300.00,国采（湖北）技术有限公司,,错账
    2026年3月9日,20,,￥300,国采（湖北）技术有限公司,,冲正 退款
    合计,,50.00,"1,300.00",,,

    """

  private func read(_ bytes: [UInt8], limits: Limits = Limits()) throws -> [StatementReading] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("statement-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var readings: [StatementReading] = []
    Statements(Self.formats, limits: limits).read(path) { readings.append($0) }
    return readings
  }

  private func lines(_ readings: [StatementReading]) -> [StatementLine] {
    readings.compactMap { if case .line(let line, _, _) = $0 { line } else { nil } }
  }

  private func codes(_ readings: [StatementReading]) -> [String] {
    readings.compactMap { if case .finding(let finding) = $0 { finding.explanation.code } else { nil } }
  }

  @Test(arguments: ["UTF-8", "GB18030", "BOM"])
  func `a bank's statement is read as it is exported`(encoding: String) throws {
    let bytes: [UInt8] =
      switch encoding {
      case "UTF-8": Array(Self.bank.utf8)
      case "BOM": [0xEF, 0xBB, 0xBF] + Array(Self.bank.utf8)
      default: try CSVTests.gb18030(Self.bank)
      }
    let readings = try read(bytes)
    let lines = lines(readings)
    #expect(codes(readings).isEmpty)
    #expect(lines.map(\.fen) == [130_000, 30_000, 30_000])
    #expect(lines.map(\.isReversal) == [false, true, true])
    #expect(lines.first?.reference == "2026030900000000017")
    #expect(lines.first?.orders.map(\.text) == [Self.number])
    #expect(lines.allSatisfy { $0.day == CivilDate("2026-03-09") })
    #expect(lines.first?.account == "***************0128")
    #expect(readings.contains(.outgoing))
  }

  @Test func `another kind of statement is known by its headings`() throws {
    let text = "交易日期,参考号,交易金额,交易类型\n2026-03-09,0042,300.00,消费\n2026-03-09,0043,300.00,消费撤销\n"
    let lines = lines(try read(Array(text.utf8)))
    #expect(lines.map(\.way) == [.posSlip, .posSlip] && lines.map(\.isReversal) == [false, true])
  }

  @Test func `a line that cannot be sure is refused with its place, and the others go on`() throws {
    let text = """
      交易日期,流水号,贷方金额
      2026-03-09,2.02603E+17,300.00
      2026-03-09,,300.00
      2026-03-09,21,三百
      2026-02-30,22,300.00
      2026-03-09,23,1.005
      2026-03-09,24,300.00
      """
    let readings = try read(Array(text.utf8))
    #expect(codes(readings) == ["M34", "M31", "M32", "M33", "M32"])
    #expect(lines(readings).map(\.reference) == ["24"])
    let places = readings.compactMap { if case .finding(let finding) = $0 { finding.place.line } else { nil } }
    #expect(places == [2, 3, 4, 5, 6])
  }

  @Test func `a file that is no statement is told by that name`() throws {
    #expect(codes(try read(Array("申请编号,单位名称\nA-1,示例公司\n".utf8))) == ["M30"])
    #expect(codes(try read(Array("交易日期,流水号,贷方金额\n".utf8))) == ["M35"])
    #expect(codes(try read(Array("%PDF-1.7".utf8))) == ["I05"])
    #expect(codes(try read([])) == ["I03"])
  }

  @Test func `a workbook is read too`() throws {
    let rows = [["交易日期", "流水号", "收入"], ["2026-03-09", "31", "300.00"]]
    let bytes = try Packed.package(Packed.parts(rows: rows.map { $0.map(Packed.text).joined() }, after: ""))
    #expect(lines(try read(bytes)).map(\.fen) == [30_000])
  }

  @Test func `the same row has the same text, another row another`() throws {
    let texts = try read(Array(Self.bank.utf8)).compactMap { reading -> String? in
      if case .line(_, let text, _) = reading { text } else { nil }
    }
    #expect(Set(texts).count == texts.count)
  }
}
