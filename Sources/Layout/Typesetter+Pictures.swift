// Sets pictures, and parts that are cut out of the sheet.

extension Typesetter {
  func set(_ picture: PictureBox, width: Length, block name: String) throws(LayoutFault) -> Fragment {
    let size = picture.size
    guard size.width <= width else { throw .tableTooWide(block: name, excess: size.width - width) }
    var inner = Fragment(
      width: size.width, height: size.height, tag: .figure(alternative: picture.alternative))
    inner.items.append(
      .picture(Rectangle(x: .zero, y: .zero, width: size.width, height: size.height), picture.picture))
    var fragment = Fragment(width: width, height: size.height)
    fragment.add(inner, x: picture.alignment.shift(of: size.width, in: width), y: .zero)
    return fragment
  }

  func set(_ cut: CutOut, width: Length, block name: String) throws(LayoutFault) -> Fragment {
    let around = CropMarks.gap + CropMarks.length
    guard cut.size.width + around * 2 <= width else {
      throw .tableTooWide(block: name, excess: cut.size.width + around * 2 - width)
    }
    let content = try stack(cut.blocks, width: cut.size.width - cut.margin * 2, block: name)
    guard content.size.height + cut.margin * 2 <= cut.size.height else {
      throw .overflow(block: name, pages: 1, longest: content.longest.flatMap { $0.lines > 1 ? $0.field : nil })
    }
    var fragment = Fragment(width: width, height: cut.size.height + around * 2)
    let frame = Rectangle(
      x: (width - cut.size.width) / 2, y: around, width: cut.size.width, height: cut.size.height)
    fragment.items = CropMarks(frame: frame).items
    fragment.add(content, x: frame.x + cut.margin, y: frame.y + cut.margin)
    return fragment
  }
}

extension Paragraph.Alignment {
  /// Where something begins that stands in a wider place.
  func shift(of width: Length, in whole: Length) -> Length {
    switch self {
    case .left, .justified: .zero
    case .centre: (whole - width) / 2
    case .right: whole - width
    }
  }
}

/// Two short strokes outside each corner; the cut runs between them, so that none is left on what is cut out.
struct CropMarks {
  let frame: Rectangle

  static let gap = Length.mm(1.5)
  static let length = Length.mm(5)

  var items: [Item] {
    [frame.x, frame.maxX].flatMap { x in
      [frame.y, frame.maxY].flatMap { y in
        let outward = (x: x == frame.x ? -1 : 1, y: y == frame.y ? -1 : 1)
        return [
          stroke(
            Point(x: x + Self.gap * outward.x, y: y),
            Point(x: x + (Self.gap + Self.length) * outward.x, y: y)),
          stroke(
            Point(x: x, y: y + Self.gap * outward.y),
            Point(x: x, y: y + (Self.gap + Self.length) * outward.y)),
        ]
      }
    }
  }

  private func stroke(_ from: Point, _ to: Point) -> Item {
    .line(from: from, to: to, thickness: .mm(0.1), colour: .black, dash: [])
  }
}
