// What can be wrong with a list of waybills or one of its lines. Codes D94 to D99.
public import Domain

public enum WaybillFault: Explained, Hashable {
  /// The first row does not name the columns.
  case noHeadings
  case noLines
  /// A cell is empty; its column.
  case missing(String)
  /// A spreadsheet has made a number of the waybill's and lost its last digits.
  case digitsLost
  /// The order left under another number before.
  case shippedOtherwise(order: String)
  /// An earlier line of the file gave the number to another order.
  case sameWaybill(line: Int, order: String)

  public static let specimens: [WaybillFault] = [
    .noHeadings, .noLines, .missing("快递单号"), .digitsLost, .shippedOtherwise(order: "A01002603090007S"),
    .sameWaybill(line: 2, order: "A01002603090007S"),
  ]

  public var severity: Finding.Severity {
    switch self {
    case .noLines, .sameWaybill: .warning
    default: .error
    }
  }

  public var explanation: Explanation {
    switch self {
    case .noHeadings:
      Explanation(
        "D99", "第一行不是栏目名称，没有登记任何单号", remedy: "第一行须有“订单号”“快递公司”“快递单号”，可另有“物品”“内容”。",
        english: "The first row does not name the columns; no waybill was recorded",
        remedy: "Name order, courier and waybill there; items and content may follow.")
    case .noLines:
      Explanation(
        "D94", "文件中没有单号", remedy: "请确认导出的是已寄出的包裹。",
        english: "The file has no waybill", remedy: "Check that what was exported are parcels that left.")
    case .missing(let column):
      Explanation(
        "D95", "缺少“\(column)”，没有登记该行", remedy: "请补填后重新导入；已登记的行不会重复登记。",
        english: "“\(column)” is empty; the line was not recorded",
        remedy: "Fill it in and import again; lines that were recorded are not recorded twice.")
    case .digitsLost:
      Explanation(
        "D96", "快递单号被表格软件改成了数字，末尾几位已丢失，没有登记该行", remedy: "请用快递公司导出的原文件，或把该列设为“文本”后重新填写。",
        english:
          "A spreadsheet has made a number of the waybill's number and lost its last digits; the line was not recorded",
        remedy: "Use the courier's own file, or set the column to text and enter the number again.")
    case .shippedOtherwise(let order):
      Explanation(
        "D97", "订单 \(order) 已用另一单号寄出，没有登记该行", remedy: "请核对单号；order show 列出已登记的单号。",
        english: "Order \(order) left under another waybill before; the line was not recorded",
        remedy: "Check the number; order show lists those that were recorded.")
    case .sameWaybill(let line, let order):
      Explanation(
        "D98", "单号与第 \(line) 行订单 \(order) 的相同；两行都已登记", remedy: "确为同一包裹的无需处理；填错的请联系快递公司更正。",
        english: "The waybill is that of line \(line), order \(order); both lines were recorded",
        remedy: "Nothing to do for one parcel with two orders; otherwise ask the courier for the right number.")
    }
  }

  /// As a finding about a line.
  public func finding(in file: String, line: Int?, column: String? = nil) -> Finding {
    Finding(severity, at: Place(file: file, line: line, column: column), rule: "S0-115", explanation)
  }
}
