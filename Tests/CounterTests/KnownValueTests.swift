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

  private func form(_ number: String, at other: Desk? = nil) throws -> LaidOutDocument {
    let desk = other ?? desk
    let sheets = try desk.sheets(of: desk.order(number), copy: 1, only: "application-form")
    return try #require(sheets.first).document
  }

  /// Whether each box of the form is ticked, in their order.
  private func ticks(_ document: LaidOutDocument) -> [Bool] {
    document.pages.flatMap(\.items).flatMap(Shown.parts).compactMap {
      if case .tick(let ticked) = $0 { ticked } else { nil }
    }
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

  @Test func `a replacement's form is ticked for the way that the order came`() throws {
    let elsewhere = try CounterDesk()
    let forms = [
      try form(counter.register("zhongyuan-lost", channel: "现场办理")),
      try form(elsewhere.register("zhongyuan-lost", channel: "远程办理"), at: elsewhere.desk),
    ]
    let (here, there) = (ticks(forms[0]), ticks(forms[1]))
    let other = here.indices.filter { here[$0] != there[$0] }
    #expect(here.count == there.count && other.count == 2)
    let (first, second) = (try #require(other.first), try #require(other.last))
    #expect(second == first + 1 && here[first] && !here[second], "two boxes side by side")
    #expect(forms.map { words($0).contains("携带本表及相关材料到现场") } == [true, false])
  }

  @Test func `a renewal's papers say what has changed, and ask for nothing that it does not need`() throws {
    let first = try desk.order(counter.register("guocai-new")).application
    var renewal = first
    renewal.businessType = "renew"
    renewal.values["certificate.changes"] = "单位地址已迁至江岸区"
    let maker = try DocumentMaker(packs: desk.packs, forms: desk.forms)
    let occasion = DocumentMaker.Occasion(reference: "A", shown: "A", date: CounterDesk.now.day)
    func paper(_ name: String, of application: Application) throws -> String {
      try words(#require(maker.sheets(for: application, on: occasion, only: name).first).document)
    }
    #expect(try paper("application-form", of: renewal).contains("单位地址已迁至江岸区"))
    #expect(try !paper("application-form", of: first).contains("变更事项"))
    let asked = try [first, renewal].map { try paper("authorization-letter", of: $0).contains("身份证件扫描件") }
    #expect(asked == [true, false])
  }

  @Test func `an order that names no invoice is ticked as silence means`() throws {
    let application = try desk.order(counter.register("guocai-new")).application
    let maker = try DocumentMaker(packs: desk.packs, forms: desk.forms)
    let occasion = DocumentMaker.Occasion(reference: "A", shown: "A", date: CounterDesk.now.day)
    let ticked = try [nil, "纸质发票", "无需发票"].map { kind -> [Bool] in
      var asked = application
      asked.values["invoice.kind"] = kind
      return try ticks(#require(maker.sheets(for: asked, on: occasion, only: "application-form").first).document)
    }
    #expect(ticked[0] == ticked[1] && ticked[0] != ticked[2])
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
