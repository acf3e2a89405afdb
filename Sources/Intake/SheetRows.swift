// A worksheet's rows, one at a time (ISO/IEC 29500-1, 18.3).

final class SheetRows: RowSource {
  private let workbook: Workbook
  private let pull: XMLPull
  private let merges: MergedRanges
  private let limits: Limits
  private var rowNumber = 0
  private var remarks: [IntakeFault]

  init(_ path: String, limits: Limits) throws(Stop) {
    self.limits = limits
    workbook = try Workbook(path, limits: limits)
    merges = try MergedRanges(in: workbook.package.part(workbook.sheet))
    pull = try XMLPull(workbook.package.part(workbook.sheet))
    remarks = workbook.otherSheets > 0 ? [.furtherSheets(workbook.otherSheets)] : []
  }

  func name(ofColumn index: Int) -> String { CellReference.letters(of: index) }

  func takeRemarks() -> [IntakeFault] {
    defer { remarks = [] }
    return remarks
  }

  func next() throws(Stop) -> Row? {
    do throws(Stop) {
      while try pull.next() {
        guard pull.node == .open, pull.name == "row" else { continue }
        rowNumber = pull.attribute("r").flatMap { Int($0) }.flatMap { $0 > rowNumber ? $0 : nil } ?? rowNumber + 1
        return pull.isEmptyElement ? Row(line: rowNumber, cells: []) : try row()
      }
      return nil
    } catch {
      throw Stop(error.fault, line: rowNumber + 1)
    }
  }

  private func row() throws(Stop) -> Row {
    var row = Row(line: rowNumber, cells: [])
    let merged = merges.touching(row: rowNumber)
    while try pull.next() {
      if pull.node == .close, pull.name == "row" { break }
      guard pull.node == .open, pull.name == "c" else { continue }
      let column = pull.attribute("r").flatMap(CellReference.column) ?? row.cells.count
      guard column < limits.columns else { throw Stop(.tooManyColumns(limits.columns)) }
      while row.cells.count < column { row.cells.append(Cell(text: "", merged: merged.range(column: row.cells.count))) }
      var cell = try cell()
      cell.merged = merged.range(column: column)
      if column < row.cells.count { row.cells[column] = cell } else { row.cells.append(cell) }
    }
    return row
  }

  private func cell() throws(Stop) -> Cell {
    let type = pull.attribute("t") ?? "n"
    let style = pull.attribute("s").flatMap { Int($0) } ?? 0
    guard !pull.isEmptyElement else { return Cell(text: "") }
    var value = ""
    var isValue = false
    var isFormula = false
    var phonetic = 0
    while try pull.next() {
      switch (pull.node, pull.node == .text ? "" : pull.name) {
      case (.close, "c"):
        return isFormula ? Cell(text: value, origin: .formula) : finished(value, type: type, style: style)
      case (.open, "f"): isFormula = true
      case (.open, "rPh"): phonetic += pull.isEmptyElement ? 0 : 1
      case (.close, "rPh"): phonetic -= 1
      case (.open, "v"), (.open, "t"): isValue = !pull.isEmptyElement
      case (.close, "v"), (.close, "t"): isValue = false
      case (.text, _):
        if isValue && phonetic == 0 && value.utf8.count <= limits.cellBytes { value += pull.text }
      default: break
      }
    }
    throw Stop(.damagedXML)
  }

  private func finished(_ value: String, type: String, style: Int) -> Cell {
    guard value.utf8.count <= limits.cellBytes else { return Cell(text: "", origin: .tooLong(limit: limits.cellBytes)) }
    switch type {
    case "s":
      guard let text = Int(value).flatMap({ workbook.strings[$0] }) else {
        return Cell(text: "#REF!", origin: .error)
      }
      return text.utf8.count <= limits.cellBytes
        ? Cell(text: CellReference.unescaped(text)) : Cell(text: "", origin: .tooLong(limit: limits.cellBytes))
    case "inlineStr", "str": return Cell(text: CellReference.unescaped(value))
    case "b": return Cell(text: value == "1" || value == "true" ? "是" : "否")
    case "e": return Cell(text: value, origin: .error)
    case "d": return Cell(text: value, origin: .date(String(value.prefix(10))))
    default: return value.isEmpty ? Cell(text: "") : workbook.formats.cell(value, style: style)
    }
  }
}
