// What a desk refuses for want of keys, of a head office or of an issuer that answers, and what others keep it from.
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import Glibc
import Processes
import Records
import Services
import Testing

@Suite struct RefusedIssuerTests {
  private func request() throws -> CertificateRequestPayload {
    let subject = DistinguishedName(commonName: "永城市样例贸易有限公司")
    let request = try CertificateRequest.make(subject: subject, key: .generate(.p256))
    return CertificateRequestPayload(
      id: "r", order: "o", tokenSerial: "7", request: request.der, subject: subject, years: 1, extensions: [],
      replaces: nil)
  }

  @Test(arguments: [
    (["/bin/false"], IssuerFailure.ended(.exited(1))), (["/bin/echo", "{}"], .noCertificate),
    (["/nowhere/issuer"], .notStarted(SystemErrorNumber(ENOENT))),
  ])
  func `an issuer that fails, says nothing of use or is not there is told`(
    command: [String], failure: IssuerFailure
  ) throws {
    #expect(throws: CounterError.issuerFailed(failure)) {
      try IssuerProgram(command).certificate(for: request())
    }
  }

  @Test func `no certificate is asked for before head office knows this counter`() throws {
    #expect(throws: CounterError.noIssuer) { try CounterDesk().desk.requireHeadOffice() }
  }

  @Test func `a store that was not set up to its end gives away no key, and a real one takes no rehearsal's issuer`()
    throws
  {
    let folder = NSTemporaryDirectory() + "bare-\(UUID().uuidString)"
    defer { try? Files.removeTree(folder) }
    let store = try Store.create(
      at: folder, kind: .production, kiosk: "T01", key: .passphrase(Array("correct horse".utf8)))
    try store.enrol("guan", name: "guan", roles: [.administrator], pin: CounterDesk.pin, at: CounterDesk.now, by: nil)
    let forms = "\(CounterDesk.root)/Forms"
    let desk = Desk(store: store, packs: try Packs.load(from: forms), forms: forms)
    try desk.signIn("guan", pin: CounterDesk.pin)
    #expect(throws: CounterError.noSiteKey) { try desk.writeSiteKey(to: "\(folder)/site.key") }
    #expect(Files.kind(of: "\(folder)/site.key") == nil)
    #expect(throws: CounterError.rehearsalOnly) { try desk.setIssuer(["certkiosk-rehearse"]) }
  }

  @Test func `a second nightly pass over the same store is not begun`() throws {
    let counter = try CounterDesk()
    let lock = open("\(counter.desk.store.folder)/day.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(lock) }
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    let inbox = "\(counter.folder)/inbox"
    #expect(throws: CounterError.anotherDay) {
      try Day(desk: counter.desk, inbox: inbox, outbox: "\(counter.folder)/outbox") { _ in }.run()
    }
    #expect(Files.kind(of: inbox) == nil)
  }

  /// Somebody else's hand on an order, each time that the desk looks at the clock.
  private final class Meddler: @unchecked Sendable {
    private let store: Store
    var number: OrderNumber?

    init(_ store: Store) { self.store = store }

    func meddle() throws {
      guard let number, var row = try store.order(number) else { return }
      row.version += 1
      try store.commit(Change(orders: [row]))
    }
  }

  @Test func `an order that somebody else keeps changing is given up on, and stays as they left it`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    let before = try counter.desk.order(number)
    let meddler = Meddler(counter.desk.store)
    let desk = Desk(
      store: counter.desk.store, packs: counter.desk.packs, forms: counter.desk.forms,
      clock: Clock(now: {
        do { try meddler.meddle() } catch { Issue.record("\(error)") }
        return CounterDesk.now
      }))
    try desk.signIn("wu", pin: CounterDesk.pin)
    meddler.number = before.number
    #expect(throws: CounterError.busyStore) { try desk.acknowledge(number) }
    meddler.number = nil
    #expect(try counter.desk.order(number) == before)
    #expect(try desk.acknowledge(number).acknowledged)
  }
}
