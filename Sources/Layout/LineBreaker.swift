// Breaks atoms into lines: line-start and line-end prohibitions, squeezed marks, words whole, thin spaces.

/// Atoms of one line, each at its place.
struct Line {
  var atoms: ArraySlice<Atom>
  /// Where each atom begins, from the line's left end.
  var places: [Length]
  /// From the left end to the end of the ink; white at a closing mark's right is not counted.
  var width: Length
  /// Whether more of the same text follows, so that a justified line must fill its measure.
  var continues: Bool
  /// Whether a word had to be cut because it is longer than a line.
  var cutsWord: Bool

  /// Stretches the line to `measure`; left as it is where that would tear it apart.
  mutating func justify(to measure: Length) {
    let start = atoms.startIndex
    let gaps = atoms.indices.dropFirst().filter { atoms[$0 - 1].mayStretch(before: atoms[$0]) }
    let extra = measure - width
    guard extra > .zero, let last = atoms.last, !gaps.isEmpty,
      extra.micrometres <= gaps.count * last.style.size.micrometres * Atom.thinnest / 100
    else { return }
    var given = 0
    var next = 0
    for index in atoms.indices {
      if next < gaps.count, gaps[next] == index {
        next += 1
        given = extra.micrometres * next / gaps.count
      }
      places[index - start] = places[index - start] + Length(micrometres: given)
    }
    width = measure
  }
}

struct LineBreaker {
  let atoms: [Atom]
  let measure: Length
  let indent: Length
  let firstLineIndent: Length

  func lines() -> [Line] {
    var lines: [Line] = []
    var start = 0
    while start < atoms.count {
      let line = line(from: start, isFirst: lines.isEmpty)
      lines.append(line)
      start = line.atoms.endIndex
      // Spaces and the line's end mark stay behind at the break.
      while start < atoms.count, line.continues, atoms[start].kind == .space { start += 1 }
      if start < atoms.count, atoms[start].kind == .lineEnd { start += 1 }
    }
    return lines
  }

  private func line(from start: Int, isFirst: Bool) -> Line {
    let begin = indent + (isFirst ? firstLineIndent : .zero)
    var places: [Length] = []
    var pen = begin
    var ink = begin
    var lastBreak: (end: Int, width: Length)?
    for index in start..<atoms.count {
      let atom = atoms[index]
      if atom.kind == .lineEnd {
        return Line(atoms: atoms[start..<index], places: places, width: ink, continues: false, cutsWord: false)
      }
      if index > start, atoms[index - 1].mayBreak(before: atom) { lastBreak = (index, ink) }
      let place = index == start ? begin - (isFirst ? .zero : atom.leadingWhite) : pen + gap(at: index)
      pen = place + atom.width
      if atom.kind != .space {
        let end = pen - atom.trailingWhite
        if end > measure, index > start {
          let fallback = (end: index, width: ink)
          let (end, width) = lastBreak ?? fallback
          return Line(
            atoms: atoms[start..<end], places: Array(places.prefix(end - start)), width: width, continues: true,
            cutsWord: lastBreak == nil)
        }
        ink = end
      }
      places.append(place)
    }
    return Line(
      atoms: atoms[start...], places: places, width: ink, continues: false, cutsWord: ink > measure)
  }

  private func gap(at index: Int) -> Length { atoms[index - 1].gap(before: atoms[index]) }
}
