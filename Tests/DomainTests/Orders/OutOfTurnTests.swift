// Events out of turn: each is refused for a reason of its own, and its code tells which.
import Domain
import Testing

@Suite struct OutOfTurnTests {
  private func code(
    _ event: Event, _ order: Order, by person: Person = OrderTests.clerk, under rules: OrderRules
  ) -> String? {
    do throws(OutOfTurn) {
      _ = try order.after(event, by: person, under: rules)
      return nil
    } catch { return error.explanation.code }
  }

  private func day(_ count: Int) throws -> Order {
    let rules = try OrderTests.rules(OrderTests.reviewFirst)
    return try OrderTests.counterDay.prefix(count).reduce(OrderTests.order()) {
      try $0.after($1.0, by: $1.1, under: rules)
    }
  }

  @Test func `every refusal of an order says by which rule, in both languages`() {
    let money = MoneyRefusal.specimens.map(\.explanation)
    let others = OutOfTurn.specimens.map(\.explanation) + DeliveryRefusal.specimens.map(\.explanation)
    for explanation in money + others {
      for text in [explanation.chinese.happened, explanation.english.happened] {
        #expect(text.contains(/\b(S0|D|N)-[0-9]+/), "\(explanation.code) \(text)")
      }
    }
  }

  @Test func `a step that the business does not have is told as such`() throws {
    let rules = try OrderTests.rules(OrderTests.reviewFirst)
    for event in [Event.bankProofAccepted, .valuesConfirmed(digest: "d")] {
      #expect(code(event, try OrderTests.order(), under: rules) == "D82", "\(event.title)")
    }
    let free = Flow(requirements: [.acknowledgement: [], .production: [.acknowledgement], .handover: [.production]])
    let unpaid = OrderRules(flow: free, papers: [], fee: .zero)
    #expect(code(.paymentRecorded(OrderTests.payment), try OrderTests.order(), under: unpaid) == "D82")
  }

  @Test func `what is done, or has nothing to be done to, cannot happen`() throws {
    let rules = try OrderTests.rules(OrderTests.reviewFirst)
    let events: [(Int, Event, Person)] = [
      (5, .approved, OrderTests.reviewer), (5, .rejected([]), OrderTests.reviewer), (5, .submitted, OrderTests.clerk),
      (0, .withdrawn(reason: "误"), OrderTests.clerk), (12, .exported(bundle: "B", digest: "d"), OrderTests.clerk),
      (13, .handedOver(items: ["T"]), OrderTests.clerk), (7, .tokenStep("{}"), OrderTests.reviewer),
      (8, .voided(reason: "误"), OrderTests.clerk), (0, .sealBound(id: "S", held: "file"), OrderTests.clerk),
      (7, .paymentConfirmed(entry: "1"), OrderTests.reviewer),
      (0, .paperDecided(digest: "d", accepted: true, reason: nil), OrderTests.clerk),
    ]
    for (count, event, person) in events {
      #expect(code(event, try day(count), by: person, under: rules) == "D88", "\(event.title) after \(count)")
    }
  }

  @Test func `nothing more happens to an order that was ended`() throws {
    let rules = try OrderTests.rules(OrderTests.reviewFirst)
    let ended = try day(4).after(.voided(reason: "不办了"), by: OrderTests.clerk, under: rules)
    for (event, person, _) in OrderTests.counterDay {
      #expect(code(event, ended, by: person, under: rules) == "D89", "\(event.title)")
    }
  }

  @Test func `bids that nobody spoke of are not overridden`() throws {
    var rules = try OrderTests.rules(OrderTests.reviewFirst)
    let insisted = Event.pendingBids(.overridden(reason: "申请人坚持", second: "li"))
    #expect(code(insisted, try OrderTests.order(), under: rules) == "D88")
    rules.bids.isAsked = true
    #expect(code(insisted, try OrderTests.order(), under: rules) == "E29")
  }
}
