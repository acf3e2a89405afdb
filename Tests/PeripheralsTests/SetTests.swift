// What comes out of the printer: which papers, how often, on which sides, and how long a bar of 100 mm is.
import Counter
import Documents
import Domain
import Foundation
import Layout
import Processes
import Records
import Services
import Testing

extension RealPath {
  /// The shop's own sheets of an order's copy.
  func sheets(of number: String, copy: Int) throws -> [DocumentMaker.Sheets] {
    let desk = Desk(
      store: try Store(at: "\(shop.folder)/store", key: .file("\(shop.folder)/key")),
      packs: try Packs.load(from: shop.forms), forms: shop.forms)
    return try desk.sheets(of: desk.order(number), copy: copy).filter { $0.slot.copies >= copy }
  }

  @Test func `two copies are two composed papers, one-sided, once each, dot for dot as they were drawn`() throws {
    let order = try shop.order()
    let answer = try print(order)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.lines.map { $0["copy"] as? Int } == [1, 2])
    let printed = try printer.takePrinted()
    try #require(printed.count == 2)
    let fonts = try FontBook()
    for (place, paper) in printed.enumerated() {
      let pages = try sheets(of: order, copy: place + 1).flatMap(\.document.pages)
      let sides = try paper.sides()
      #expect(sides.count == pages.count)
      for (side, page) in zip(sides, pages) {
        let drawn = try RasterPage(page, fonts: fonts, dotsPerInch: (side.dpi, side.dpi))
        #expect(try drawn.draw(rows: 0..<drawn.height) == side.pixels)
      }
      #expect(paper.setting("SIDES") == "one-sided")
      #expect(paper.setting("COPIES") ?? "1" == "1")
      #expect(paper.setting("MEDIA_COL")?.contains("x-dimension=21000 y-dimension=29700") == true)
      #expect(paper.setting("JOB_NAME")?.contains("张") == false)
    }
  }

  @Test func `the scale page's bars are 100 mm long both ways, within one dot`() throws {
    let answer = try shop.run(["printer", "test", "Counter"])
    #expect(answer.status == 0, "\(answer.errors)")
    let side = try #require(printer.takePrinted().first?.sides().first)
    #expect((side.width, side.height, side.dpi) == (4960, 7015, 600))
    let across = side.runs(inRow: Int(side.dots(.mm(70.5))), from: Int(side.dots(.mm(45))), to: side.width)
    let along = side.runs(
      inColumn: Int(side.dots(.mm(40.5))), from: Int(side.dots(.mm(85))), to: Int(side.dots(.mm(195))))
    for (bar, start) in [(across.first, Length.mm(60)), (along.first, Length.mm(90))] {
      let bar = try #require(bar)
      #expect(abs(Double(bar.count) - side.dots(.mm(100))) <= 1)
      #expect(abs(Double(bar.lowerBound) - side.dots(start)) <= 1)
    }
    for (x, y) in [(10, 10), (195, 10), (10, 282), (195, 282)] {
      let mark = side.runs(
        inRow: Int(side.dots(.mm(Double(y) + 2.5))), from: Int(side.dots(.mm(x - 1))), to: Int(side.dots(.mm(x + 6))))
      #expect(mark.contains { abs(Double($0.count) - side.dots(.mm(5))) <= 1 }, "mark at \(x), \(y)")
    }
    for (place, grey) in [UInt8(0), 80, 125, 178, 220].enumerated() {
      let (x, y) = (Int(side.dots(.mm(69 + 20 * place))), Int(side.dots(.mm(206))))
      #expect(side.pixels[y * side.width + x] == grey)
    }
  }

  @Test func `a form's own bars are 100 mm between their end ticks`() throws {
    let order = try #require(try shop.register(shop.sample("guocai-new")).first)
    #expect(try print(order).status == 0)
    let sides = try #require(printer.takePrinted().first).sides()
    let pages = try sheets(of: order, copy: 1).flatMap(\.document.pages)
    var measured = 0
    for (page, side) in zip(pages, sides) {
      for box in page.boxes where box.kind == .scaleBar {
        let length = box.rectangle.width > .mm(50) ? across(box.rectangle, side) : along(box.rectangle, side)
        #expect(abs(try #require(length) - side.dots(.mm(100))) <= 1)
        measured += 1
      }
    }
    #expect(measured >= 2)
  }

  /// From the middle of the first tick to the middle of the last.
  private func across(_ bar: Rectangle, _ side: DeliveredSide) -> Double? {
    distance(
      side.runs(
        inRow: Int(side.dots(bar.y + .mm(2))), from: Int(side.dots(bar.x - .mm(1))),
        to: Int(side.dots(bar.maxX + .mm(1)))))
  }

  private func along(_ bar: Rectangle, _ side: DeliveredSide) -> Double? {
    distance(
      side.runs(
        inColumn: Int(side.dots(bar.x + .mm(2))), from: Int(side.dots(bar.y - .mm(1))),
        to: Int(side.dots(bar.maxY + .mm(1)))))
  }

  private func distance(_ ticks: [ClosedRange<Int>]) -> Double? {
    guard let first = ticks.first, let last = ticks.last, ticks.count == 11 else { return nil }
    return Double(last.lowerBound + last.upperBound - first.lowerBound - first.upperBound) / 2
  }

  @Test func `papers that came out are not printed again without a reason, and a reprint is counted and marked`() throws
  {
    let order = try shop.order()
    #expect(try print(order).status == 0)
    let first = try printer.takePrinted()

    let again = try print(order)
    #expect((again.status, again.codes) == (1, ["N83"]))
    #expect(try printer.takePrinted().isEmpty)

    let nobody = try print(order, "--reason", "客户遗失")
    #expect(nobody.codes == ["N01"], "a reason needs somebody who gives it")
    for count in 1...2 {
      let reprint = try print(order, "--reason", "客户遗失", signedIn: true)
      #expect(reprint.lines.map { $0["reprint"] as? Int } == [count, count], "\(reprint.errors)")
      let papers = try printer.takePrinted()
      #expect(papers.count == 2)
      if count == 2 { try expectOnlyMarkedLinesDiffer(first[0], papers[0]) }
    }
    let history = try shop.run(["order", "history", order]).lines.filter { $0["event"] as? String == "print-started" }
    #expect(history.map { $0["reprint"] as? Int } == [0, 0, 1, 1, 2, 2])
    #expect(history.last?["reason"] as? String == "客户遗失")
    #expect(history.allSatisfy { $0["printer"] as? String == "Counter" })
  }

  /// N-10: outside the two marked lines at head and foot not a dot is another.
  private func expectOnlyMarkedLinesDiffer(_ before: Delivered, _ after: Delivered) throws {
    for (old, new) in zip(try before.sides(), try after.sides()) {
      let marked = [(10.0, 17.5), (283.0, 291.0)].map { Int(old.dots(.mm($0.0)))..<Int(old.dots(.mm($0.1))) }
      let different = (0..<old.height).filter { row in
        old.pixels[row * old.width..<(row + 1) * old.width] != new.pixels[row * old.width..<(row + 1) * old.width]
      }
      #expect(!different.isEmpty)
      #expect(different.allSatisfy { row in marked.contains { $0.contains(row) } })
    }
  }
}
