// Lists of waybills as couriers and mail rooms write them: one parcel a row, in CSV or XLSX.
public import Domain

/// A parcel that left: what one row says.
public struct WaybillLine: Hashable, Sendable {
  /// The order's number or its application's.
  public let order: String
  public let courier: String
  public let waybill: String
  /// What is in it besides the tokens, as title and number.
  public let items: [String]
  /// Whether it holds the invoice alone.
  public let isInvoice: Bool
}

/// One result of reading a list, in the order of the file.
public enum WaybillReading: Hashable, Sendable {
  case line(WaybillLine, Place)
  case finding(Finding)
}

public struct Waybills: Sendable {
  private let limits: Limits

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Reads one list: CSV in UTF-8 or GB18030, or XLSX, recognised by content. Its first row names the columns.
  public func read<Failure: Error>(_ path: String, each: (WaybillReading) throws(Failure) -> Void) throws(Failure) {
    let rows: any RowSource
    switch Result(catching: { () throws(Stop) in try Opening.rows(of: path, limits: limits) }) {
    case .success(let source): rows = source
    case .failure(let stop): return try each(.finding(stop.finding(in: path)))
    }
    var table: WaybillTable?
    var count = 0
    while true {
      switch Result(catching: { () throws(Stop) in try rows.next() }) {
      case .failure(let stop): return try each(.finding(stop.finding(in: path)))
      case .success(nil):
        if count == 0 { try each(.finding(WaybillFault.noLines.finding(in: path, line: nil))) }
        return
      case .success(let row?):
        if row.isBlank { continue }
        guard let known = table else {
          table = WaybillTable(headings: row)
          if table == nil { return try each(.finding(WaybillFault.noHeadings.finding(in: path, line: row.line))) }
          continue
        }
        count += 1
        if count > limits.rows {
          return try each(.finding(Stop(.tooManyRows(limits.rows), line: row.line).finding(in: path)))
        }
        try each(known.reading(of: row, in: path))
      }
    }
  }
}

/// The rows below the headings.
struct WaybillTable {
  private enum Column: String, CaseIterable {
    case order, courier, waybill, items, content

    /// The words by which it is known; the first is shown.
    var headings: [String] {
      switch self {
      case .order: ["订单号", "订单编号", "申请编号", rawValue]
      case .courier: ["快递公司", "物流公司", "承运人", rawValue]
      case .waybill: ["快递单号", "物流单号", "运单号", rawValue]
      case .items: ["物品", "寄送物品", rawValue]
      case .content: ["内容", "寄送内容", rawValue]
      }
    }

    static let needed: [Column] = [.order, .courier, .waybill]
  }

  private let places: [Column: Int]

  /// Nil when a column that is needed has no heading.
  init?(headings row: Row) {
    let names = row.cells.map { Self.bare($0.text).lowercased() }
    var places: [Column: Int] = [:]
    for column in Column.allCases {
      places[column] = names.firstIndex { column.headings.contains($0) }
    }
    guard Column.needed.allSatisfy({ places[$0] != nil }) else { return nil }
    self.places = places
  }

  func reading(of row: Row, in file: String) -> WaybillReading {
    if let fault = row.fault {
      return .finding(Stop(fault, line: row.line).finding(in: file))
    }
    for column in Column.needed where text(column, row).isEmpty {
      return .finding(
        WaybillFault.missing(column.headings[0]).finding(in: file, line: row.line, column: column.headings[0]))
    }
    guard !isDamaged(row) else {
      return .finding(WaybillFault.digitsLost.finding(in: file, line: row.line, column: Column.waybill.headings[0]))
    }
    let items = text(.items, row).split { "、；;".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    return .line(
      WaybillLine(
        order: text(.order, row), courier: text(.courier, row), waybill: text(.waybill, row), items: items,
        isInvoice: text(.content, row).contains("发票")), Place(file: file, line: row.line))
  }

  /// A spreadsheet keeps fifteen digits of a number; the others are zeros or an exponent.
  private func isDamaged(_ row: Row) -> Bool {
    let waybill = text(.waybill, row)
    if waybill.wholeMatch(of: /[0-9](\.[0-9]+)?[Ee]\+?[0-9]+/) != nil { return true }
    guard let place = places[.waybill], let cell = row.cells[safe: place], case .number = cell.origin else {
      return false
    }
    return waybill.count > 15
  }

  private func text(_ column: Column, _ row: Row) -> String {
    places[column].flatMap { row.cells[safe: $0]?.text }.map(Self.bare) ?? ""
  }

  /// Without the spaces and apostrophes that keep spreadsheets from changing a number.
  private static func bare(_ text: String) -> String {
    text.filter { $0 != "\u{FEFF}" && $0 != "'" && $0 != "`" }.trimmed
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
