// A counter for tests: a store, an authority, orders that are ready for their tokens, and cards without a reader.
import Bundles
import Counter
import Cryptography
import Domain
import Foundation
import Records
import Services
import Testing
import Tokens
import VirtualCard

/// A card plugged straight in.
final class PluggedCard: Connection {
  let card: VirtualCard
  private var isPulled = false

  init(_ card: VirtualCard) {
    self.card = card
    card.reset()
  }

  var transport: Transport { card.state.profile.isT0 ? .t0 : .t1 }
  var answerToReset: [UInt8] { card.answerToReset }

  func transmit(_ command: [UInt8]) throws(LinkFailure) -> [UInt8] {
    guard !isPulled, let answer = card.answer(command) else {
      isPulled = true
      throw LinkFailure(.cardRemoved, code: 0x8010_0069)
    }
    return answer
  }

  func beginTransaction() throws(LinkFailure) {
    if isPulled { throw LinkFailure(.cardRemoved, code: 0x8010_0069) }
  }

  func endTransaction() {}
  func reset() throws(LinkFailure) { card.reset() }
  func reconnect() throws(LinkFailure) {}
}

/// Issues at once; with `pairs` also an encryption pair, as head offices with double certificates do.
final class InstantIssuer: Issuer {
  let authority: CertificateAuthority
  var pairs = false
  private(set) var issued: [String: CertificatePayload] = [:]

  init(_ authority: CertificateAuthority) { self.authority = authority }

  func certificate(for request: CertificateRequestPayload) throws -> CertificatePayload? {
    if let known = issued[request.id] { return known }
    let asked = try CertificateRequest(der: request.request.bytes)
    let (from, until) = (TokenCounter.now.advanced(bySeconds: -60), TokenCounter.now.advanced(bySeconds: 31_536_000))
    var encryption: CertificatePayload.Encryption?
    if pairs {
      let key = try PrivateKey.generate(.rsa2048)
      let certificate = try authority.issue(
        to: key.publicKey, subject: request.subject, from: from, until: until, usage: .encryption)
      encryption = .init(certificate: certificate, key: key.der)
    }
    let certificate = try authority.issue(
      for: asked, subject: request.subject, from: from, until: until, usage: pairs ? .signing : .both)
    let answer = CertificatePayload(
      request: request.id, certificate: certificate, chain: [authority.certificate], encryption: encryption)
    issued[request.id] = answer
    return answer
  }
}

final class TokenCounter {
  static let now = Instant(seconds: 1_780_000_000)
  let desk: Desk
  let issuer: InstantIssuer
  private let folder: String
  private static let pin = Array("417703".utf8)
  static let everybody = Person(id: "wu", roles: [.clerk, .reviewer, .maker, .finance])

  init() throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    folder = NSTemporaryDirectory() + "tokens-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
    desk = Desk(
      store: store, packs: try Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms",
      clock: Clock(now: { Self.now }))
    let (certificate, key) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "Test issuer"), algorithm: .p256, years: 20, at: Self.now)
    issuer = InstantIssuer(try CertificateAuthority(certificate: certificate, key: key))
    let trust = TrustFile(
      name: "hq", rehearsal: true, signers: [certificate], recipients: [certificate], issuers: [certificate])
    try store.set(Setting("trust", trust.bytes, secret: false))
    for (id, roles) in [("guan", [Role.administrator]), ("wu", Array(Self.everybody.roles)), ("li", [.maker])] {
      try store.enrol(id, name: id, roles: Set(roles), pin: Self.pin, at: Self.now, by: nil)
    }
    try desk.signIn("wu", pin: Self.pin)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// An order that has come as far as its tokens.
  func order(
    _ service: String = "bjca", _ business: String = "new", tokens: Int = 1, _ more: [FieldID: String] = [:],
    paid kind: PaymentEntry.Kind = .posSlip, skipping skipped: Set<String> = []
  ) throws -> String {
    var values: [FieldID: String] = [
      "organisation.name": "永城市样例贸易有限公司", "organisation.creditCode": "91350100M000100Y43",
      "organisation.mergedLicence": "是", "certificate.quantity": "\(tokens)",
    ]
    values.merge(more) { _, new in new }
    let application = Application(
      number: "T-\(UUID().uuidString.prefix(8))", service: service, businessType: business, values: values)
    let rules = try desk.rules(for: application)
    let number = try desk.store.register(on: Self.now.day) { _ in Change() }
    let object = try desk.store.putObject(Self.picture, order: number).text
    let order = try Order.readyForProduction(
      number, application, under: rules, tokens: tokens, object: object, paid: kind, skipping: skipped)
    let row = OrderRow(
      number: number, application: application.number, service: service, businessType: business,
      state: order.state(under: rules).rawValue, version: 1, reference: number.text, updated: Self.now,
      body: Array(try JSONEncoder().encode(order)))
    try desk.store.commit(Change(orders: [row]))
    return number.text
  }

  /// What stands for every scan.
  static let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array("scan".utf8)

  func card(_ profile: CardProfile = .strict, serial: UInt32 = 1) -> VirtualCard {
    VirtualCard(CardState(profile, serial: serial))
  }

  static func pins() throws -> Desk.IssuePINs {
    try Desk.IssuePINs(current: PIN("123456"), new: PIN(new: "739154"), currentPUK: #require(PUK("12345678")))
  }

  @discardableResult
  func issue(_ order: String, on card: VirtualCard, _ pins: Desk.IssuePINs? = nil) throws -> Desk.IssueProgress {
    try desk.issue(order, on: TokenSession(PluggedCard(card)), pins ?? Self.pins(), issuer: issuer)
  }

  func renewing() throws -> Desk.IssuePINs { Desk.IssuePINs(pin: try PIN("739154")) }

  static let secondPIN = pin
}

extension Order {
  /// An order that has come as far as its tokens.
  static func readyForProduction(
    _ number: OrderNumber, _ application: Application, under rules: OrderRules, tokens: Int = 1,
    object: String = "o", paid kind: PaymentEntry.Kind = .posSlip, skipping skipped: Set<String> = []
  ) throws -> Order {
    var order = Order(number, registering: application, by: "wang")
    let payment = PaymentEntry(id: "1", kind: kind, fen: rules.fee.fen, payer: nil, reference: "1")
    var events: [(Event, PersonID)] = [
      (.acknowledged, "a"), (.valuesConfirmed(digest: "d"), "a"), (.bankProofAccepted, "a"),
    ]
    for token in 1...tokens { events.append((.headOffice(.cardOpened(serial: "MK\(number)-\(token)")), "a")) }
    for paper in rules.papers {
      for page in 0...paper.pages where (paper.pages == 0) == (page == 0) {
        let accepted = Paper(slot: paper.slot, page: page == 0 ? nil : page, copy: 1, object: object, thresholds: "1")
        events.append((.paperAccepted(accepted), "a"))
      }
    }
    events += [
      (.submitted, "b"), (.approved, "c"), (.paymentRecorded(payment), "d"), (.paymentConfirmed(entry: "1"), "e"),
    ]
    events.removeAll { event, _ in skipped.contains(event.name) }
    // Services order the steps differently: what comes too early is tried again.
    for _ in 1...4 {
      events.removeAll { event, person in
        let by = Person(id: person, roles: TokenCounter.everybody.roles)
        guard let next = try? order.after(event, by: by, under: rules) else { return false }
        order = next
        return true
      }
    }
    return order
  }
}
