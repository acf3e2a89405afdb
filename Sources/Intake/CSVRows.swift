// Comma- and tab-separated tables (RFC 4180), row by row.

/// A cell as the file holds it.
struct Cell {
  enum Origin {
    case text
    /// A number as written, and whether its format shows leading zeros that the number lacks.
    case number(zeroPadded: Bool)
    /// A number that its format shows as a date; nil when there is no such day.
    case date(String?)
    case formula
    case error
    case tooLong(limit: Int)
  }

  var text: String
  var origin: Origin = .text
  /// The merged range that the cell belongs to.
  var merged: String?
}

/// A row of a table; a row that could not be read has its fault and whatever cells came before it.
struct Row {
  var line: Int
  var cells: [Cell]
  var fault: IntakeFault?

  var isBlank: Bool { fault == nil && cells.allSatisfy { $0.text.isEmpty && $0.merged == nil } }
}

protocol RowSource {
  /// The name of a column that has no heading: its letter or number.
  func name(ofColumn index: Int) -> String
  func next() throws(Stop) -> Row?
  /// What there is to tell about the table as a whole, once.
  func takeRemarks() -> [IntakeFault]
}

final class CSVRows: RowSource {
  private let reader: TextReader
  private let limits: Limits
  private let separator: UInt8
  /// Bytes read ahead, the next one last.
  private var ahead: [UInt8]
  private var line = 1

  init(_ reader: TextReader, limits: Limits) throws(Stop) {
    self.reader = reader
    self.limits = limits
    (separator, ahead) = try Self.separator(ahead: reader)
  }

  func name(ofColumn index: Int) -> String { String(index + 1) }

  func takeRemarks() -> [IntakeFault] { [] }

  /// Reads some text ahead; tab, comma or semicolon, whichever stands in it most often outside quotes.
  private static func separator(ahead reader: TextReader) throws(Stop) -> (UInt8, [UInt8]) {
    var taken: [UInt8] = []
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    while taken.count < 1 << 13, let byte = try reader.take() {
      taken.append(byte)
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted && [9, UInt8(ascii: ","), UInt8(ascii: ";")].contains(byte) { counts[byte, default: 0] += 1 }
    }
    let order: [UInt8] = [UInt8(ascii: ","), 9, UInt8(ascii: ";")]
    return (order.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? order[0], taken.reversed())
  }

  private func take() throws(Stop) -> UInt8? {
    let byte = if let byte = ahead.popLast() { byte } else { try reader.take() }
    if byte == UInt8(ascii: "\n") { line += 1 }
    return byte
  }

  private func peek() throws(Stop) -> UInt8? {
    if let byte = ahead.last { return byte }
    return try reader.peek()
  }

  func next() throws(Stop) -> Row? {
    guard try peek() != nil else { return nil }
    var row = Row(line: line, cells: [])
    while true {
      let (cell, isLast) = try cell(&row)
      row.cells.append(cell)
      if row.cells.count > limits.columns { throw Stop(.tooManyColumns(limits.columns), line: row.line) }
      if isLast { return row }
    }
  }

  /// One cell, and whether the row ends after it.
  private func cell(_ row: inout Row) throws(Stop) -> (Cell, Bool) {
    var bytes: [UInt8] = []
    if try peek() == UInt8(ascii: "\"") {
      let line = line
      _ = try take()
      guard try quoted(into: &bytes) else { throw Stop(.quoteNotClosed, line: line) }
      guard try isCellEnd(peek()) else {
        row.fault = .textAfterQuote
        while let byte = try peek(), byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") { _ = try take() }
        return (finished(bytes), try endsRow())
      }
    } else {
      while let byte = try peek(), !isCellEnd(byte) {
        if bytes.count <= limits.cellBytes { bytes.append(byte) }
        _ = try take()
      }
    }
    return (finished(bytes), try endsRow())
  }

  /// The inside of a quoted cell; false when the file ends in it.
  private func quoted(into bytes: inout [UInt8]) throws(Stop) -> Bool {
    while let byte = try take() {
      if byte == UInt8(ascii: "\"") {
        guard try peek() == UInt8(ascii: "\"") else { return true }
        _ = try take()
      }
      if bytes.count <= limits.cellBytes { bytes.append(byte) }
    }
    return false
  }

  private func finished(_ bytes: [UInt8]) -> Cell {
    guard bytes.count <= limits.cellBytes else { return Cell(text: "", origin: .tooLong(limit: limits.cellBytes)) }
    return Cell(text: String(decoding: bytes, as: UTF8.self))
  }

  private func isCellEnd(_ byte: UInt8?) -> Bool {
    byte == nil || byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Takes what ends a cell: true at the end of a row (CRLF, LF or CR) or of the file.
  private func endsRow() throws(Stop) -> Bool {
    guard let byte = try take() else { return true }
    if byte == separator { return false }
    guard byte == UInt8(ascii: "\r") else { return true }
    if try peek() == UInt8(ascii: "\n") { _ = try take() } else { line += 1 }
    return true
  }
}
