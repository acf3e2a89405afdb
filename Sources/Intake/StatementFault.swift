// What can be wrong with a settlement statement or one of its lines. Codes M30 to M37.
public import Domain

public enum StatementFault: Explained, Hashable {
  /// No row names the columns of a format that is known.
  case noFormat(known: [String])
  case noReference
  case amount
  case day
  /// A spreadsheet has made a number of the bank's number and lost its last digits.
  case digitsLost
  case noLines

  public static let specimens: [StatementFault] = [
    .noFormat(known: ["银行账户明细"]), .noReference, .amount, .day, .digitsLost, .noLines,
  ]

  public var severity: Finding.Severity { self == .noLines ? .warning : .error }

  public var explanation: Explanation {
    switch self {
    case .noFormat(let known):
      Explanation(
        "M30", "找不到对账单的标题行，未导入", remedy: "可读：\(known.joined(separator: "、"))；其他列名请加入 Forms/common/statements.yaml。",
        english: "No row names a statement's columns; nothing was imported",
        remedy: "Known: \(known.joined(separator: ", ")); add other headings to Forms/common/statements.yaml.")
    case .noReference:
      Explanation(
        "M31", "该行有金额而没有流水号，未导入该行", remedy: "请用银行导出的原文件；流水号用来防止重复导入。",
        english: "The line has an amount and no number of the bank's; it was not imported",
        remedy: "Use the file as the bank wrote it; the number keeps a line from counting twice.")
    case .amount:
      Explanation(
        "M32", "金额不是数字，或超过两位小数，未导入该行", remedy: "请用银行导出的原文件。",
        english: "The amount is no number of yuan; the line was not imported", remedy: "Use the bank's own file.")
    case .day:
      Explanation(
        "M33", "日期读不懂，未导入该行", remedy: "日期应写作 2026-03-09、20260309 或 2026/3/9。",
        english: "The date cannot be read; the line was not imported", remedy: "Write it as 2026-03-09.")
    case .digitsLost:
      Explanation(
        "M34", "流水号被表格软件改成了科学计数，末尾数字已丢失，未导入该行", remedy: "请用银行导出的原文件，不要用表格软件另存。",
        english: "A spreadsheet has turned the bank's number into scientific notation; the line was not imported",
        remedy: "Use the file as the bank wrote it, not one saved by a spreadsheet.")
    case .noLines:
      Explanation(
        "M35", "对账单没有收入的行", remedy: "请确认导出的是收款账户和所需的日期。",
        english: "The statement has no line of money that came", remedy: "Check the account and the dates.")
    }
  }

  func finding(in file: String, line: Int?, column: String? = nil) -> Finding {
    Finding(severity, at: Place(file: file, line: line, column: column), rule: "docs/money.md", explanation)
  }
}
