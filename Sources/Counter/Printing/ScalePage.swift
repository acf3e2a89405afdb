// The scale check page: what a ruler must find on paper, so that forms and seals come out in true millimetres.
package import Layout

/// A page with a bar of exactly 100 mm each way, the marks of a form, edges at known distances and greys.
package enum ScalePage {
  /// The names of the bars' places.
  static let (across, along) = ("scale.horizontal", "scale.vertical")

  package static func document(printer: String, day: String, resolution: String) -> LaidOutDocument {
    var page = LaidOutPage()
    addMarks(to: &page)
    addBars(to: &page)
    addMargins(to: &page)
    addGreys(to: &page)
    addWords(printer, day, resolution, to: &page)
    return LaidOutDocument(title: "打印尺寸检查页", subject: "certkiosk", pages: [page])
  }

  /// The corner marks of every form, at the same places.
  private static func addMarks(to page: inout LaidOutPage) {
    for (name, x, y) in [("mark.nw", 10, 10), ("mark.ne", 195, 10), ("mark.sw", 10, 282)] {
      let square = Rectangle(x: .mm(x), y: .mm(y), width: .mm(5), height: .mm(5))
      page.items.append(.rectangle(square, stroke: nil, fill: .black))
      page.boxes.append(NamedBox(name, .squareMark, square))
    }
    let disc = Rectangle(x: .mm(195), y: .mm(282), width: .mm(5), height: .mm(5))
    page.items.append(.ellipse(disc, stroke: nil, fill: .black))
    page.boxes.append(NamedBox("mark.se", .discMark, disc))
  }

  /// Filled rectangles, so that both ends are edges and not the middles of strokes.
  private static func addBars(to page: inout LaidOutPage) {
    let horizontal = Rectangle(x: .mm(60), y: .mm(70), width: .mm(100), height: .mm(1))
    let vertical = Rectangle(x: .mm(40), y: .mm(90), width: .mm(1), height: .mm(100))
    for (name, bar) in [(across, horizontal), (along, vertical)] {
      page.items.append(.rectangle(bar, stroke: nil, fill: .black))
      page.boxes.append(NamedBox(name, .scaleBar, bar))
    }
    // None at the ends: they must be measured at the bar itself.
    for step in 1...9 {
      let long = step.isMultiple(of: 5) ? 4 : 2
      page.items.append(tick(Rectangle(x: .mm(60 + 10 * step), y: .mm(70 - long), width: .zero, height: .mm(long))))
      page.items.append(tick(Rectangle(x: .mm(40 - long), y: .mm(90 + 10 * step), width: .mm(long), height: .zero)))
    }
  }

  private static func tick(_ place: Rectangle) -> Item {
    .line(
      from: place.origin, to: Point(x: place.maxX, y: place.maxY), thickness: .mm(0.15), colour: .black, dash: [])
  }

  /// Lines at 3 to 9 mm from each edge; those that are missing lie where this printer cannot print.
  private static func addMargins(to page: inout LaidOutPage) {
    let (width, height) = (page.size.width, page.size.height)
    for distance in 3...9 {
      let away = Length.mm(distance)
      let (x, y) = (Length.mm(40 + (distance - 3) * 18), Length.mm(60 + (distance - 3) * 24))
      page.items += [
        line(Point(x: x, y: away), dx: 12, dy: 0), line(Point(x: x, y: height - away), dx: 12, dy: 0),
        line(Point(x: away, y: y), dx: 0, dy: 12), line(Point(x: width - away, y: y), dx: 0, dy: 12),
      ]
      page.items += [
        text("\(distance)", 8, x: x + .mm(5), y: .mm(14)), text("\(distance)", 8, x: x + .mm(5), y: height - .mm(11)),
        text("\(distance)", 8, x: .mm(11), y: y + .mm(7)), text("\(distance)", 8, x: width - .mm(13), y: y + .mm(7)),
      ]
    }
  }

  private static func line(_ start: Point, dx: Int, dy: Int) -> Item {
    .line(
      from: start, to: Point(x: start.x + .mm(dx), y: start.y + .mm(dy)), thickness: .mm(0.2), colour: .black, dash: [])
  }

  /// The greys that forms use, from black to the outlines that guide the hand.
  private static func addGreys(to page: inout LaidOutPage) {
    for (place, grey) in [UInt8(0), 80, 125, 178, 220].enumerated() {
      let patch = Rectangle(x: .mm(60 + place * 20), y: .mm(200), width: .mm(18), height: .mm(12))
      page.items.append(.rectangle(patch, stroke: nil, fill: Colour(grey: grey)))
      page.boxes.append(NamedBox("grey.\(grey)", .text, patch))
      page.items.append(text("\(grey)", 8, x: .mm(60 + place * 20), y: .mm(216)))
    }
  }

  private static func addWords(_ printer: String, _ day: String, _ resolution: String, to page: inout LaidOutPage) {
    page.items += [
      text("打印尺寸检查页", 18, x: .mm(60), y: .mm(34), .hei),
      text("打印机：\(printer)　　分辨率：\(resolution)　　日期：\(day)", 10, x: .mm(60), y: .mm(43)),
      text("横线　应为 100.0 毫米", 10.5, x: .mm(60), y: .mm(78), .hei),
      text("竖线　应为 100.0 毫米", 10.5, x: .mm(44), y: .mm(96), .hei),
    ]
    let steps = [
      "1. 用钢尺量横线和竖线的全长。两条都在 99.5 至 100.5 毫米之间，尺寸正确；",
      "　 超出 99 至 101 毫米，这台打印机不能用来打印表格：请检查纸型是不是 A4、",
      "　 有没有打开“适合纸张”“缩放”一类的设置，然后重新打印本页。",
      "2. 四角的三个方块和一个圆点必须完整，它们的边缘距纸边 10 毫米。",
      "3. 四边的短线标着距纸边的毫米数。看得见的最小数字，就是这台打印机的边距；",
      "　 大于 9 毫米的打印机不能用来打印表格。",
      "4. 下面的灰色应由深到浅，均匀，不发花。文字边缘应清晰，不断线。",
    ]
    for (number, step) in steps.enumerated() {
      page.items.append(text(step, 10.5, x: .mm(56), y: .mm(112 + 8 * number)))
    }
    page.items.append(text("申请 授权 印章 采集 叁仟贰佰壹拾元整 0123456789 ABCDE", 7, x: .mm(60), y: .mm(228)))
    page.items.append(text("申请 授权 印章 采集 叁仟贰佰壹拾元整 0123456789 ABCDE", 9, x: .mm(60), y: .mm(235)))
  }

  private static func text(
    _ words: String, _ points: Double, x: Length, y: Length, _ typeface: TextStyle.Typeface = .song
  ) -> Item {
    .text(
      TextRun(
        origin: Point(x: x, y: y), style: TextStyle(typeface, size: .pt(points)),
        pieces: [TextRun.Piece(words, offset: .zero)]))
  }
}
