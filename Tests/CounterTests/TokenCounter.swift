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
import WrittenSecrets

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

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    guard !isPulled, let answer = card.answer(Array(command)) else {
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
  /// Answers as an authority does by GM/T 0092, pair and all.
  var answersInOne = false
  /// The encryption key travels in an SM2 envelope that names this key; nil: PKCS #8.
  var enveloped: (of: PrivateKey, named: PublicKey)?
  /// How long a year of it lasts.
  var daysOfYear: Int64 = 365
  private(set) var issued: [String: CertificatePayload] = [:]

  init(_ authority: CertificateAuthority) { self.authority = authority }

  func certificate(for request: CertificateRequestPayload) throws -> CertificatePayload? {
    if let known = issued[request.id] { return known }
    let asked = try CertificateRequest(der: request.request.bytes)
    let from = TokenCounter.now.advanced(bySeconds: -60)
    let until = TokenCounter.now.advanced(bySeconds: Int64(request.years) * daysOfYear * 86_400)
    var encryption: CertificatePayload.Encryption?
    if let enveloped {
      let certificate = try authority.issue(
        to: enveloped.of.publicKey, subject: request.subject, from: from, until: until, usage: .encryption)
      encryption = .init(certificate: certificate, key: Self.envelope(enveloped.named))
    } else if pairs {
      let key = try PrivateKey.generate(.rsa2048)
      let certificate = try authority.issue(
        to: key.publicKey, subject: request.subject, from: from, until: until, usage: .encryption)
      encryption = .init(certificate: certificate, key: key.der)
    }
    let certificate = try authority.issue(
      for: asked, subject: request.subject, from: from, until: until, usage: pairs ? .signing : .both)
    var answer = CertificatePayload(
      request: request.id, certificate: certificate, chain: [authority.certificate], encryption: encryption)
    if answersInOne {
      let pair = encryption.map { DER.tagged(0, $0.key.bytes) + DER.tagged(1, $0.certificate.bytes) } ?? []
      answer.certificate = Base64Bytes(DER.sequence(DER.set(certificate.der, authority.certificate.der), pair))
      (answer.chain, answer.encryption) = ([], nil)
    }
    issued[request.id] = answer
    return answer
  }

  /// SM2EnvelopedKey (GM/T 0009-2012, 7.4) with noise for what nobody here can open.
  private static func envelope(_ key: PublicKey) -> [UInt8] {
    let (cipher, point): ([UInt8], [UInt8]) = ([0x06, 8, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 1, 0x68, 1], key.point ?? [])
    let wrapped = DER.sequence(
      DER.integer(Array(point[1...32])), DER.integer(Array(point[33...])), DER.octetString(Random.bytes(32)),
      DER.octetString(Random.bytes(16)))
    return DER.sequence(DER.sequence(cipher), wrapped, DER.bitString(point), DER.bitString(Random.bytes(32)))
  }
}

final class TokenCounter {
  static let now = Instant(seconds: 1_780_000_000)
  let desk: Desk
  let issuer: InstantIssuer
  let folder: String
  private static let pin = Array("417703".utf8)
  static let everybody = Person(id: "wu", roles: [.clerk, .reviewer, .maker, .finance])

  /// - Parameter forms: other packs than the repository's.
  init(forms: String? = nil) throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    folder = NSTemporaryDirectory() + "tokens-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
    desk = Desk(
      store: store, packs: try Packs.load(from: forms ?? "\(root)/Forms"), forms: forms ?? "\(root)/Forms",
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
  /// - Parameter leaving: names of events that have not happened, and with them what they would lead to.
  func order(
    _ service: String = "bjca", _ business: String = "new", tokens: Int = 1, _ more: [FieldID: String] = [:],
    channel: String? = nil, paid kind: PaymentEntry.Kind = .posSlip, payer: String? = nil, leaving: Set<String> = []
  ) throws -> String {
    try finish(
      draft(service, business, tokens: tokens, more, channel: channel), paid: kind, payer: payer, leaving: leaving)
  }

  /// Takes a draft as far as its tokens.
  func finish(
    _ number: String, paid kind: PaymentEntry.Kind = .posSlip, payer: String? = nil, leaving: Set<String> = []
  ) throws -> String {
    let draft = try desk.order(number)
    let rules = try desk.rules(for: draft)
    let object = try desk.store.putObject(Self.picture, order: draft.number).text
    let order = draft.readyForProduction(
      under: rules, paid: kind, payer: payer, leaving: leaving, object: object)
    var row = try #require(try desk.store.order(order.number))
    row.version += 1
    row.state = order.state(under: rules).rawValue
    row.body = Array(try JSONEncoder().encode(order))
    try desk.store.commit(Change(orders: [row]))
    return number
  }

  /// An order that nothing has been done about yet.
  func draft(
    _ service: String, _ business: String, tokens: Int = 1, _ more: [FieldID: String] = [:], channel: String? = nil
  ) throws -> String {
    var values: [FieldID: String] = [
      "organisation.name": "永城市样例贸易有限公司", "organisation.creditCode": "91350100M000100Y43",
      "organisation.mergedLicence": "是", "certificate.quantity": "\(tokens)",
    ]
    values.merge(more) { _, new in new }
    let application = Application(
      number: "T-\(UUID().uuidString.prefix(8))", service: service, businessType: business, values: values)
    let number = try desk.store.register(on: Self.now.day) { _ in Change() }
    let order = Order(number, registering: application, channel: channel, by: "wang")
    let row = OrderRow(
      number: number, application: application.number, service: service, businessType: business, state: "草稿",
      version: 1, reference: number.text, updated: Self.now, body: Array(try JSONEncoder().encode(order)))
    let ways = [("credit-code", "organisation.creditCode"), ("agent-mobile", "agent.mobile")]
    let lookups = ways.compactMap { kind, field in values[field].map { Lookup(kind: kind, value: $0) } }
    try desk.store.commit(Change(orders: [row], lookups: [number: lookups]))
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
    _ number: OrderNumber, _ application: Application, under rules: OrderRules
  ) throws -> Order {
    Order(number, registering: application, by: "wang").readyForProduction(under: rules)
  }

  /// - Parameters:
  ///   - leaving: names of events that have not happened, and with them what they would lead to.
  ///   - object: stands for every scan.
  func readyForProduction(
    under rules: OrderRules, paid kind: PaymentEntry.Kind = .posSlip, payer: String? = nil,
    leaving: Set<String> = [], object: String = "o"
  ) -> Order {
    var order = self
    let payment = PaymentEntry(id: "1", kind: kind, fen: rules.fee.fen, payer: payer, reference: "1")
    var events: [(Event, PersonID)] = [
      (.acknowledged, "a"), (.valuesConfirmed(digest: "d"), "a"), (.bankProofAccepted, "a"),
    ]
    for token in 1...rules.tokens { events.append((.headOffice(.cardOpened(serial: "MK000\(token)")), "a")) }
    for paper in rules.papers {
      for copy in 1...paper.copies {
        for page in 0...paper.pages where (paper.pages == 0) == (page == 0) {
          let accepted = Paper(
            slot: paper.slot, page: page == 0 ? nil : page, copy: copy, object: object, thresholds: "1")
          events.append((.paperAccepted(accepted), "a"))
        }
      }
    }
    events += [
      (.submitted, "b"), (.approved, "c"), (.paymentRecorded(payment), "d"), (.paymentConfirmed(entry: "1"), "e"),
    ]
    events.removeAll { leaving.contains($0.0.name) }
    // Services order the steps differently: what comes too early is tried again.
    for _ in 1...6 {
      order = order.satisfied(under: rules, leaving: leaving)
      events.removeAll { event, person in
        let by = Person(id: person, roles: TokenCounter.everybody.roles)
        guard let next = try? order.after(event, by: by, under: rules) else { return false }
        order = next
        return true
      }
    }
    return order
  }

  /// The order with what it needs besides its steps, as far as it may happen now.
  private func satisfied(under rules: OrderRules, leaving: Set<String>) -> Order {
    let clerk = Person(id: "a", roles: TokenCounter.everybody.roles)
    let events = needs(under: rules).flatMap { Self.events(for: $0.need) }.filter { !leaving.contains($0.name) }
    return events.reduce(self) { order, event in (try? order.after(event, by: clerk, under: rules)) ?? order }
  }

  /// What satisfies a need where no token is at hand.
  static func events(for need: Need) -> [Event] {
    switch need {
    case .registration: [.entitlement(.waived(.registration, reason: "电话核实", second: "li"))]
    case .unbinding: [.entitlement(.waived(.unbinding, reason: "查验原件", second: "li"))]
    case .certificate: [.entitlement(.certificateKnown(.headOffice(list: 1), serial: "1"))]
    case .token, .measuring: [.oldCertificate(.shown(shown)), .oldCertificate(.measured(nothingLeft))]
    case .identity(let party): [.presence(.identified(party, document: "居民身份证", number: true))]
    case .original(let slot, _): [.presence(.originalsSeen([slot]))]
    case .deskRegistration: [.presence(.deskRegistered(forms: ["000123"], token: nil))]
    case .bidDeclaration: [.pendingBids(.answered(BidAnswer(openings: [], isSigned: true)))]
    case .bidOpening: []
    case .oldToken: [.oldCertificate(.collected("旧介质"))]
    case .lossStatement: [.oldCertificate(.lossStated)]
    case .checklist(let items): [.checklist(.ticked(items.map(\.id)))]
    case .invoice: [.invoice(.declined)]
    }
  }

  /// A reading whose serial number is none, so that any token may follow.
  private static let shown = TokenReading(
    token: nil, medium: nil, serial: "shown", holder: "永城市样例贸易有限公司", number: nil, notAfter: TokenCounter.now,
    hasSeal: false,
    isProven: false)
  private static let nothingLeft = Upgrade(
    today: TokenCounter.now.day, notAfter: TokenCounter.now, annual: .zero, price: .zero)
}

extension Desk {
  /// Meets what an order needs besides its steps, where no token is at hand.
  func meetNeeds(of number: OrderNumber) throws {
    let person = Person(id: "a", roles: TokenCounter.everybody.roles)
    for _ in 1...6 {
      let order = try order(number.text)
      let events = order.needs(under: try rules(for: order)).flatMap { Order.events(for: $0.need) }
      for event in events { _ = try? record(event, on: number, by: person) }
    }
  }
}
