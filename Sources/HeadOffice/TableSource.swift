// The source of a table: a CSV or JSON file, entry by entry, each a map from headings to texts.
internal import Bundles
internal import Domain
internal import Files

struct TableSource {
  /// An entry with its place, counted from 1.
  struct Entry {
    let number: Int
    let values: [String: String]

    /// A value that must be there.
    func text(_ heading: String) throws(OfficeRefusal) -> String {
      guard let value = values[heading], !value.isEmpty else { throw .badSource(line: number, heading) }
      return value
    }

    /// A value that may be left out.
    func optional(_ heading: String) -> String? { values[heading].flatMap { $0.isEmpty ? nil : $0 } }

    /// A value in another form.
    func value<Value>(_ heading: String, _ read: (String) -> Value?) throws(OfficeRefusal) -> Value {
      guard let value = read(try text(heading)) else { throw .badSource(line: number, heading) }
      return value
    }
  }

  let entries: [Entry]
  private static let largest = 64 << 20

  init(_ path: String) throws {
    let bytes = try Files.read(path, limit: Self.largest)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw OfficeRefusal.notUTF8(Files.name(of: path)) }
    let rows =
      text.first(where: { !$0.isWhitespace }) == "["
      ? Self.objects(bytes) : Self.rows(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    guard let rows else { throw OfficeRefusal.notUTF8(Files.name(of: path)) }
    entries = rows.enumerated().map { Entry(number: $0 + 1, values: $1) }
  }

  /// A list of objects whose values are texts, numbers or truths; nil for anything else.
  private static func objects(_ bytes: [UInt8]) -> [[String: String]]? {
    guard let value = try? JSONValue(parsing: bytes), case .list(let items) = value else { return nil }
    var rows: [[String: String]] = []
    for item in items {
      guard case .object(let fields) = item else { return nil }
      rows.append(fields.compactMapValues(text))
    }
    return rows
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    case .truth(let truth): truth ? "true" : "false"
    default: nil
    }
  }

  /// Comma-separated rows (RFC 4180) under a row of headings; nil without headings or with an open quote.
  private static func rows(_ text: String) -> [[String: String]]? {
    guard let cells = cells(text), let headings = cells.first, !headings.isEmpty else { return nil }
    return cells.dropFirst().filter { $0 != [""] }.map { row in
      Dictionary(zip(headings, row), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func cells(_ text: String) -> [[String]]? {
    var (rows, row, cell) = ([[String]](), [String](), "")
    var isQuoted = false
    var previous: Character?
    for character in text {
      switch character {
      case "\"":
        // Two quotes inside quotes are one.
        if !isQuoted && previous == "\"" { cell.append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        rows.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.append(character)
      }
      previous = character
    }
    if !row.isEmpty || !cell.isEmpty { rows.append(row + [cell]) }
    return isQuoted ? nil : rows
  }
}
