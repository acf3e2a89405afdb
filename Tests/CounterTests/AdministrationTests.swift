// What an administrator alone may do, and what must never leave a store without one.
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import HeadOffice
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct AdministrationTests {
  private static let newPIN = Array("805193".utf8)

  @Test func `the last administrator cannot be disabled, and another can take over`() throws {
    let counter = try CounterDesk()
    try counter.desk.signIn("guan", pin: CounterDesk.pin)
    #expect(throws: CounterError.lastAdministrator) { try counter.desk.disable("guan") }
    try counter.desk.enrol("zhou", name: "周敏", roles: [.administrator], pin: Self.newPIN)
    try counter.desk.disable("guan")
    try counter.desk.signIn("zhou", pin: Self.newPIN)
    #expect(throws: CounterError.lastAdministrator) { try counter.desk.disable("zhou") }
    try counter.desk.disable("li")
  }

  @Test func `everybody changes their own PIN, and an administrator frees who is locked out`() throws {
    let counter = try CounterDesk()
    try counter.desk.setPIN(of: "wu", to: Self.newPIN)
    try counter.desk.signIn("wu", pin: Self.newPIN)
    #expect(throws: CounterError.notAdministrator) { try counter.desk.setPIN(of: "li", to: Self.newPIN) }
    for _ in 1...Store.tries {
      #expect(throws: RecordsError.self) { try counter.desk.signIn("li", pin: Array("000999".utf8)) }
    }
    #expect(throws: RecordsError.personLocked) { try counter.desk.signIn("li", pin: CounterDesk.pin) }
    try counter.desk.signIn("guan", pin: CounterDesk.pin)
    try counter.desk.setPIN(of: "li", to: Self.newPIN)
    try counter.desk.signIn("li", pin: Self.newPIN)
  }

  @Test func `trust in head office is an administrator's, is for this kiosk, and stands in the journal`() throws {
    let branch = try HeadOfficeCounter()
    let (trust, pem) = ("\(branch.folder)/trust.json", "\(branch.folder)/kiosk.pem")
    #expect(throws: CounterError.notAdministrator) { try branch.desk.setTrust(file: trust, certificate: pem) }
    let told = try branch.desk.store.journal().filter { $0.kind == "trust" }
    #expect(told.map(\.person) == ["guan"])
    let request = try CertificateRequest(pem: branch.desk.enrolmentRequest())
    let other = try branch.office.enrol("T09", request, at: HeadOfficeCounter.now)
    try Files.write(Array(other.pem.utf8), to: pem)
    #expect(throws: CounterError.otherDevice("T09", kiosk: "T01")) { try branch.setTrust() }
  }

  @Test func `a site's second kiosk gets the first one's key, and a file of something else is told as such`() throws {
    let counter = try CounterDesk()
    let file = "\(counter.folder)/site.key"
    #expect(throws: CounterError.notAdministrator) { try counter.desk.writeSiteKey(to: file) }
    try counter.desk.signIn("guan", pin: CounterDesk.pin)
    try counter.desk.writeSiteKey(to: file)
    let key = try SiteKey(file: file)
    let second = try SettingUp.store(
      at: "\(counter.folder)/second", kind: .rehearsal, kiosk: "T02", key: .file("\(counter.folder)/key2"), siteKey: key
    )
    #expect(try second.setting("site-key") == counter.desk.store.setting("site-key"))
    let bare = String(repeating: "a5", count: 32)
    #expect(SiteKey(text: bare) == SiteKey(text: "K1 \(bare)"))
    try Files.write(Array("password\n".utf8), to: file)
    #expect(throws: CounterError.notASiteKey("site.key")) { try SiteKey(file: file) }
  }

  @Test func `without an order only the holder's own PUK unlocks a token, and only by somebody`() throws {
    let counter = try TokenCounter()
    let (card, puk) = (counter.card(), try #require(PUK("12345678")))
    try counter.desk.unlock(on: TokenSession(PluggedCard(card)), puk: puk, new: PIN(new: "805193"))
    #expect(card.state.pin.value == Array("805193".utf8) + [0xFF, 0xFF])
    let nobody = Desk(
      store: counter.desk.store, packs: counter.desk.packs, forms: counter.desk.forms, clock: counter.desk.clock)
    #expect(throws: CounterError.nobody) {
      try nobody.unlock(on: TokenSession(PluggedCard(card)), puk: puk, new: PIN(new: "660318"))
    }
  }

  @Test func `a bundle is looked at without being taken in`() throws {
    let branch = try HeadOfficeCounter()
    let order = try branch.counter.order("guocai", "new")
    try branch.counter.issue(order, on: branch.counter.card())
    let up = try #require(try branch.desk.export(to: "\(branch.folder)/stick"))
    #expect(try branch.desk.verifyBundle(up.path).allSatisfy { $0.fault == nil })
    _ = try branch.office.take(up.path, at: HeadOfficeCounter.now)
    let down = try #require(try branch.write().first)
    let records = try branch.desk.verifyBundle(down)
    #expect(!records.isEmpty && records.allSatisfy { $0.fault == nil })
    for bundle in [up.path, down] {
      let record = try #require(try Files.names(in: "\(bundle)/records").first)
      var bytes = try Files.read("\(bundle)/records/\(record)", limit: 1 << 24)
      bytes[bytes.count / 2] ^= 1
      try Files.write(bytes, to: "\(bundle)/records/\(record)")
      #expect(try branch.desk.verifyBundle(bundle).filter { $0.fault != nil }.count == 1, "\(bundle)")
    }
    #expect(try branch.desk.store.bundles(.down).isEmpty)
  }
}
