// Puts one line's letters, boxes and underlines at their places.

struct LineDrawer {
  let line: Line
  let parts: MeasuredParagraph
  let size: Length
  /// Left end of the baseline, in the fragment.
  let origin: Point
  let ascent: Length
  let descent: Length

  func draw(into fragment: inout Fragment) {
    drawRuns(into: &fragment)
    drawBoxes(into: &fragment)
    drawValues(into: &fragment)
  }

  private var indices: Range<Int> { line.atoms.indices }

  private func x(_ index: Int) -> Length { origin.x + line.places[index - line.atoms.startIndex] }

  // MARK: Text

  /// Neighbours in one style make one run; inside it a new piece begins wherever letters do not simply follow.
  private func drawRuns(into fragment: inout Fragment) {
    var run: TextRun?
    var isValue = false
    var pen = Length.zero
    for index in indices {
      let atom = line.atoms[index]
      guard case .grapheme(let character) = atom.content else {
        finish(&run, isValue, into: &fragment)
        // A number is read before what hangs behind it.
        if case .box(.label(let text, _)) = atom.content {
          fragment.items.append(drawn(text, at: x(index), style: atom.style))
        }
        continue
      }
      let goesOn = isValue == atom.isValue || run != nil && character.isWhitespace
      if run?.style != atom.style || !goesOn {
        finish(&run, isValue, into: &fragment)
        isValue = atom.isValue
      }
      pen = add(character, at: x(index), to: &run, style: atom.style, pen: pen) + atom.width
    }
    finish(&run, isValue, into: &fragment)
  }

  /// Puts a letter into its run and says where it begins there. A blank never makes a piece of its own: drawing
  /// leaves out what has no ink, and with it the blank in the text.
  private func add(
    _ character: Character, at place: Length, to run: inout TextRun?, style: TextStyle, pen: Length
  ) -> Length {
    guard var open = run, let last = open.pieces.indices.last else {
      run = TextRun(
        origin: Point(x: place, y: origin.y), style: style, pieces: [TextRun.Piece(String(character), offset: .zero)])
      return place
    }
    defer { run = open }
    if open.pieces[last].text.allSatisfy(\.isWhitespace) {
      open.pieces[last].offset = open.pieces[last].offset + (place - pen)
    } else if character.isWhitespace, pen != place {
      open.pieces[last].text.append(character)
      return pen
    } else if pen != place {
      open.pieces.append(TextRun.Piece(String(character), offset: place - open.origin.x))
      return place
    }
    open.pieces[last].text.append(character)
    return place
  }

  private func finish(_ run: inout TextRun?, _ isValue: Bool, into fragment: inout Fragment) {
    guard var done = run else { return }
    run = nil
    while let last = done.pieces.indices.last, done.pieces[last].text.last == " " {
      done.pieces[last].text.removeLast()
      if done.pieces[last].text.isEmpty { done.pieces.removeLast() }
    }
    if !done.pieces.isEmpty { fragment.items.append(isValue ? .filling(.text(done)) : .text(done)) }
  }

  // MARK: Boxes

  private func drawBoxes(into fragment: inout Fragment) {
    for index in indices {
      let atom = line.atoms[index]
      guard case .box(let inline) = atom.content else { continue }
      switch inline {
      case .blank(let name, let width):
        fragment.items.append(underline(from: x(index), width: width))
        fragment.boxes.append(NamedBox(name, .blank, textBox(from: x(index), to: x(index) + width)))
      case .checkBox(let name, let ticked):
        drawCheckBox(name, ticked: ticked, at: x(index), style: atom.style, into: &fragment)
      case .value:
        drawShortValue(at: index, into: &fragment)
      case .label, .text, .newLine: break
      }
    }
  }

  private func underline(from x: Length, width: Length) -> Item {
    let y = origin.y + descent + .mm(0.3)
    return .line(
      from: Point(x: x, y: y), to: Point(x: x + width, y: y), thickness: .mm(0.15), colour: .black, dash: [])
  }

  private func drawCheckBox(
    _ name: String, ticked: Bool, at x: Length, style: TextStyle, into fragment: inout Fragment
  ) {
    let side = style.size * 17 / 20
    let square = Rectangle(x: x, y: origin.y + style.size / 10 - side, width: side, height: side)
    func point(_ across: Int, _ down: Int) -> Point {
      Point(x: square.x + side * across / 100, y: square.y + side * down / 100)
    }
    var items: [Item] = [.rectangle(square, stroke: Stroke(thickness: .mm(0.2), colour: style.colour), fill: nil)]
    if ticked {
      let stroke = Stroke(thickness: side / 8, colour: style.colour)
      items.append(.filling(.polyline([point(18, 50), point(41, 76), point(84, 20)], stroke: stroke)))
    }
    fragment.items.append(.group(.figure(alternative: ticked ? "已选" : "未选"), items))
    fragment.boxes.append(NamedBox(name, .field, square))
  }

  /// A value no longer than its line stands in the middle of it.
  private func drawShortValue(at index: Int, into fragment: inout Fragment) {
    let atom = line.atoms[index]
    guard case .box(.value(let value)) = atom.content else { return }
    let natural = parts.width(of: parts.parts[atom.source], at: size)
    let start = x(index) + (atom.width - natural) / 2
    fragment.items.append(.filling(drawn(value.text, at: start, style: atom.style)))
    fragment.boxes.append(NamedBox(value.name, .field, textBox(from: start, to: start + natural)))
    fragment.items.append(underline(from: x(index), width: atom.width))
  }

  private func drawn(_ text: String, at x: Length, style: TextStyle) -> Item {
    let piece = TextRun.Piece(text, offset: .zero)
    return .text(TextRun(origin: Point(x: x, y: origin.y), style: style, pieces: [piece]))
  }

  // MARK: Values in running text

  private func drawValues(into fragment: inout Fragment) {
    var first: Int?
    for index in indices {
      let atom = line.atoms[index]
      guard case .grapheme = atom.content, atom.isValue else { continue }
      let begin = first ?? index
      first = begin
      let next = index + 1
      if next < indices.upperBound, line.atoms[next].source == atom.source { continue }
      drawValue(begin..<next, into: &fragment)
      first = nil
    }
  }

  private func drawValue(_ range: Range<Int>, into fragment: inout Fragment) {
    let last = line.atoms[range.upperBound - 1]
    guard case .value(let value) = parts.parts[last.source].inline else { return }
    let end = x(range.upperBound - 1) + last.width
    fragment.boxes.append(NamedBox(value.name, .field, textBox(from: x(range.lowerBound), to: end)))
    if value.underline != nil {
      fragment.items.append(.filling(underline(from: x(range.lowerBound), width: end - x(range.lowerBound))))
    }
  }

  private func textBox(from left: Length, to right: Length) -> Rectangle {
    Rectangle(x: left, y: origin.y - ascent, width: right - left, height: ascent + descent)
  }
}
