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

  /// The words behind ticked boxes, each up to the next box.
  private func ticked(_ document: LaidOutDocument) -> Set<String> {
    var (found, isTicked): ([String], Bool) = ([], false)
    for shown in document.pages.flatMap(\.items).flatMap(Shown.parts) {
      switch shown {
      case .tick(let ticked):
        isTicked = ticked
        if ticked { found.append("") }
      case .words(let words): if isTicked { found[found.count - 1] += words }
      }
    }
    return Set(found.map { $0.trimmingCharacters(in: .whitespaces) })
  }

  private func words(_ document: LaidOutDocument) -> String {
    document.pages.flatMap(\.items).flatMap(Shown.parts).map { if case .words(let words) = $0 { words } else { "" } }
      .joined()
  }

  @Test func `the fee stands on the form of a service that prints it`() throws {
    let number = try counter.register("yangguang-batch")
    let fee = try desk.view(desk.order(number)).fee
    let document = try form(number)
    #expect(words(document).contains(fee.yuan))
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

/// What a form shows, in its order: a box, ticked or open, or words.
private enum Shown {
  case tick(Bool)
  case words(String)

  static func parts(of item: Item) -> [Shown] {
    switch item.drawn {
    case .text(let run): [.words(run.pieces.map(\.text).joined())]
    case .group(.figure(alternative: "已选"), _): [.tick(true)]
    case .group(.figure(alternative: "未选"), _): [.tick(false)]
    case .group(_, let items): items.flatMap(parts)
    default: []
    }
  }
}
