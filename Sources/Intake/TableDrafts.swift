// Rows under headings as drafts.
internal import Domain

final class TableDrafts: DraftSource {
  private let rows: any RowSource
  private let headings: Headings
  private let limits: Limits
  private var columns: [(name: String, meaning: Meaning?)]?
  private(set) var hasTold = false
  private var waiting: [Stop] = []

  init(_ rows: any RowSource, headings: Headings, limits: Limits) {
    self.rows = rows
    self.headings = headings
    self.limits = limits
  }

  func next() throws(Stop) -> Draft? {
    if columns == nil { try readHeadings() }
    while let row = try rows.next() {
      if row.isBlank { continue }
      return draft(of: row)
    }
    return remarks()
  }

  /// A last draft without values carries what there is to tell when no row is left to carry it.
  private func remarks() -> Draft? {
    waiting += rows.takeRemarks().map { Stop($0) }
    guard !waiting.isEmpty else { return nil }
    defer { waiting = [] }
    hasTold = true
    var draft = Draft(line: 1)
    draft.isUnreadable = true
    draft.faults = waiting
    return draft
  }

  /// The headings are the first of five rows in which two are known, or the application number is.
  private func readHeadings() throws(Stop) {
    for _ in 0..<5 {
      guard let row = try rows.next() else { break }
      let meanings = row.cells.map { headings.meaning(of: $0.text) }
      guard meanings.count(where: { $0 != nil }) >= 2 else { continue }
      try take(row, meanings)
      return
    }
    throw Stop(.noHeadings, line: 1)
  }

  private func take(_ row: Row, _ meanings: [Meaning?]) throws(Stop) {
    var seen: Set<String> = []
    for (index, meaning) in meanings.enumerated() {
      let text = row.cells[index].text
      guard let meaning else {
        if !text.isEmpty {
          waiting.append(Stop(.unknownHeading(nearest: headings.nearest(to: text)), line: row.line, column: text))
        }
        continue
      }
      guard seen.insert(meaning.label).inserted else {
        throw Stop(.headingTwice(meaning.label), line: row.line, column: text)
      }
    }
    columns = zip(row.cells, meanings).enumerated().map { index, item in
      let name = Self.trimmed(item.0.text)
      return (name.isEmpty ? rows.name(ofColumn: index) : name, item.1)
    }
  }

  private func draft(of row: Row) -> Draft {
    var draft = Draft(line: row.line)
    draft.faults = waiting + rows.takeRemarks().map { Stop($0) }
    waiting = []
    if let fault = row.fault {
      draft.faults.append(Stop(fault, line: row.line, column: columns?[safe: row.cells.count - 1]?.name))
      draft.isUnreadable = true
    }
    let known = columns ?? []
    let surplus = row.cells.dropFirst(known.count).count { !$0.text.isEmpty }
    if surplus > 0 {
      draft.faults.append(Stop(.surplusCells(surplus), line: row.line))
      draft.isUnreadable = true
    }
    for (cell, column) in zip(row.cells, known) {
      guard let meaning = column.meaning else { continue }
      let value = SpreadsheetDamage.value(of: cell, for: meaning, line: row.line, column: column.name)
      if !value.text.isEmpty || !value.faults.isEmpty { draft.put(value, under: meaning) }
    }
    return draft
  }

  private static func trimmed(_ heading: String) -> String {
    String(heading.filter { !$0.isNewline && $0 != "\u{FEFF}" }.prefix(60))
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
