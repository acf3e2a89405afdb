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
    let application = try desk.order(number).application.number
    #expect(throws: CounterError.notThisApplication(application)) {
      try desk.amend(number, from: file, with: desk.intake(), told: { _ in })
    }
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

  @Test func `the counter's own way is kept by its name, whatever stands first in the pack later`() throws {
    let order = try desk.order(counter.register("bjca-foreign"))
    #expect(order.channel == "受理点")
    #expect(try desk.history(of: order).first?.event == .registered(order.application, channel: "受理点"))
  }

  @Test func `a word finds its business types, and a list holds no others`() throws {
    for story in ["bjca-foreign", "bjca-change"] { _ = try counter.register(story) }
    let all = try desk.orders(OrderFilter())
    let found = try desk.orders(OrderFilter(businessTypes: desk.businessTypes(called: "信息变更")))
    #expect(!found.isEmpty && found.count < all.count)
    #expect(found == all.filter { $0.application.businessType == "change" })
    #expect(try desk.businessTypes(called: "new") == ["new"])
    #expect(throws: CounterError.self) { try desk.businessTypes(called: "换新") }
  }

  @Test func `a clerk sees the whole values on wish, and that is written down`() throws {
    let number = try counter.register("bjca-foreign")
    let order = try desk.order(number)
    let identity = try #require(order.application.values["agent.idNumber"])
    #expect(desk.values(of: order, masked: true).first { $0.id == "agent.idNumber" }?.value != identity)
    #expect(try desk.disclosures(of: number).isEmpty)
    #expect(try desk.wholeValues(of: number).first { $0.id == "agent.idNumber" }?.value == identity)
    let told = try desk.disclosures(of: number).map(\.disclosure)
    #expect(told.map(\.what) == [.values] && told.map(\.count) == [order.application.values.count])
    let nobody = Desk(store: desk.store, packs: desk.packs, forms: desk.forms, clock: desk.clock)
    #expect(throws: CounterError.nobody) { try nobody.wholeValues(of: number) }
    #expect(try desk.disclosures(of: number).count == 1)
  }

  @Test func `where an order goes is judged as an application's values are`() throws {
    let number = try counter.register("bjca-foreign")
    let before = try desk.order(number).destination
    for (phone, address) in [("12345", nil), (nil, "郑州市\u{200B}\u{1F600}路")] as [(String?, String?)] {
      #expect(throws: RefusedValue.self) {
        try desk.choose(nil, recipient: nil, phone: phone, address: address, for: number)
      }
    }
    #expect(try desk.order(number).destination == before)
    let chosen = try desk.choose(nil, recipient: "王 五", phone: "１３９ 0000 0001", address: nil, for: number)
    #expect(chosen.destination.phone == "13900000001" && chosen.destination.address == before.address)
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
