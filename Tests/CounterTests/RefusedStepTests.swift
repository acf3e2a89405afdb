// What is refused out of turn changes nothing, and the history says who tried it, when, and which rule forbade it.
import Counter
import Domain
import Foundation
import Records
import Testing

@Suite struct RefusedStepTests {
  @Test func `a refused step stands in the history and leaves the order as it was`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try counter.register("bjca-foreign")
    let before = try desk.order(number)
    #expect(throws: OutOfTurn.self) { try desk.approve(number) }
    let after = try desk.order(number)
    #expect(after == before)
    let (entry, event) = try #require(try desk.history(of: after).last)
    #expect(event == nil && entry.kind == "refused" && entry.person == "wu")
    let refused = try #require(desk.refusal(in: entry))
    #expect(refused.event == "approved" && refused.title == "审核通过" && refused.code == "D81")
    // The chain holds over the row.
    #expect(try desk.store.verifyJournal() > 0)
    // The step may be tried again, and the row before is no refusal.
    _ = try desk.acknowledge(number)
    let last = try #require(try desk.history(of: after).last)
    #expect(desk.refusal(in: last.entry) == nil && last.event == .acknowledged)
  }

  @Test func `folding a history with refusals gives the order`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try counter.register("bjca-foreign")
    #expect(throws: OutOfTurn.self) { try desk.submit(number) }
    _ = try desk.acknowledge(number)
    let events = try desk.history(of: desk.order(number)).compactMap(\.event)
    #expect(events.map(\.name) == ["registered", "acknowledged"])
  }
}
