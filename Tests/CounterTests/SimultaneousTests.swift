// Several processes at one store at once: what each records stands in the order, under a number of its own.
import Counter
import Domain
import Foundation
import Records
import Services
import Testing

@Suite struct SimultaneousTests {
  @Test func `payments that several record at once all count and have numbers of their own`() async throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
    let folder = counter.folder, packs = counter.desk.packs
    let yuan = try #require(Money(fen: 100))
    let told = try await withThrowingTaskGroup(of: [String].self) { group in
      for writer in 1...3 {
        group.addTask {
          let store = try Store(at: "\(folder)/store", key: .file("\(folder)/key"))
          let desk = Desk(store: store, packs: packs, forms: "\(CounterDesk.root)/Forms")
          try desk.signIn("wu", pin: CounterDesk.pin)
          return try (1...6).map { payment in
            try desk.recordPayment(
              number, kind: .posSlip, amount: yuan, payer: nil, reference: "\(writer)000\(payment)"
            ).entry
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let payments = try counter.desk.order(number).payments
    #expect(payments.map(\.id) == (1...18).map(String.init))
    #expect(Set(payments.compactMap(\.reference)).count == 18)
    // Each was told the number under which its own payment stands.
    #expect(told.count == 18 && Set(told).count == 18)
    #expect(
      try counter.desk.history(of: counter.desk.order(number)).count { $0.event?.name == "payment-recorded" } == 18)
  }

  @Test func `the number that is told is that of the payment that was recorded`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
    let yuan = try #require(Money(fen: 100))
    for reference in ["4711", "4712"] {
      let (order, entry) = try counter.desk.recordPayment(
        number, kind: .posSlip, amount: yuan, payer: nil, reference: reference)
      #expect(order.payments.first { $0.id == entry }?.reference == reference)
    }
  }
}
