// The rows below a statement's headings as lines.
internal import Domain

struct StatementTable {
  private let format: StatementFormat
  /// Several columns may have one role, such as what is remarked.
  private let places: [StatementFormat.Role: [Int]]

  /// Nil when the row is not the headings of a known format; of several formats, that with most of its columns here.
  init?(headings row: Row, _ formats: [StatementFormat]) {
    let names = row.cells.map { Self.plain($0.text) }
    let found = formats.map { ($0, Self.places(of: $0, in: names)) }.filter { _, places in
      [.day, .amount, .reference].allSatisfy { places[$0] != nil }
    }
    guard let (format, places) = found.max(by: { $0.1.count < $1.1.count }) else { return nil }
    self.format = format
    self.places = places
  }

  private static func places(of format: StatementFormat, in names: [String]) -> [StatementFormat.Role: [Int]] {
    var places: [StatementFormat.Role: [Int]] = [:]
    for (role, headings) in format.columns {
      let known = headings.map(plain)
      let found = names.indices.filter { known.contains(names[$0]) }
      if !found.isEmpty { places[role] = role == .remark ? found : [found[0]] }
    }
    return places
  }

  /// Headings without spaces, units in brackets and a byte-order mark.
  private static func plain(_ heading: String) -> String {
    String(PayerName.plain(heading.filter { $0 != "\u{FEFF}" }).replacing("(元)", with: ""))
  }

  /// Nil for a row that is no line, such as the sum below the table.
  func reading(of row: Row, in file: String) -> StatementReading? {
    let reference = Self.bare(text(.reference, row))
    let (amount, debit) = (Self.bare(text(.amount, row)), Self.bare(text(.debit, row)))
    if reference.isEmpty {
      let isLine = CivilDate(written: text(.day, row)) != nil && !(amount + debit).isEmpty
      return isLine ? .finding(StatementFault.noReference.finding(in: file, line: row.line)) : nil
    }
    if Self.isScientific(reference) { return .finding(StatementFault.digitsLost.finding(in: file, line: row.line)) }
    guard let came = Self.fen(amount), let went = Self.fen(debit) else {
      return .finding(StatementFault.amount.finding(in: file, line: row.line))
    }
    guard let day = CivilDate(written: text(.day, row)) else {
      return .finding(StatementFault.day.finding(in: file, line: row.line))
    }
    let words = text(.mark, row) + text(.remark, row)
    let isMarked = format.reversals.contains { words.contains($0) }
    let isReversal = came < 0 || isMarked
    let fen = came == 0 ? went : came
    guard fen != 0, came != 0 || isReversal else { return .outgoing }
    let line = StatementLine(
      way: format.way, day: day, fen: abs(fen), isReversal: isReversal, reference: reference,
      original: value(.original, row), payer: value(.payer, row), account: value(.account, row),
      remark: value(.remark, row))
    let bytes = row.cells.map(\.text).joined(separator: "\u{1F}")
    return .line(line, text: bytes, Place(file: file, line: row.line))
  }

  private func text(_ role: StatementFormat.Role, _ row: Row) -> String {
    (places[role] ?? []).compactMap { row.cells[safe: $0]?.text }.joined(separator: " ")
  }

  private func value(_ role: StatementFormat.Role, _ row: Row) -> String? {
    let bare = role == .remark ? text(role, row) : Self.bare(text(role, row))
    return bare.allSatisfy(\.isWhitespace) ? nil : bare
  }

  /// Banks put a tab or an apostrophe before long numbers, against spreadsheets.
  private static func bare(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace && $0 != "'" && $0 != "`" })
  }

  private static func isScientific(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9](\.[0-9]+)?[Ee]\+[0-9]+/) != nil
  }

  /// Yuan with thousands separators, a currency mark and a sign; 0 for nothing at all, nil for what is no amount.
  private static func fen(_ text: String) -> Int? {
    let digits = String(text.filter { !",，￥¥+-".contains($0) })
    guard !digits.isEmpty else { return text.isEmpty || text == "-" || text == "--" ? 0 : nil }
    guard let money = Money(yuan: digits) else { return nil }
    return text.hasPrefix("-") || text.hasPrefix("￥-") || text.hasPrefix("¥-") ? -money.fen : money.fen
  }
}

extension CivilDate {
  /// Reads `2026-03-09`, `2026/3/9`, `2026.3.9`, `2026年3月9日` and `20260309`, whatever time follows; nil for others.
  init?(written text: String) {
    let trimmed = String(text.drop { $0.isWhitespace || $0 == "'" || $0 == "`" })
    guard let match = trimmed.firstMatch(of: /^([0-9]{4})[-\/.年]?([0-9]{1,2})[-\/.月]?([0-9]{1,2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
