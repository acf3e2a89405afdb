// Reads working hours and the table of holidays.
internal import Domain

struct TimeReader {
  private let reader: DefinitionReader

  init(_ reader: DefinitionReader) { self.reader = reader }

  /// `[["09:00", "12:00"], ["13:30", "17:30"]]`
  func hours(_ node: YAMLNode?) -> WorkingHours {
    guard let node else { return .usual }
    let sessions = reader.list(node).map(session)
    if let hours = WorkingHours(sessions.compactMap(\.self)), hours.sessions.count == sessions.count { return hours }
    reader.report(PackMistake.malformedHours, at: node.place)
    return .usual
  }

  private func session(_ node: YAMLNode) -> Range<Int>? {
    let bounds = reader.texts(node).map(WorkingHours.minute)
    guard bounds.count == 2, let begin = bounds[0], let end = bounds[1], begin < end else { return nil }
    return begin..<end
  }

  func calendar(_ path: String) -> WorkingCalendar {
    guard let tree = reader.tree(of: path) else { return .weekends }
    var holidays: Set<CivilDate> = []
    var worked: Set<CivilDate> = []
    var years: [Int] = []
    for node in reader.list(reader.fields(tree, .holidayTable)["years"]) {
      let values = reader.fields(node, .holidayYear)
      guard let year = reader.integer(values["year"]) else { continue }
      if let last = years.last, year != last + 1 { reader.report(PackMistake.yearsApart, at: node.place) }
      years.append(year)
      holidays.formUnion(reader.list(values["holidays"]).flatMap { days($0, of: year) })
      for node in reader.list(values["worked"]) { if let day = day(node, of: year) { worked.insert(day) } }
    }
    for node in tree["years"]?.items ?? [] { checkWorked(node["worked"], holidays) }
    return WorkingCalendar(
      holidays: holidays, worked: worked,
      covered: years.first.flatMap { first in years.last.map { first...max(first, $0) } })
  }

  private func days(_ node: YAMLNode, of year: Int) -> [CivilDate] {
    let values = reader.fields(node, .holiday)
    guard let from = values["from"].flatMap({ day($0, of: year) }), let to = values["to"].flatMap({ day($0, of: year) })
    else { return [] }
    let count = to.daysSince1970 - from.daysSince1970
    guard (0..<31).contains(count) else {
      reader.report(PackMistake.malformedDay(to.description), at: values["to"]?.place ?? node.place)
      return []
    }
    return (0...count).map { from.advanced(byDays: $0) }
  }

  private func day(_ node: YAMLNode, of year: Int) -> CivilDate? {
    guard let text = reader.text(node) else { return nil }
    if let day = CivilDate(text), day.year == year { return day }
    reader.report(PackMistake.malformedDay(text), at: node.place)
    return nil
  }

  /// A day is worked instead of a weekend's rest; anything else was mistyped.
  private func checkWorked(_ node: YAMLNode?, _ holidays: Set<CivilDate>) {
    for node in node?.items ?? [] {
      guard let day = node.text.flatMap({ CivilDate($0) }), !day.isWeekend || holidays.contains(day) else { continue }
      reader.report(PackMistake.notAWeekend(day.description), at: node.place)
    }
  }
}
