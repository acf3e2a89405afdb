// What the headings of a table and the keys of a JSON object mean.
internal import Domain

struct Headings {
  let catalogue: FieldCatalogue

  /// The meaning of a heading: blanks and a byte-order mark around it, full-width brackets and a required-mark do not matter.
  func meaning(of heading: String) -> Meaning? {
    // Most data come from programs, whose keys are as they should be: looking closer takes longer than all the rest.
    known(heading) ?? known(Self.plain(heading))
  }

  private func known(_ heading: String) -> Meaning? {
    Meaning.common[heading] ?? catalogue.field(headed: heading).map(Meaning.field)
  }

  /// The known heading nearest to one that means nothing, within two changes of a letter.
  func nearest(to heading: String) -> String? {
    let plain = Self.plain(heading)
    guard (2...60).contains(plain.count) else { return nil }
    let known = catalogue.fields.flatMap { [$0.id, $0.label] } + Array(Meaning.common.keys).sorted()
    let allowed = plain.count < 5 ? 1 : 2
    return known.map { ($0, Self.distance(plain, $0, limit: allowed)) }.filter { $0.1 <= allowed }
      .min { $0.1 < $1.1 }?.0
  }

  private static func plain(_ heading: String) -> String {
    String(heading.filter { !$0.isWhitespace && !"*＊★\u{FEFF}：:".contains($0) })
  }

  /// The edits from one word to the other; `limit + 1` when there are more.
  private static func distance(_ left: String, _ right: String, limit: Int) -> Int {
    let (left, right) = (Array(left), Array(right))
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in 1..<row.count {
        let cost = min(row[column], row[column - 1]) + 1
        let replaced = diagonal + (right[column - 1] == character ? 0 : 1)
        diagonal = row[column]
        row[column] = min(cost, replaced)
      }
    }
    return row[right.count]
  }
}
