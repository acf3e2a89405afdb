// Whatever people try on orders of every pack, what must never happen does not: 100,000 days in the long mode.
import Domain
import Foundation
import Services
import Testing

@Suite struct RandomOrdersTests {
  /// Days drawn for all scenarios together; a hundred thousand in the long mode.
  private static let days = LongMode.isOn ? 100_000 : 2_000
  private static let events = 220

  private static let people: [Person] = [
    Person(id: "a", roles: [.clerk]), Person(id: "b", roles: [.clerk, .finance]), Person(id: "c", roles: [.reviewer]),
    Person(id: "d", roles: [.finance]), Person(id: "e", roles: [.maker]), Person(id: "f", roles: Set(Role.allCases)),
    Person(id: "g", roles: [.auditor]), Person(id: "h", roles: [.reviewer, .maker, .clerk]), .headOffice("z"),
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
    // Half of the orders come in unattended.
    let first = Order(try number(), registering: application, by: dice.isLucky(50) ? "a" : "certkiosk")
    var (order, taken) = (first, [(Event, Person, Instant, OrderRules)]())
    var states: Set<OrderState> = []
    var rules = scenario.rules(for: order, at: start)
    for minute in 0..<events {
      guard let event = EventSource(rules).event(for: order, &dice) else { continue }
      let instant = start.advanced(bySeconds: Int64(minute) * 60)
      guard let (person, next) = trying(event, on: order, under: rules, at: instant, &dice) else { continue }
      let step = Taken(event: event, person: person, before: order, after: next, rules: rules)
      if let broken = step.broken { Issue.record("\(scenario): \(broken) at \(event.name)") }
      taken.append((event, person, instant, rules))
      order = next
      rules = scenario.rules(for: order, at: start)
      states.insert(order.state(under: rules))
    }
    var again = first
    for (event, person, instant, rules) in taken {
      again = try again.after(event, by: person, under: rules, at: instant)
    }
    #expect(again == order, "\(scenario): the journal folds to another state")
    let bytes = try JSONEncoder().encode(order)
    #expect(try JSONDecoder().decode(Order.self, from: bytes) == order)
    return states
  }

  private static let start = Instant(seconds: 1_780_000_000)

  /// Mostly people try one after another until one may; else whoever comes first.
  private static func trying(
    _ event: Event, on order: Order, under rules: OrderRules, at instant: Instant, _ dice: inout Dice
  ) -> (person: Person, order: Order)? {
    let all = people.shuffled(using: &dice)
    for person in dice.isLucky(60) ? all : Array(all.prefix(1)) {
      if let next = try? order.after(event, by: person, under: rules, at: instant) { return (person, next) }
    }
    return nil
  }

  private static func number() throws -> OrderNumber {
    OrderNumber(kiosk: "A01", incarnation: 0, day: try #require(CivilDate("2026-03-09")), serial: 7)
  }
}

/// Whether `make test LONG=1` runs, which takes minutes.
private enum LongMode {
  static var isOn: Bool { ProcessInfo.processInfo.environment["LONG"].map { !$0.isEmpty && $0 != "0" } ?? false }
}
