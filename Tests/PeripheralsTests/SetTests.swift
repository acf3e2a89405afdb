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
  /// The papers that the shop prints of an order's copy.
  func papers(of number: String, copy: Int) throws -> [PrintedPaper] {
    let desk = Desk(
      store: try Store(at: "\(shop.folder)/store", key: .file("\(shop.folder)/key")),
      packs: try Packs.load(from: shop.forms), forms: shop.forms)
    return try desk.printedSet(of: desk.order(number), copy: copy, reprint: 0, wished: nil)
  }

  @Test func `two copies are two composed sets, each paper once and in order, dot for dot as it was drawn`() throws {
    let order = try shop.order()
    let answer = try print(order)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.lines.map { $0["copy"] as? Int } == [1, 2])
    let printed = try printer.takePrinted()
    try #require(printed.count == 2)
    let fonts = try FontBook()
    for (place, job) in printed.enumerated() {
      let papers = try papers(of: order, copy: place + 1)
      let expected = Sides(papers, printsBothSides: true)
      let sides = try job.sides()
      #expect(sides.count == expected.sides.count)
      for (number, (side, wanted)) in zip(sides, expected.sides).enumerated() {
        let drawn = try RasterPage(wanted.page ?? LaidOutPage(), fonts: fonts, dotsPerInch: (side.dpi, side.dpi))
        let pixels = try drawn.draw(rows: 0..<drawn.height)
        // Compared first: what a failure says of two arrays this long would take minutes.
        let isSame = pixels == side.pixels
        let row = pixels.indices.first { pixels[$0] != side.pixels[$0] }.map { $0 / drawn.width } ?? 0
        #expect(isSame, "copy \(place + 1), side \(number + 1), from row \(row) on")
      }
      #expect(job.setting("SIDES") == (expected.bothSides ? "two-sided-long-edge" : "one-sided"))
      #expect(job.setting("COPIES") ?? "1" == "1")
      #expect(job.setting("MEDIA_COL")?.contains("x-dimension=21000 y-dimension=29700") == true)
      #expect(job.setting("JOB_NAME")?.hasPrefix(order) == true)
    }
    // The second copy is forms alone, all of them stamped.
    #expect(printed[1].setting("SIDES") == "one-sided")
  }

  @Test func `a page that is stamped or signed has a white back`() throws {
    let order = try shop.order()
    #expect(try print(order).status == 0)
    let sides = try #require(printer.takePrinted().first).sides()
    let pages = Sides(try papers(of: order, copy: 1), printsBothSides: true).sides
    var stamped = 0
    for (place, side) in pages.enumerated() {
      guard let page = side.page, page.boxes.contains(where: { if case .seal = $0.kind { true } else { false } }) else {
        continue
      }
      stamped += 1
      #expect(!side.isBack && !sides[place].isWhite)
      if sides[place].turned { #expect(sides[place + 1].isWhite) }
    }
    #expect(stamped >= 2)
  }

  @Test func `a single paper is printed by its name, as often as it is asked for`() throws {
    let order = try shop.order()
    for _ in 1...2 {
      let answer = try print(order, "--paper", "acceptance-receipt")
      #expect(answer.status == 0, "\(answer.errors)")
    }
    let names = try printer.takePrinted().map { $0.setting("JOB_NAME") }
    #expect(names.count == 2 && Set(names).count == 2, "a job is found again by its name: \(names)")
    #expect(try print(order, "--paper", "nothing").codes == ["N15"])
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
    let pages = Sides(try papers(of: order, copy: 1), printsBothSides: true).sides.map { $0.page ?? LaidOutPage() }
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
      if count == 2 { try expectOnlyMarkedLinesDiffer(first[1], papers[1]) }
    }
    let history = try shop.run(["order", "history", order]).lines.filter { $0["event"] as? String == "print-started" }
    #expect(history.map { $0["reprint"] as? Int } == [0, 0, 1, 1, 2, 2])
    #expect(history.last?["reason"] as? String == "客户遗失")
    #expect(history.allSatisfy { $0["printer"] as? String == "Counter" })
  }

  /// N-10: outside the marked lines at head and foot not a dot is another.
  private func expectOnlyMarkedLinesDiffer(_ before: Delivered, _ after: Delivered) throws {
    for (old, new) in zip(try before.sides(), try after.sides()) {
      let marked = [(5.0, 17.5), (282.0, 292.0)].map { Int(old.dots(.mm($0.0)))..<Int(old.dots(.mm($0.1))) }
      let different = (0..<old.height).filter { row in
        old.pixels[row * old.width..<(row + 1) * old.width] != new.pixels[row * old.width..<(row + 1) * old.width]
      }
      #expect(!different.isEmpty)
      #expect(different.allSatisfy { row in marked.contains { $0.contains(row) } })
    }
  }
}
