// Random statements against random orders: the sums always balance, and nothing is paid without evidence.
import Domain
import Foundation
import Testing

@Suite struct RandomStatementTests {
  /// Repeats itself for a seed (SplitMix64).
  struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let sums = [5000, 10000, 15000, 30000, 30001]
  private static let people = [PaymentTests.clerk, PaymentTests.finance, PaymentTests.second]

  private func event(_ order: Order, _ step: Int, _ random: inout Seeded) throws -> Event? {
    let fen = Self.sums.randomElement(using: &random) ?? 1
    let entry = String(Int.random(in: 1...4, using: &random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      let kind = PaymentEntry.Kind.allCases.randomElement(using: &random) ?? .cash
      let new = PaymentTests.entry(kind, fen, id: String(order.payments.count + 1), reference: "R\(step % 5)")
      return .paymentRecorded(new)
    case 1: return .paymentConfirmed(entry: entry)
    case 2: return .paymentConfirmed(entry: entry, evidence: .original)
    case 3: return .paymentDisputed(entry: entry, reason: "存疑")
    case 4:
      let id = String(order.corrections.count + 1)
      return .payment(.correctionProposed(Correction(id: id, entry: entry, fen: fen, reason: "误录")))
    case 5: return .payment(.correctionConfirmed(id: entry))
    default:
      let line = StatementLine(
        way: .transfer, day: nil, fen: fen, isReversal: Bool.random(using: &random) && step % 3 == 0,
        reference: "R\(step % 7)")
      return try settlement(of: line, id: "L\(step)", order)
    }
  }

  private func settlement(of line: StatementLine, id: String, _ order: Order) throws -> Event? {
    switch try order.verdict(on: line, under: PaymentTests.rules()).settlement {
    case .settle: .payment(.settled(line.entry(id: String(order.payments.count + 1)), line: id))
    case .confirm(let entry): .paymentConfirmed(entry: entry, evidence: .statementLine(id))
    case .reconcile(let entry): .payment(.reconciled(entry: entry, line: id))
    case .reverse(let entry): .payment(.reversed(entry: entry, line: id))
    case nil: nil
    }
  }

  @Test func `sums balance and nothing is paid without evidence, whatever happens`() throws {
    let rules = try PaymentTests.rules()
    let rounds = ProcessInfo.processInfo.environment["LONG"] == "1" ? 20_000 : 400
    for seed in 0..<rounds {
      var random = Seeded(state: UInt64(seed))
      var order = try PaymentTests.order()
      var past: [Event] = []
      for step in 0..<40 {
        guard let event = try event(order, step, &random),
          let person = Self.people.randomElement(using: &random),
          let after = try? order.after(event, by: person, under: rules)
        else { continue }
        #expect(after.payments.count >= order.payments.count && after.corrections.count >= order.corrections.count)
        past.append(event)
        order = after
      }
      check(order, under: rules, "seed \(seed)")
    }
  }

  private func check(_ order: Order, under rules: OrderRules, _ seed: String) {
    let counted = order.payments.filter { $0.countedFen > 0 }
    let sum = counted.reduce(0) { $0 + $1.countedFen }
    let balance = order.balance(under: rules)
    #expect(sum == order.confirmedFen && sum + balance.due.fen - balance.over.fen == rules.fee.fen, "\(seed)")
    for entry in counted {
      switch entry.evidence {
      case .statementLine: break
      case .original:
        #expect(entry.kind != .cash && entry.confirmedBy != entry.recordedBy && entry.confirmedBy != "clerk", "\(seed)")
      case .counted:
        #expect(entry.kind == .cash && entry.confirmedBy != entry.recordedBy && entry.confirmedBy != "clerk", "\(seed)")
      case nil: Issue.record("an entry counts without evidence, \(seed)")
      }
    }
    #expect((order.done(under: rules).contains(.payment)) == (sum >= rules.fee.fen), "\(seed)")
    let lines = order.payments.compactMap(\.line)
    #expect(Set(lines).count == lines.count, "a line counts twice, \(seed)")
    for correction in order.corrections where correction.state == .confirmed {
      #expect(correction.proposedBy != correction.settledBy, "\(seed)")
    }
  }
}
