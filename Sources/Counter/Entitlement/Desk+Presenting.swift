// order present: the applicant's own token is read, held against the application, and stands on its papers from here on.
internal import Cryptography
public import Domain
internal import Services
public import Tokens

extension Desk {
  /// Reads the inserted token for an order; an order for several is given them one after the other. With a PIN the old key signs a challenge, which proves whose it is.
  public func present(_ text: String, on session: TokenSession, pin: PIN? = nil) throws -> Order {
    try journalling("token-shown", "出示介质", on: text) {
      let person = try acting()
      session.numbers = try algorithmNumbers()
      let order = try order(text)
      let (pack, type) = try packs.terms(of: order.application)
      guard type.preconditions.contains(.certificate) else { throw EntitlementError.noOldCertificate(type.title) }
      let facts = try session.facts(sealObjects: sealObjects())
      guard let certificate = facts[.signature]?.certificate else { throw Obstacle.noCertificate }
      let owner = owner(of: certificate, pack)
      try requireOwner(owner, order, pack, isChanging: type.revocation(for: order.application.values) == .changed)
      let isFurther = order.tokensAskedFor > 1 && order.old.reading.map { $0.serial != certificate.serial } ?? false
      if type.token == .renew { try requireRenewable(certificate, isFurther ? nil : order, pack, type) }
      try requireUpgradable(order, type, facts.answerToReset)
      if let pin { try session.provePossession(of: .signature, pin: pin) }
      let reading = TokenReading(
        token: session.identity?.text, medium: type.upgrade?.medium(answering: facts.answerToReset),
        serial: certificate.serial, holder: owner.name ?? "", number: owner.creditCode ?? owner.organisationCode,
        notAfter: certificate.notAfter, hasSeal: !facts.seals.isEmpty, isProven: pin != nil)
      let event: OldCertificateEvent = isFurther ? .shownToo(reading) : .shown(reading)
      let after = try record(.oldCertificate(event), on: order.number, by: person)
      return try measure(after, type, by: person)
    }
  }

  /// Whom a certificate names: by its subject, and by the extensions that the pack writes.
  func owner(of certificate: Certificate, _ pack: Pack) -> CertificateSubject {
    let texts = pack.certificate.extensions.keys.sorted().compactMap { certificate.extensionText($0) }
    return CertificateSubject(
      attributes: certificate.subject.entries.map { ($0.type, $0.value) }, identifiers: texts)
  }

  /// Name and number must be the owner's, letter for letter once both have their normal form (S0-151). A change of
  /// information may alter one of them, never both: then nothing says that it is the same organisation.
  private func requireOwner(_ owner: CertificateSubject, _ order: Order, _ pack: Pack, isChanging: Bool) throws {
    let values = order.application.values
    let isName = normal(owner.name, pack.certificate.organisation) == values[pack.certificate.organisation]
    let number = owner.creditCode ?? owner.organisationCode
    let isNumber = number.map { Self.names(values, $0) }
    if isChanging, isName || isNumber == true { return }
    guard isName else { throw EntitlementError.otherHolder(owner.name ?? "—") }
    guard isNumber != false else { throw EntitlementError.otherNumber }
  }

  private func normal(_ text: String?, _ field: FieldID) -> String? {
    guard let text, let field = packs.catalogue[field] else { return text }
    return field.judge(text, today: clock.now().day, context: [:]).value
  }

  private static func names(_ values: [FieldID: String], _ number: String) -> Bool {
    let code = values["organisation.creditCode"] ?? ""
    return number == code || number == values["organisation.code"] || number == String(code.dropFirst(8).prefix(9))
  }

  /// - Parameter naming: the order whose typed serial number it must be; nil for a further token, which nobody typed.
  private func requireRenewable(
    _ certificate: Certificate, _ naming: Order?, _ pack: Pack, _ type: BusinessType
  ) throws {
    if let typed = naming.flatMap(Self.oldSerial), certificate.serial.drop(while: { $0 == "0" }) != typed {
      throw EntitlementError.otherSerial(typed: typed, found: certificate.serial)
    }
    // Too early or too late: under a doubtful clock both ends must lie within.
    let window = try time()
    for today in [window.earliest.day, window.latest.day] {
      if let obstacle = pack.windowObstacle(to: type, until: certificate.notAfter.day, today: today) { throw obstacle }
    }
  }

  // MARK: Upgrades

  private func requireUpgradable(_ order: Order, _ type: BusinessType, _ answer: [UInt8]) throws {
    guard type.upgrade != nil else { return }
    if let obstacle = type.mediumObstacle(answer) { throw obstacle }
    let values = order.application.values
    if let count = values["certificate.quantity"], count != "1" { throw Obstacle.notAlone("证书数量 \(count)") }
    if let word = values["delivery.urgency"], word != "不加急" { throw Obstacle.notAlone(word) }
  }

  /// The time left becomes a discount, and a year that is carried becomes a line of its own.
  private func measure(_ order: Order, _ type: BusinessType, by person: Person) throws -> Order {
    guard let terms = type.upgrade, let reading = order.old.reading else { return order }
    let upgrade = try Upgrade(
      today: time().latest.day, notAfter: reading.notAfter, annual: terms.annual, price: rules(for: order).fee)
    return try record(.oldCertificate(.measured(upgrade)), on: order.number, by: person)
  }
}

extension Certificate {
  /// The text of an extension that is one string (GM/T 0015).
  fileprivate func extensionText(_ identifier: String) -> String? {
    guard let bytes = extensionValue(identifier), bytes.count > 2, Int(bytes[1]) == bytes.count - 2 else { return nil }
    return String(decoding: bytes.dropFirst(2), as: UTF8.self)
  }
}
