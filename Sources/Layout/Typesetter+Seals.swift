// Sets the places that seals go to and the rulers beside them, all in true millimetres.

extension Colour {
  /// Outlines that guide the hand and vanish beside ink.
  static let guide = Colour(grey: 178)
  /// Words inside such outlines.
  static let guideWords = Colour(grey: 125)
}

extension SealShape {
  func outline(centredIn frame: Rectangle, stroke: Stroke) -> Item {
    let rectangle = rectangle(centredIn: frame)
    return switch self {
    case .circle, .ellipse: .ellipse(rectangle, stroke: stroke, fill: nil)
    case .rectangle: .rectangle(rectangle, stroke: stroke, fill: nil)
    }
  }

  func rectangle(centredIn frame: Rectangle) -> Rectangle {
    Rectangle(
      x: frame.x + (frame.width - size.width) / 2, y: frame.y + (frame.height - size.height) / 2, width: size.width,
      height: size.height)
  }
}

extension Typesetter {
  private var guideStroke: Stroke { Stroke(thickness: .mm(0.2), colour: .guide, dash: [.mm(1.5), .mm(1)]) }

  func set(_ box: SealBox, width: Length) throws(LayoutFault) -> Fragment {
    let height = box.shape.size.height + box.margin * 2
    let frame = Rectangle(x: .zero, y: .zero, width: width, height: height)
    var fragment = Fragment(width: width, height: height)
    fragment.items.append(box.shape.outline(centredIn: frame, stroke: guideStroke))
    fragment.boxes.append(
      NamedBox(box.name, .seal(sealClass: box.sealClass), box.shape.rectangle(centredIn: frame)))
    let caption = try set(box.caption, width: box.shape.size.width * 3 / 4)
    fragment.add(caption, x: (width - caption.size.width) / 2, y: (height - caption.size.height) / 2)
    return fragment
  }

  func set(_ box: CaptureBox, width: Length, block name: String) throws(LayoutFault) -> Fragment {
    guard box.size.width <= width else { throw .tableTooWide(block: name, excess: box.size.width - width) }
    let caption = try set(box.caption, width: box.size.width)
    let top = caption.size.height + .mm(1)
    var fragment = Fragment(width: width, height: top + box.size.height)
    let frame = Rectangle(
      x: (width - box.size.width) / 2, y: top, width: box.size.width, height: box.size.height)
    fragment.add(caption, x: frame.x, y: .zero)
    fragment.items.append(.rectangle(frame, stroke: Stroke(thickness: .mm(0.35)), fill: nil))
    fragment.items.append(box.shape.outline(centredIn: frame, stroke: guideStroke))
    fragment.items.append(contentsOf: centreMarks(in: frame))
    fragment.boxes.append(NamedBox(box.name, .capture(sealClass: box.sealClass), frame))
    return fragment
  }

  /// Short strokes inward from the middle of each side, so that the hand finds the centre.
  private func centreMarks(in frame: Rectangle) -> [Item] {
    let middle = Point(x: frame.x + frame.width / 2, y: frame.y + frame.height / 2)
    let length = Length.mm(3)
    let ends = [
      (Point(x: middle.x, y: frame.y), Point(x: middle.x, y: frame.y + length)),
      (Point(x: middle.x, y: frame.maxY - length), Point(x: middle.x, y: frame.maxY)),
      (Point(x: frame.x, y: middle.y), Point(x: frame.x + length, y: middle.y)),
      (Point(x: frame.maxX - length, y: middle.y), Point(x: frame.maxX, y: middle.y)),
    ]
    return ends.map { .line(from: $0, to: $1, thickness: .mm(0.2), colour: .guide, dash: []) }
  }

  // MARK: Rulers

  func set(_ bar: ScaleBar, width: Length) throws(LayoutFault) -> Fragment {
    bar.direction == .across ? try rulerAcross(bar, width: width) : try rulerDown(bar, width: width)
  }

  private func rulerAcross(_ bar: ScaleBar, width: Length) throws(LayoutFault) -> Fragment {
    let left = (width - ScaleBar.length) / 2
    var fragment = Fragment(width: width, height: .mm(7.5))
    let y = Length.mm(3)
    fragment.items.append(stroke(Point(x: left, y: y), Point(x: left + ScaleBar.length, y: y)))
    for step in 0...10 {
      let x = left + .mm(10 * step)
      fragment.items.append(stroke(Point(x: x, y: y - tick(step)), Point(x: x, y: y)))
    }
    fragment.boxes.append(
      NamedBox(bar.name, .scaleBar, Rectangle(x: left, y: .zero, width: ScaleBar.length, height: y)))
    for step in [0, 5, 10] {
      let label = try set(label("\(step * 10)\(step == 10 ? " mm" : "")", bar), width: .mm(20))
      fragment.add(label, x: left + .mm(10 * step - 10), y: y + .mm(0.3))
    }
    return fragment
  }

  private func rulerDown(_ bar: ScaleBar, width: Length) throws(LayoutFault) -> Fragment {
    var fragment = Fragment(width: width, height: ScaleBar.length + .mm(5))
    let x = Length.mm(3)
    fragment.items.append(stroke(Point(x: x, y: .zero), Point(x: x, y: ScaleBar.length)))
    for step in 0...10 {
      let y = Length.mm(10 * step)
      fragment.items.append(stroke(Point(x: x - tick(step), y: y), Point(x: x, y: y)))
    }
    fragment.boxes.append(
      NamedBox(bar.name, .scaleBar, Rectangle(x: .zero, y: .zero, width: x, height: ScaleBar.length)))
    for step in [0, 5] {
      var words = label("\(step * 10)", bar)
      words.alignment = .left
      let number = try set(words, width: .mm(5))
      fragment.add(number, x: x + .mm(0.8), y: .mm(10 * step) - number.size.height / 2)
    }
    fragment.add(try set(label("100 mm", bar), width: .mm(14)), x: -.mm(4), y: ScaleBar.length + .mm(0.5))
    return fragment
  }

  private func tick(_ step: Int) -> Length { step.isMultiple(of: 5) ? .mm(3) : .mm(1.8) }

  private func stroke(_ from: Point, _ to: Point) -> Item {
    .line(from: from, to: to, thickness: .mm(0.25), colour: .black, dash: [])
  }

  private func label(_ text: String, _ bar: ScaleBar) -> Paragraph {
    Paragraph([.text(text, nil)], style: bar.style, alignment: .centre, leading: 120)
  }
}
