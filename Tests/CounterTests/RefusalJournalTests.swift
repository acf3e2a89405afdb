// Whatever an order's verb refuses, before or after there is an event, leaves one row in the order's history.
import Counter
import Domain
import Foundation
import Records
import Testing

@Suite struct RefusalJournalTests {
  struct Attempt: Sendable, CustomTestStringConvertible {
    let event: String
    let code: String
    let act: @Sendable (Desk, String) throws -> Void
    var testDescription: String { "\(event) \(code)" }
  }

  /// At a new order of 北京CA by which nothing has happened yet.
  static let attempts: [Attempt] = [
    Attempt(event: "bank-proof-accepted", code: "D82") { desk, number in
      _ = try desk.proveAccount(number, code: Array("123456".utf8))
    },
    Attempt(event: "facts-agreed", code: "E41") { desk, number in
      _ = try desk.compareFacts(number, [(name: "email", value: "a@b.cn")])
    },
    Attempt(event: "originals-seen", code: "E50") { desk, number in _ = try desk.seeOriginals(number, ["nothing"]) },
    Attempt(event: "checklist-ticked", code: "E50") { desk, number in _ = try desk.tick(number, ["nothing"]) },
    Attempt(event: "rejected", code: "E50") { desk, number in
      _ = try desk.reject(number, [Rejection(slot: "nothing", reason: "x")])
    },
    Attempt(event: "payment-confirmed", code: "N10") { desk, number in
      _ = try desk.confirmPayment(number, entry: "7")
    },
    Attempt(event: "loss-stated", code: "N25") { desk, number in _ = try desk.stateLoss(number) },
    Attempt(event: "revocation-requested", code: "E40") { desk, number in _ = try desk.requestRevocation(number) },
    Attempt(event: "submitted", code: "D81") { desk, number in _ = try desk.submit(number) },
    Attempt(event: "precondition-waived", code: "E23") { desk, number in
      let alone = SecondPerson("wu", pin: CounterDesk.pin)
      _ = try desk.waive(number, .certificate, reason: "x", second: alone)
    },
  ]

  @Test(arguments: attempts)
  func `a refusal is one row of the history`(attempt: Attempt) throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try counter.register("bjca-foreign")
    let before = try desk.order(number)
    let rows = try desk.history(of: before).count
    #expect(throws: (any Error).self) { try attempt.act(desk, number) }
    let history = try desk.history(of: desk.order(number))
    #expect(try desk.order(number) == before && history.count == rows + 1)
    let entry = try #require(history.last).entry
    let refused = try #require(desk.refusal(in: entry))
    #expect(refused.event == attempt.event && refused.code == attempt.code && entry.person == "wu")
  }

  @Test func `what the machine could not do is no refusal`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try counter.register("bjca-foreign")
    let rows = try desk.history(of: desk.order(number)).count
    let second = SecondPerson("li", pin: Array("000000".utf8))
    #expect(throws: RecordsError.self) { try desk.void(number, reason: "x", second: second) }
    #expect(try desk.history(of: desk.order(number)).count == rows)
  }

  @Test func `what is refused while entitlement is found out says by which rule`() {
    for explanation in EntitlementError.specimens.map(\.explanation) {
      #expect(explanation.chinese.happened.contains(/\b(S0|D|N)-[0-9]+/), "\(explanation.code)")
      #expect(explanation.english.happened.contains(/\b(S0|D|N)-[0-9]+/), "\(explanation.code)")
    }
  }
}
