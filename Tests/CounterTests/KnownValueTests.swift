// What the counter knows stands on the form: the fee, the way an order came, the invoice that silence means.
import Counter
import Domain
import Files
import Foundation
import Layout
import Services
import Testing

@Suite struct KnownValueTests {
  private let counter: CounterDesk
  private var desk: Desk { counter.desk }

  init() throws { counter = try CounterDesk() }

  private func form(_ number: String) throws -> LaidOutDocument {
    let sheets = try desk.sheets(of: desk.order(number), copy: 1, only: "application-form")
    return try #require(sheets.first).document
  }

  /// The words behind ticked boxes.
  private func ticked(_ document: LaidOutDocument) -> Set<String> {
    let ticks = document.pages.flatMap(\.items).flatMap(\.ticks)
    return Set(ticks.filter(\.isTicked).map { $0.words.trimmingCharacters(in: .whitespaces) })
  }

  @Test func `the fee stands on the form of a service that prints it`() throws {
    let number = try counter.register("yangguang-batch")
    let fee = try desk.view(desk.order(number)).fee
    let document = try form(number)
    #expect(document.pages.flatMap(\.items).map(\.words).joined().contains("\(fee.yuan) 元"))
    #expect(document.pages.flatMap(\.boxes).allSatisfy { $0.name != "payment" })
  }

  @Test func `a form's digest follows from the fee that it prints`() throws {
    let number = try counter.register("yangguang-batch")
    let order = try desk.order(number)
    let before = try desk.sheets(of: order, copy: 1).map(\.digest)
    let again = try desk.sheets(of: order, copy: 1).map(\.digest)
    #expect(before == again)
    let (_, type) = try desk.packs.terms(of: order.application)
    let maker = try DocumentMaker(packs: desk.packs, forms: desk.forms)
    var occasion = DocumentMaker.Occasion(reference: "A", shown: "A", date: CounterDesk.now.day)
    let usual = try maker.sheets(for: order.application, on: occasion, only: "application-form").map(\.digest)
    occasion.facts.set("order.amount", Money(fen: type.fee(for: order.application.values).fen + 1))
    #expect(try maker.sheets(for: order.application, on: occasion, only: "application-form").map(\.digest) != usual)
  }

  @Test(arguments: [("现场办理", "远程办理"), ("远程办理", "现场办理")])
  func `a replacement's form is ticked for the way that the order came`(channel: String, other: String) throws {
    let ticked = try ticked(form(counter.register("zhongyuan-lost", channel: channel)))
    #expect(ticked.contains { $0.hasPrefix(channel) } && !ticked.contains { $0.hasPrefix(other) }, "\(ticked)")
  }

  @Test func `an order that names no invoice is ticked as silence means`() throws {
    var application = try desk.order(counter.register("guocai-new")).application
    application.values["invoice.kind"] = nil
    let maker = try DocumentMaker(packs: desk.packs, forms: desk.forms)
    let occasion = DocumentMaker.Occasion(reference: "A", shown: "A", date: CounterDesk.now.day)
    let sheets = try maker.sheets(for: application, on: occasion, only: "application-form")
    #expect(try ticked(#require(sheets.first).document).contains { $0.hasPrefix("纸质发票") })
  }
}

private struct Tick {
  let isTicked: Bool
  let words: String
}

extension Item {
  fileprivate var words: String {
    switch drawn {
    case .text(let run): run.pieces.map(\.text).joined()
    case .group(_, let items): items.map(\.words).joined()
    default: ""
    }
  }

  /// Boxes with the words that follow each up to the next.
  fileprivate var ticks: [Tick] {
    guard case .group(_, let items) = drawn else { return [] }
    var ticks: [Tick] = []
    for item in items {
      if case .group(.figure(let alternative), _) = item.drawn, ["已选", "未选"].contains(alternative) {
        ticks.append(Tick(isTicked: alternative == "已选", words: ""))
      } else if let last = ticks.popLast() {
        ticks.append(Tick(isTicked: last.isTicked, words: last.words + item.words))
      }
    }
    return ticks + items.flatMap(\.ticks)
  }
}
