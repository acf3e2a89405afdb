// A desk on a rehearsal's store with people signed in, the samples at hand and a clock that stands still.
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import Records
import Services
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

final class CounterDesk {
  static let now = Instant(seconds: 1_780_000_000)
  static let pin = Array("417703".utf8)
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  let desk: Desk
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "desk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
    desk = Desk(
      store: store, packs: try Packs.load(from: "\(Self.root)/Forms"), forms: "\(Self.root)/Forms",
      clock: Clock(now: { Self.now }))
    let everything: [Role] = [.clerk, .reviewer, .maker, .finance]
    for (id, roles) in [("guan", [Role.administrator]), ("wu", everything), ("li", everything), ("zhao", everything)] {
      try store.enrol(id, name: id, roles: Set(roles), pin: Self.pin, at: Self.now, by: nil)
    }
    try desk.signIn("wu", pin: Self.pin)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Registers the first application of a sample.
  func register(_ story: String, channel: String? = nil) throws -> String {
    var number: String?
    for name in try Files.names(in: "\(Self.root)/Samples/\(story)") where !name.hasSuffix(".md") {
      try desk.takeIn("\(Self.root)/Samples/\(story)/\(name)", with: desk.intake(), channel: channel) { taken in
        if case .order(let order, _) = taken, number == nil { number = order.number.text }
      }
    }
    return try #require(number)
  }

  /// Registers one application, given by its labels.
  func register(_ record: [String: String], channel: String?) throws -> String {
    let file = "\(folder)/\(UUID().uuidString).json"
    try Files.write(Array(try JSONEncoder().encode([record])), to: file)
    var number: String?
    var findings: [Finding] = []
    try desk.takeIn(file, with: desk.intake(), channel: channel) { taken in
      switch taken {
      case .order(let order, _): number = order.number.text
      case .finding(let finding): findings.append(finding)
      }
    }
    guard let number else {
      throw StoryMistake(description: findings.map { "\($0.explanation)" }.joined(separator: "\n"))
    }
    return number
  }

  /// A sample's text, changed, as a file of its own.
  func sample(_ story: String, _ change: (String) -> String) throws -> String {
    let folder = "\(Self.root)/Samples/\(story)"
    let name = try #require(try Files.names(in: folder).first { !$0.hasSuffix(".md") })
    let text = String(decoding: try Files.read("\(folder)/\(name)", limit: 1 << 20), as: UTF8.self)
    let copy = "\(self.folder)/\(UUID().uuidString)-\(name)"
    try Files.write(Array(change(text).utf8), to: copy)
    return copy
  }

  /// Puts an event on an order as whoever has signed in.
  func record(_ event: Event, on number: String) throws {
    let person = try #require(desk.person)
    let order = try desk.order(number)
    let after = try order.after(event, by: person, under: desk.rules(for: order))
    let row = try #require(try desk.store.order(order.number))
    var changed = row
    changed.version += 1
    changed.body = Array(try JSONEncoder().encode(after))
    try desk.store.commit(Change(orders: [changed]))
  }

  /// The whole fee, recorded by li and seen by zhao; wu is signed in again.
  func pay(_ number: String) throws {
    try desk.signIn("li", pin: Self.pin)
    let fee = try desk.view(desk.order(number)).fee
    let (_, entry) = try desk.recordPayment(number, kind: .posSlip, amount: fee, payer: nil, reference: "0042")
    try desk.signIn("zhao", pin: Self.pin)
    _ = try desk.confirmPayment(number, entry: entry)
    try desk.signIn("wu", pin: Self.pin)
  }

  private var madeIssuer: InstantIssuer?

  /// An authority that issues at once, and that this counter trusts.
  func issuer() throws -> InstantIssuer {
    if let madeIssuer { return madeIssuer }
    let (certificate, key) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "Test issuer"), algorithm: .p256, years: 20, at: Self.now)
    let trust = TrustFile(
      name: "hq", rehearsal: true, signers: [certificate], recipients: [certificate], issuers: [certificate])
    try desk.store.set(Setting("trust", trust.bytes, secret: false))
    let issuer = InstantIssuer(try CertificateAuthority(certificate: certificate, key: key))
    madeIssuer = issuer
    return issuer
  }

  /// Writes a certificate of the same organisation to a token, as an order of an earlier year did.
  /// - Parameter isFound: whether the desk finds the earlier order by the organisation's credit code.
  @discardableResult
  func issueEarlier(like order: Order, on card: VirtualCard, isFound: Bool = false) throws -> String {
    var application = order.application
    application.number = "EARLIER-\(application.number)"
    application.businessType = "new"
    application.values["certificate.quantity"] = "1"
    application.values["certificate.oldSerial"] = nil
    let maker = Person(id: "zhao", roles: [.maker, .clerk, .reviewer, .finance])
    let number = try desk.store.register(on: Self.now.day) { _ in Change() }
    let code = isFound ? application.values["organisation.creditCode"] : nil
    let earlier = try Order.readyForProduction(number, application, under: desk.rules(for: application))
    try desk.store.commit(
      Change(
        orders: [
          OrderRow(
            number: number, application: application.number, service: application.service, businessType: "new",
            state: "制作中", version: 1, reference: number.text, updated: Self.now,
            body: Array(try JSONEncoder().encode(earlier)))
        ], lookups: [number: code.map { [Lookup(kind: "credit-code", value: $0)] } ?? []]))
    try desk.signIn(maker.id, pin: Self.pin)
    let pins = try Desk.IssuePINs(
      current: PIN("123456"), new: PIN(new: "739154"), currentPUK: #require(PUK("12345678")))
    _ = try desk.issue(number.text, on: TokenSession(PluggedCard(card)), pins, issuer: issuer())
    return number.text
  }

  /// The token with another certificate for its key, which has so many days left; its issuer is nobody's concern.
  func aged(_ card: VirtualCard, daysLeft: Int64) throws -> VirtualCard {
    let old = try #require(try TokenSession(PluggedCard(card)).facts()[.signature]?.certificate)
    let past = Self.now.advanced(bySeconds: -400 * 86_400)
    let (root, key) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "Old issuer"), algorithm: .p256, years: 3, at: past)
    let aged = try CertificateAuthority(certificate: root, key: key).issue(
      to: try #require(old.publicKey), subject: old.subject, from: past,
      until: Self.now.advanced(bySeconds: daysLeft * 86_400), usage: .both)
    let length = [UInt8(aged.der.count >> 8), UInt8(aged.der.count & 0xFF)]
    var state = card.state
    state.objects[0x5FC10A] = [0x70, 0x82] + length + aged.der + [0x71, 0x01, 0x00, 0xFE, 0x00]
    return VirtualCard(state)
  }

  func storeFiles() throws -> [Data] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/store").compactMap { name in
      FileManager.default.contents(atPath: "\(folder)/store/\(name)")
    }
  }
}
