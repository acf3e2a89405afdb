// What changes an order besides its steps: correcting, looking once more, another channel, ending; and finding it again.
import Counter
import Domain
import Files
import Foundation
import Records
import Services
import Testing

@Suite struct OrderDeskTests {
  private let counter: CounterDesk

  init() throws { counter = try CounterDesk() }

  private var desk: Desk { counter.desk }

  @Test func `corrected data make a new revision whose papers must come back again`() throws {
    let number = try counter.register("bjca-foreign")
    let before = try desk.order(number)
    try counter.record(
      .paperAccepted(Paper(slot: "business-licence", page: nil, copy: 1, object: "o", thresholds: "1")), on: number)
    let file = try counter.sample("bjca-foreign") { $0.replacingOccurrences(of: "郝例证", with: "郝例正") }
    let after = try #require(try desk.amend(number, from: file, with: desk.intake(), told: { _ in }))
    #expect(after.revision == before.revision + 1)
    #expect(after.papers.isEmpty)
    #expect(after.application != before.application)
    #expect(try desk.history(of: after).last?.entry.kind == "amended")
  }

  @Test func `the same data make no new revision`() throws {
    let number = try counter.register("bjca-foreign")
    let file = try counter.sample("bjca-foreign") { $0 }
    let after = try desk.amend(number, from: file, with: desk.intake(), told: { _ in })
    #expect(after?.revision == 1)
    #expect(try desk.history(of: desk.order(number)).count == 1)
  }

  @Test func `data with an error change nothing`() throws {
    let number = try counter.register("bjca-foreign")
    let code = try #require(desk.order(number).application.values["organisation.creditCode"])
    let file = try counter.sample("bjca-foreign") {
      $0.replacingOccurrences(of: code, with: String(code.dropLast()) + "-")
    }
    var codes: [String] = []
    let after = try desk.amend(number, from: file, with: desk.intake(), told: { codes.append($0.explanation.code) })
    #expect(after == nil && !codes.isEmpty)
    #expect(try desk.order(number).revision == 1)
  }

  @Test func `another application's file is refused`() throws {
    let number = try counter.register("bjca-foreign")
    let file = try counter.sample("zhongyuan-new") { $0 }
    #expect(throws: CounterError.self) { try desk.amend(number, from: file, with: desk.intake(), told: { _ in }) }
  }

  @Test func `values are confirmed by the digest that was shown with them, and anew after a correction`() throws {
    let number = try counter.register("bjca-foreign")
    #expect(throws: CounterError.otherValues(number)) { try desk.confirmValues(number, digest: "00000000") }
    let digest = try Desk.digest(of: desk.order(number))
    #expect(try desk.confirmValues(number, digest: digest).confirmation == digest)
    let file = try counter.sample("bjca-foreign") { $0.replacingOccurrences(of: "郝例证", with: "郝例正") }
    let amended = try #require(try desk.amend(number, from: file, with: desk.intake(), told: { _ in }))
    #expect(amended.confirmation == nil)
    #expect(try Desk.digest(of: amended) != digest)
  }

  @Test func `an order that was not looked at once more cannot be submitted`() throws {
    let number = try counter.register("bjca-foreign")
    _ = try desk.acknowledge(number)
    let refusal = #expect(throws: OutOfTurn.self) { try desk.submit(number) }
    #expect(refusal?.explanation.chinese.happened.contains("S0-90") == true)
  }

  @Test func `an order that came online walks the online way, and an unknown channel is refused`() throws {
    let number = try counter.register("bjca-foreign", channel: "在线办理")
    let order = try desk.order(number)
    #expect(order.channel == "在线办理")
    #expect(try desk.rules(for: order).flow.requirements[.papers] == [.payment])
    #expect(throws: CounterError.unknownChannel("飞鸽", known: ["受理点", "网上申办"])) {
      try counter.register("guocai-new", channel: "飞鸽")
    }
  }

  @Test func `once money has come in two people void an order`() throws {
    let number = try counter.register("bjca-foreign")
    _ = try desk.acknowledge(number)
    try counter.pay(number)
    #expect(throws: OutOfTurn.witnessNeeded) { try desk.void(number, reason: "申请人要求") }
    #expect(throws: OutOfTurn.witnessNeeded) {
      try desk.void(number, reason: "申请人要求", second: SecondPerson("wu", pin: CounterDesk.pin))
    }
    #expect(try desk.void(number, reason: "申请人要求", second: SecondPerson("li", pin: CounterDesk.pin)).voided)
  }

  @Test func `an order is found by any part of its organisation's name, by credit code and by what comes next`() throws
  {
    let numbers = try ["bjca-foreign", "guocai-new", "szca-expired"].map { try counter.register($0) }
    let order = try desk.order(numbers[0])
    let name = try #require(order.application.values["organisation.name"])
    let middle = String(name.dropFirst(2).prefix(3))
    #expect(try desk.orders(OrderFilter(), named: middle).map(\.number.text).contains(numbers[0]))
    #expect(try desk.orders(OrderFilter(), named: "\(middle.first!)\(name.last!)\(middle.last!)").isEmpty)
    let code = try #require(order.application.values["organisation.creditCode"])
    let lookup = Lookup(kind: "credit-code", value: code)
    #expect(try desk.orders(OrderFilter(lookups: [lookup])).map(\.number.text).contains(numbers[0]))
    #expect(try desk.orders(OrderFilter(open: "review")).isEmpty)
    #expect(try Set(desk.orders(OrderFilter(open: "acknowledgement")).map(\.number.text)).isSuperset(of: numbers))
  }

  @Test func `the name that an order is found by stands nowhere in the store`() throws {
    let number = try counter.register("bjca-foreign")
    let name = try #require(desk.order(number).application.values["organisation.name"])
    for data in try counter.storeFiles() { #expect(data.range(of: Data(name.utf8)) == nil) }
  }
}
