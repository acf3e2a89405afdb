// token advise: what can be done with the inserted token, service by service.
internal import Cryptography
public import Domain
public import Services
public import Tokens

/// Everything that a person wants to know who holds up a token.
public struct TokenAdvice: Sendable {
  public let token: String?
  public let holder: String?
  public let serial: String?
  public let until: CivilDate?
  public let daysLeft: Int?
  public let triesLeft: Int?
  public let hasSeal: Bool
  /// Slots with something that is no whole certificate, and the order that waits for it; nil where none does.
  public let unfinished: [(slot: String, order: String?)]
  public let services: [(pack: Pack, advice: [Advice])]
}

extension Desk {
  /// Reads the token and goes through every business type of every service. Nothing is changed and no try is spent.
  public func advise(on session: TokenSession, service: String? = nil) throws -> TokenAdvice {
    let facts = try session.facts(sealObjects: sealObjects())
    let name = session.identity?.text
    let making = try openMakings().first { $0.making.production.token == name }
    return try Self.advice(
      on: facts, packs: packs.packs.filter { service == nil || $0.id == service }, today: clock.now().day,
      waiting: name == nil ? nil : making?.order.text
    ) { try openRenewal(of: $0, at: $1) }
  }

  /// The same without a store: nothing is known of orders then.
  public static func advise(on session: TokenSession, packs: [Pack], today: CivilDate) throws -> TokenAdvice {
    try advice(on: session.facts(), packs: packs, today: today, waiting: nil) { _, _ in nil }
  }

  private static func advice(
    on facts: TokenFacts, packs: [Pack], today: CivilDate, waiting: String?,
    renewal: (_ creditCode: String, _ service: String) throws -> String?
  ) throws -> TokenAdvice {
    let certificate = facts[.signature]?.certificate
    let owner = certificate.map { certificate in
      CertificateSubject(attributes: certificate.subject.entries.map { ($0.type, $0.value) })
    }
    let token = AdvisedToken(
      until: certificate?.notAfter.day, triesLeft: facts.pin.triesLeft, hasSeal: !facts.seals.isEmpty,
      answerToReset: facts.answerToReset)
    return TokenAdvice(
      token: facts.identity?.text, holder: owner?.name, serial: certificate?.serial, until: token.until,
      daysLeft: facts[.signature]?.daysLeft(on: today), triesLeft: facts.pin.triesLeft, hasSeal: token.hasSeal,
      unfinished: facts.slots.filter { $0.condition != .empty && $0.certificate == nil }.map {
        ($0.slot.name, waiting)
      },
      services: try packs.map { pack in
        let open = try owner?.creditCode.flatMap { try renewal($0, pack.id) }
        return (pack, pack.advice(on: token, today: today, renewal: open))
      })
  }
}
