// A store from which something is gone that a token needs: told before the token has anything of it.
import Bundles
import Counter
import Domain
import Foundation
import Processes
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

/// Answers, and pulls the card as it does.
private struct PullingIssuer: Issuer {
  let issuer: InstantIssuer
  let card: VirtualCard

  func certificate(for request: CertificateRequestPayload) throws -> CertificatePayload? {
    card.faults = CardFaults([0: .pullBefore])
    return try issuer.certificate(for: request)
  }
}

@Suite struct BareStoreTests {
  private let counter: TokenCounter

  init() throws { counter = try TokenCounter() }

  @Test func `an encryption key that the store has lost is told, and no certificate is written without it`() throws {
    counter.issuer.pairs = true
    let order = try counter.order()
    let card = counter.card()
    #expect(throws: TokenError.self) {
      _ = try counter.desk.issue(
        order, on: TokenSession(PluggedCard(card)), TokenCounter.pins(),
        issuer: PullingIssuer(issuer: counter.issuer, card: card))
    }
    try counter.desk.store.set(Setting("encryption-key/\(order)-1", [], secret: true))
    #expect(throws: CounterError.encryptionKeyGone("\(order)-1")) { try counter.issue(order, on: card) }
    #expect(card.state.objects[0x5FC10A] == nil && card.state.keys[0x9D] == nil)
  }

  @Test func `without the master of administration keys no token is begun`() throws {
    let order = try counter.order()
    let database = "\(counter.desk.store.folder)/store.sqlite"
    let deleted = try Program.run(
      "/usr/bin/sqlite3", [database, "DELETE FROM settings WHERE name = 'token-master' RETURNING name"])
    #expect(deleted.outputText == "token-master\n", "\(deleted.errorText)")
    let card = counter.card()
    let before = card.state
    #expect(throws: CounterError.noTokenMaster) { try counter.issue(order, on: card) }
    #expect(card.state == before)
  }
}
