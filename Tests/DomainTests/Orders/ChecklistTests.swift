// The material checklist is ticked item by item, and the step that the flow names waits for the last of them.
import Domain
import Testing

@Suite struct ChecklistTests {
  private static let items = [
    ChecklistItem(id: "application-form", title: "申请表"), ChecklistItem(id: "原介质", title: "原介质"),
  ]

  private static func rules(before step: Step? = .submission) throws -> OrderRules {
    let usual = try OrderTests.rules(OrderTests.reviewFirst)
    let flow = Flow(
      requirements: usual.flow.requirements, separations: usual.flow.separations, checklist: step)
    var rules = OrderRules(flow: flow, papers: usual.papers, fee: usual.fee)
    rules.checklist = items
    return rules
  }

  private static func order(_ events: [Event] = [], under rules: OrderRules) throws -> Order {
    let before: [Event] = [.acknowledged, OrderTests.paper(1), OrderTests.paper(2)]
    return try (before + events.filter { !before.contains($0) }).reduce(OrderTests.order()) { order, event in
      try order.after(event, by: OrderTests.clerk, under: rules)
    }
  }

  private static func ticked(_ items: String...) -> Event { .checklist(.ticked(items)) }

  @Test func `the step that the flow names waits for the last item and says which are left`() throws {
    let rules = try Self.rules()
    let order = try Self.order([Self.ticked("application-form")], under: rules)
    #expect(order.needs(under: rules).map(\.need) == [.checklist([Self.items[1]])])
    #expect(throws: OutOfTurn.needed(.checklist([Self.items[1]]), before: .submission)) {
      try order.after(.submitted, by: OrderTests.clerk, under: rules)
    }
    let whole = try order.after(Self.ticked("原介质"), by: OrderTests.clerk, under: rules)
    #expect(whole.needs(under: rules).isEmpty)
    #expect(try whole.after(.submitted, by: OrderTests.clerk, under: rules).submitted)
  }

  @Test func `where no flow asks for it nothing waits, and ticks are kept all the same`() throws {
    let rules = try Self.rules(before: nil)
    let order = try Self.order([Self.ticked("原介质")], under: rules)
    #expect(order.needs(under: rules).isEmpty && order.unticked(under: rules) == [Self.items[0]])
    #expect(try order.after(.submitted, by: OrderTests.clerk, under: rules).submitted)
  }

  @Test func `an item that is not needed is left out with a reason, and a tick is taken back with one`() throws {
    let rules = try Self.rules()
    let order = try Self.order(
      [Self.ticked("application-form"), .checklist(.spared("原介质", reason: "丢失"))], under: rules)
    #expect(order.unticked(under: rules).isEmpty)
    #expect(throws: OutOfTurn.refused(.noReason)) {
      try order.after(.checklist(.unticked("原介质", reason: " ")), by: OrderTests.clerk, under: rules)
    }
    let back = try order.after(
      .checklist(.unticked("原介质", reason: "勾错")), by: OrderTests.clerk, under: rules)
    #expect(back.unticked(under: rules) == [Self.items[1]])
    #expect(throws: OutOfTurn.self) {
      try back.after(.checklist(.unticked("原介质", reason: "勾错")), by: OrderTests.clerk, under: rules)
    }
  }

  @Test func `nobody but a clerk ticks, and nothing that is not on the list`() throws {
    let rules = try Self.rules()
    let order = try Self.order(under: rules)
    #expect(throws: OutOfTurn.self) {
      try order.after(Self.ticked("原介质"), by: Person(id: "wu", roles: [.maker]), under: rules)
    }
    #expect(throws: OutOfTurn.self) { try order.after(Self.ticked("护照"), by: OrderTests.clerk, under: rules) }
    #expect(throws: OutOfTurn.self) {
      try order.after(.checklist(.ticked([])), by: OrderTests.clerk, under: rules)
    }
  }

  @Test func `a new revision is ticked anew, and of papers sent back only these`() throws {
    let rules = try Self.rules()
    let order = try Self.order([Self.ticked("application-form", "原介质"), .submitted], under: rules)
    let sentBack = try order.after(
      .rejected([Rejection(slot: "application-form", reason: "不清")]), by: OrderTests.reviewer, under: rules)
    #expect(sentBack.unticked(under: rules) == [Self.items[0]])
    let withdrawn = try order.after(.withdrawn(reason: "改名"), by: OrderTests.clerk, under: rules)
    #expect(withdrawn.unticked(under: rules) == Self.items)
  }
}
