// A page with a bit of everything: what the tests render and an engineer looks at.
import Layout

enum SamplePage {
  static let lines = [
    "单位数字证书申请表（一式两份）",
    "北京市海淀区知春路7号·致真大厦B座15层——电子认证服务部……",
    "生僻字：𬍛㛃䶮𨭎𫖯𬱖 如瘃忉 一丨丶 ⺮㇀ 〇",
    "Latin: fi ffl AVATAR To “Quoted” (office) é 0123456789 ¥300.00 №",
    "标点：《授权委托书》、（公章）；“引号”‘单引号’？！【】〔2026〕",
    "异体：葛\u{E0100}葛\u{E0101}辻\u{E0100}邉\u{E0101} 扩展：𠀀𪚥𫝀𫞩\u{2B820}\u{2CEB0}",
  ]

  static let codeText = "K1:BJ:0000001234:AF:E01:R00:P1/2:C1:0123456789ABCDEF"

  static let boxes = [
    Rectangle(x: .mm(20), y: .mm(200), width: .mm(50), height: .mm(30)),
    Rectangle(x: .mm(80.5), y: .mm(200.25), width: .mm(42), height: .mm(42)),
  ]

  static let codeSquare = Rectangle(x: .mm(160), y: .mm(200), width: .mm(27), height: .mm(27))

  static var document: LaidOutDocument {
    LaidOutDocument(title: "单位数字证书申请表", subject: "application-form", pages: [page, page])
  }

  static var page: LaidOutPage {
    var items: [Item] = [
      .group(.heading(level: 1, bookmark: "申请表"), [text(lines[0], at: 30, .hei, bold: true, size: 18)])
    ]
    for (place, line) in lines.dropFirst().enumerated() {
      let y = 45 + place * 16
      items.append(.group(.paragraph, [text(line, at: y, .song), text(line, at: y + 7, .hei)]))
    }
    items.append(table)
    items += drawings
    return LaidOutPage(items: items)
  }

  static func text(
    _ text: String, at y: Int, _ typeface: TextStyle.Typeface, bold: Bool = false, size: Double = 12
  ) -> Item {
    .text(
      TextRun(
        origin: Point(x: .mm(20), y: .mm(y)), style: TextStyle(typeface, bold: bold, size: .pt(size)),
        pieces: [TextRun.Piece(text, offset: .zero)]))
  }

  private static var table: Item {
    .group(
      .table,
      [
        .group(
          .row,
          [
            .group(.headerCell(CellSpan(), of: .row), [text("单位名称", at: 150, .hei)]),
            .group(.cell(CellSpan()), [.group(.paragraph, [text("　　　　　中原云商（示例）有限公司", at: 150, .song)])]),
          ])
      ])
  }

  static var drawings: [Item] {
    let stroke = Stroke(thickness: .pt(0.5))
    return [
      .rectangle(boxes[0], stroke: stroke, fill: nil),
      .rectangle(boxes[1], stroke: stroke, fill: Colour(grey: 230)),
      .ellipse(boxes[1], stroke: stroke, fill: nil),
      .line(
        from: Point(x: .mm(20), y: .mm(190)), to: Point(x: .mm(120), y: .mm(190)), thickness: .pt(0.5), colour: .black,
        dash: [.mm(2), .mm(1)]),
      .polyline(
        [Point(x: .mm(130), y: .mm(205)), Point(x: .mm(132), y: .mm(208)), Point(x: .mm(136), y: .mm(202))],
        stroke: Stroke(thickness: .pt(1))),
      .group(.figure(alternative: "页码二维码"), [.code(codeSquare, text: codeText, correction: .quartile)]),
    ]
  }
}
