// Several processes at one store at once: what each records stands in the order, under a number of its own, and what may
// be there once is there once.
import Counter
import Domain
import Files
import Foundation
import Processes
import Records
import Testing

@Suite struct SimultaneousTests {
  /// The program in a process of its own, at a desk's store.
  private static func certkiosk(_ words: [String], at folder: String, secrets: [String] = []) throws -> Outcome {
    let house = [
      "--store", "\(folder)/store", "--key-file", "\(folder)/key", "--forms", "\(CounterDesk.root)/Forms", "--json",
    ]
    return try Program.run("\(Program.folder)/certkiosk", words + house, secrets: secrets)
  }

  /// Runs every list of commands in a child of its own at a time, all lists at once.
  private static func run(_ lists: [[[String]]], at folder: String, secrets: [String] = []) async throws -> [Outcome] {
    try await withThrowingTaskGroup(of: [Outcome].self) { group in
      for list in lists {
        group.addTask { try list.map { try certkiosk($0, at: folder, secrets: secrets) } }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  @Test func `payments that several processes record at once all count and have numbers of their own`() async throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
    let clerk = ["--person", "wu", "--pin-fd", "3"]
    let lists = (1...3).map { writer in
      (1...3).map { payment in
        ["payment", "record", number, "--kind", "posSlip", "--amount", "1.00", "--reference", "\(writer)000\(payment)"]
          + clerk
      }
    }
    let told = try await Self.run(
      lists, at: counter.folder, secrets: [String(decoding: CounterDesk.pin, as: UTF8.self)])
    let failed = told.filter { !$0.succeeded }.map(\.errorText)
    #expect(failed == [])
    let payments = try counter.desk.order(number).payments
    #expect(payments.map(\.id) == (1...9).map(String.init))
    #expect(Set(payments.compactMap(\.reference)).count == 9)
    let history = try counter.desk.history(of: counter.desk.order(number))
    #expect(history.count { $0.event?.name == "payment-recorded" } == 9)
    #expect(try counter.desk.store.verifyJournal() > 0)
  }

  @Test(arguments: [("密钥续期", "", "E39"), ("密钥新办", "主锁", "A20")])
  func `two processes register one of two applications of which there may be one`(
    business: String, lock: String, code: String
  ) async throws {
    let counter = try CounterDesk()
    let files = try ["Q-1", "Q-2"].map { number in
      let file = "\(counter.folder)/\(number).json"
      try Files.write(Array(RenewalData.text(number, business: business, lock: lock).utf8), to: file)
      return file
    }
    let told = try await Self.run(files.map { [["intake", $0]] }, at: counter.folder)
    #expect(try counter.desk.going().count == 1)
    let findings = told.flatMap(FormDesk.lines).compactMap { $0["code"] as? String }
    #expect(findings.contains(code), "\(findings)")
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
