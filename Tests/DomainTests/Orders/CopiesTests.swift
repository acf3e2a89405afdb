// Papers in two copies: both come back, or one does and the clerk says where the other is.
import Domain
import Testing

@Suite struct CopiesTests {
  private static func rules() throws -> OrderRules {
    let one = try OrderTests.rules(OrderTests.reviewFirst)
    return OrderRules(
      flow: one.flow, papers: [.init(slot: "application-form", title: "申请表", pages: 2, copies: 2)], fee: one.fee)
  }

  private static func paper(_ page: Int, copy: Int) -> Event {
    .paperAccepted(Paper(slot: "application-form", page: page, copy: copy, object: "\(page)\(copy)", thresholds: "1"))
  }

  private static let kept = Event.copies(.kept(slot: "application-form", reason: "客户联当面核对"))

  private static func order(_ events: [Event]) throws -> Order {
    var order = try OrderTests.order()
    for event in events { order = try order.after(event, by: OrderTests.clerk, under: rules()) }
    return order
  }

  @Test func `one whole copy of two leaves the other open, and both make the paper complete`() throws {
    let one = try Self.order([.acknowledged, Self.paper(1, copy: 2), Self.paper(2, copy: 2)])
    let missing = try #require(try one.missingPapers(under: Self.rules()).first)
    #expect(missing.pages.isEmpty && missing.copies == [1])
    #expect(throws: OutOfTurn.tooEarly(.submission, missing: [.papers])) {
      try one.after(.submitted, by: OrderTests.clerk, under: Self.rules())
    }
    var both = try one.after(Self.paper(1, copy: 1), by: OrderTests.clerk, under: Self.rules())
    #expect(try both.missingPapers(under: Self.rules()).first?.copies == [1])
    both = try both.after(Self.paper(2, copy: 1), by: OrderTests.clerk, under: Self.rules())
    #expect(try both.missingPapers(under: Self.rules()).isEmpty)
  }

  @Test func `a statement stands for the other copy, of this revision only and never for all copies`() throws {
    #expect(throws: OutOfTurn.self) { try Self.order([Self.kept]) }
    let order = try Self.order([.acknowledged, Self.paper(1, copy: 1), Self.paper(2, copy: 1), Self.kept])
    #expect(try order.missingPapers(under: Self.rules()).isEmpty)
    #expect(try order.after(.submitted, by: OrderTests.clerk, under: Self.rules()).submitted)
    let half = try Self.order([Self.paper(1, copy: 1), Self.kept])
    #expect(try half.missingPapers(under: Self.rules()).first?.pages == [2])
    let amended = try order.after(.amended(order.application), by: OrderTests.clerk, under: Self.rules())
    #expect(amended.copyStatements == nil)
    #expect(throws: OutOfTurn.self) {
      try order.after(
        .copies(.kept(slot: "application-form", reason: "")), by: OrderTests.clerk, under: Self.rules())
    }
  }

  private static func byHand(_ page: Int, copy: Int, of pages: Int) -> Event {
    .paperAccepted(
      Paper(slot: "application-form", page: page, copy: copy, object: "h\(page)\(copy)", thresholds: "1", byHand: pages)
    )
  }

  @Test func `a copy filled in by hand is as long as its blank, and pages of both kinds make none`() throws {
    let three = try Self.order([.acknowledged, Self.byHand(1, copy: 1, of: 3), Self.byHand(2, copy: 1, of: 3)])
    #expect(try three.missingPapers(under: Self.rules()).first?.pages == [3])
    let whole = try three.after(Self.byHand(3, copy: 1, of: 3), by: OrderTests.clerk, under: Self.rules())
    #expect(try whole.missingPapers(under: Self.rules()).first?.copies == [2])
    let mixed = try Self.order([Self.byHand(1, copy: 1, of: 2), Self.paper(2, copy: 1)])
    #expect(try mixed.missingPapers(under: Self.rules()).first?.pages == [1])
  }
}
