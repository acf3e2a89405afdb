// An upgrade at the counter, interrupted at the old token or at the new one: the same command again ends it.
import Bundles
import Counter
import Cryptography
import Domain
import Foundation
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct UpgradeFaultTests {
  private static let faults: [CardFault] = [
    .pullBefore, .pullAfter, .reset, .status(0x6F00), .status(0x6982), .status(0x6A82), .garbled([0x6F, 0x00]),
    .garbled([]), .truncated(7), .oversized(1), .answer([0x53, 0x03, 0x70, 0x01, 0x90, 0x00]),
  ]

  /// An old token that its organisation has, a blank one, and the order that puts the one in the other's place.
  private struct Case {
    let order: String
    let old: VirtualCard
    let new: VirtualCard

    init(_ counter: TokenCounter, serial: UInt32) throws {
      old = counter.card(serial: serial)
      new = counter.card(serial: serial + 1)
      try counter.issue(counter.order(), on: old)
      order = try counter.order("guocai", "upgrade")
      old.faults = CardFaults()
    }

    func run(_ counter: TokenCounter, oldPIN: String = "739154") throws {
      _ = try counter.desk.upgrade(
        order, from: TokenSession(PluggedCard(old)), oldPIN: PIN(oldPIN), to: TokenSession(PluggedCard(new)),
        TokenCounter.pins(), issuer: counter.issuer)
    }
  }

  @Test(arguments: [true, false])
  func `an upgrade that is interrupted at either token is ended by the same command`(atOld: Bool) throws {
    let counter = try TokenCounter()
    let clean = try Case(counter, serial: 10)
    try clean.run(counter)
    let commands = (atOld ? clean.old : clean.new).faults.commands
    for (number, fault) in Self.faults.enumerated() {
      let one = try Case(counter, serial: UInt32(20 + 2 * number))
      let before = one.old.state
      let place = commands * (number + 1) / (Self.faults.count + 1)
      (atOld ? one.old : one.new).faults = CardFaults([place: fault])
      var isFinished = false
      for _ in 1...4 where !isFinished {
        do {
          try one.run(counter)
          isFinished = true
        } catch is TokenError {} catch is CounterError {}
      }
      let words: Comment = "\(fault) at command \(place)"
      #expect(isFinished && one.old.state == before, words)
      #expect((atOld ? one.old : one.new).faults.commands > place, words)
      let state = one.new.state
      #expect(state.keysMade == 1 && state.pin.triesLeft == state.pin.tries, words)
      let order = try counter.desk.order(one.order)
      #expect(order.provenTokens == 1, words)
      let certificate = try TokenSession(PluggedCard(one.new)).certificate(in: .signature)
      #expect(certificate != nil && certificate?.serial == order.finished.first?.serial, words)
    }
  }

  @Test
  func `a wrong PIN of the old token stands in the journal with its status word, and nothing is begun on the new`()
    throws
  {
    let counter = try TokenCounter()
    let one = try Case(counter, serial: 10)
    let error = #expect(throws: TokenError.self) { try one.run(counter, oldPIN: "111222") }
    #expect(error?.problem == .wrongPIN(triesLeft: 2))
    #expect(one.new.state == CardState(.strict, serial: 11))
    let order = try counter.desk.order(one.order)
    let failure = try counter.desk.lastFailure(of: #require(order.makings.last), in: order.number)
    #expect(failure?.code == error?.explanation.code && failure?.statusWord == "63C2")
    try one.run(counter)
    #expect(try counter.desk.order(one.order).provenTokens == 1)
  }
}
