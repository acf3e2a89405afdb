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
    let (today, latest) = (clock.now().day, try time().latest.day)
    return try Self.advice(
      on: facts, packs: packs.packs.filter { service == nil || $0.id == service }, today: today,
      waiting: name == nil ? nil : making?.order.text
    ) { pack, token, creditCode in
      pack.advice(
        on: token, today: today, latest: latest,
        renewal: try creditCode.flatMap { try openRenewal(of: $0, at: pack.id) }, prices: try prices(of: pack))
    }
  }

  /// The same without a store: nothing is known of orders and of head office's prices then.
  public static func advise(on session: TokenSession, packs: [Pack], today: CivilDate) throws -> TokenAdvice {
    try advice(on: session.facts(), packs: packs, today: today, waiting: nil) { pack, token, _ in
      pack.advice(on: token, today: today)
    }
  }

  private static func advice(
    on facts: TokenFacts, packs: [Pack], today: CivilDate, waiting: String?,
    each: (_ pack: Pack, _ token: AdvisedToken, _ creditCode: String?) throws -> [Advice]
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
      services: try packs.map { ($0, try each($0, token, owner?.creditCode)) })
  }
}
