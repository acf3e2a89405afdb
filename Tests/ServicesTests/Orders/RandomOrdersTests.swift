// Whatever people try on orders of every pack, what must never happen does not: 100,000 days in the long mode.
import Domain
import Foundation
import Services
import Testing

@Suite struct RandomOrdersTests {
  /// Days drawn for all scenarios together; a hundred thousand in the long mode.
  private static let days = LongMode.isOn ? 100_000 : 2_000
  private static let events = 90

  private static let people: [Person] = [
    Person(id: "a", roles: [.clerk]), Person(id: "b", roles: [.clerk, .finance]), Person(id: "c", roles: [.reviewer]),
    Person(id: "d", roles: [.finance]), Person(id: "e", roles: [.maker]), Person(id: "f", roles: Set(Role.allCases)),
    Person(id: "g", roles: [.auditor]), Person(id: "h", roles: [.reviewer, .maker, .clerk]),
  ]

  @Test func `no order comes where its pack does not let it`() throws {
    let scenarios = try Scenario.all()
    var reached: [OrderState: Int] = [:]
    for day in 0..<Self.days {
      let scenario = scenarios[day % scenarios.count]
      var dice = Dice(seed: UInt64(day))
      for state in try Self.walk(scenario, &dice) { reached[state, default: 0] += 1 }
    }
    // Days that come nowhere would prove nothing.
    for state in [OrderState.inReview, .awaitingHandover, .completed, .confirmed, .voided, .rejected] {
      #expect(reached[state, default: 0] > 0, "no day came to \(state.rawValue): \(reached)")
    }
  }

  /// One day of one order.
  /// - Returns: the states through which it went.
  private static func walk(_ scenario: Scenario, _ dice: inout Dice) throws -> Set<OrderState> {
    let application = scenario.application(&dice)
    let rules = scenario.rules(application.values)
    let source = EventSource(rules)
    let first = Order(try number(), registering: application, by: "a")
    var (order, taken) = (first, [(Event, Person, Instant)]())
    var states: Set<OrderState> = []
    for minute in 0..<events {
      guard let event = source.event(for: order, &dice), let person = people.randomElement(using: &dice) else {
        continue
      }
      let instant = Instant(seconds: 1_780_000_000 + Int64(minute) * 60)
      guard let next = try? order.after(event, by: person, under: rules, at: instant) else { continue }
      let step = Taken(event: event, person: person, before: order, after: next, rules: rules)
      if let broken = step.broken { Issue.record("\(scenario): \(broken) at \(event.name)") }
      taken.append((event, person, instant))
      order = next
      states.insert(order.state(under: rules))
    }
    var again = first
    for (event, person, instant) in taken { again = try again.after(event, by: person, under: rules, at: instant) }
    #expect(again == order, "\(scenario): the journal folds to another state")
    let bytes = try JSONEncoder().encode(order)
    #expect(try JSONDecoder().decode(Order.self, from: bytes) == order)
    return states
  }

  private static func number() throws -> OrderNumber {
    OrderNumber(kiosk: "A01", incarnation: 0, day: try #require(CivilDate("2026-03-09")), serial: 7)
  }
}

/// Whether `make test LONG=1` runs, which takes minutes.
private enum LongMode {
  static var isOn: Bool { ProcessInfo.processInfo.environment["LONG"].map { !$0.isEmpty && $0 != "0" } ?? false }
}

/// An event that was let through, held against what must never happen.
private struct Taken {
  let event: Event
  let person: Person
  let before: Order
  let after: Order
  let rules: OrderRules

  /// The promise that was broken; nil when all hold.
  var broken: String? { money ?? steps ?? people ?? history ?? delivery }

  private var money: String? {
    let counted = after.payments.filter { $0.confirmedBy != nil }
    if after.done(under: rules).contains(.payment), counted.reduce(0, { $0 + $1.fen }) < rules.fee.fen {
      return "paid without the sum"
    }
    if counted.contains(where: { $0.confirmedBy == $0.recordedBy || $0.confirmedBy == after.registeredBy }) {
      return "one person's word for money"
    }
    if [.paid, .awaitingSubmission].contains(after.state(under: rules)), rules.fee.fen > after.confirmedFen {
      return "已支付 without evidence"
    }
    if counted.contains(where: \.disputed) { return "disputed money counts" }
    return after.payments.allSatisfy { $0.fen > 0 } ? nil : "money that is none"
  }

  private var steps: String? {
    if case .productionStarted = event, !missing(before: .production).isEmpty { return "a token before its guards" }
    if case .certificateRequested = event, !missing(before: .production).isEmpty {
      return "a request before its guards"
    }
    if case .handedOver = event, !missing(before: .handover).isEmpty || before.isSealDue {
      return "handed over too early"
    }
    if case .submitted = event, !missing(before: .submission).isEmpty { return "submitted too early" }
    if case .approved = event, !missing(before: .review).isEmpty { return "approved too early" }
    return after.provenTokens <= rules.tokens ? nil : "more tokens than ordered"
  }

  private func missing(before step: Step) -> [Step] {
    rules.flow.missing(before: step, done: before.done(under: rules))
  }

  private var people: String? {
    for pair in rules.flow.separations {
      let actors = pair.flatMap { after.actors[$0] ?? [] }
      if Set(actors).count < actors.count { return "one person for two steps" }
    }
    return nil
  }

  private var history: String? {
    if after.revision < before.revision { return "a revision taken back" }
    if before.handedOver, !after.handedOver { return "handed over and not" }
    if before.payments.count > after.payments.count { return "a payment forgotten" }
    return before.voided ? "an event after the end" : nil
  }

  private var delivery: String? {
    guard case .handedOver = event else { return nil }
    return before.destination.method == .posted && before.delivery.goods == nil ? "posted without a waybill" : nil
  }
}
