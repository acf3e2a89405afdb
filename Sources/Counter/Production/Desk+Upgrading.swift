// token upgrade, replace: a new token in the place of an old one, and of one that failed in the making.
public import Domain
internal import Cryptography
internal import Records
internal import Services
public import Tokens

/// What was read from a token that is about to be replaced.
public struct OldToken: Sendable {
  public let name: String
  public let serial: String
  /// The days that its certificate would still have run; zero when it has ended.
  public let daysCarried: Int
}

extension Desk {
  /// 升级: the holder shows with the old token that it is theirs, and the new one is issued in its place. Both stand in
  /// the journal. Once the old one has been read it need not be inserted again.
  public func upgrade(
    _ text: String, from old: TokenSession, oldPIN: PIN, to new: TokenSession, _ pins: IssuePINs, issuer: some Issuer,
    card: CipherCard? = nil
  ) throws -> (old: OldToken?, progress: IssueProgress) {
    guard old.identity == nil || old.identity != new.identity else {
      throw CounterError.oldToken(old.identity?.text ?? "—")
    }
    let maker = try acting()
    for session in [old, new] { try recognise(session) }
    var order = try order(text)
    let isRead = try order.makings.contains { try $0.givenUp == nil && job(for: order, $0).oldCertificate != nil }
    let looked = isRead ? nil : try ownFacts(of: old, order)
    let making = try making(for: new, in: &order, by: maker)
    var read: OldToken?
    if try job(for: order, making).oldCertificate == nil {
      order = try noteSeal(looked ?? ownFacts(of: old, order), order, by: maker)
      read = try self.read(old, oldPIN, order, making, by: maker)
    }
    return (read, try issue(text, on: new, pins, issuer: issuer, card: card))
  }

  /// What stands on the holder's old token, which must be the order's.
  private func ownFacts(of old: TokenSession, _ order: Order) throws -> TokenFacts {
    let facts = try old.facts(sealObjects: sealObjects())
    _ = try requireOwn(facts, order)
    return facts
  }

  /// Has the old token prove its certificate. A failure is journalled with its codes, as one on the new token is.
  private func read(
    _ old: TokenSession, _ pin: PIN, _ order: Order, _ making: Making, by maker: Person
  ) throws -> OldToken {
    let journal = OrderJournal(self, order.number, making.item, maker)
    var job = try job(for: order, making)
    do {
      let certificate = try job.readOld(old, pin: pin, journal: journal)
      return try OldToken(
        name: old.identity?.text ?? Making.blank, serial: certificate.serial,
        daysCarried: max(0, certificate.notAfter.day.daysSince1970 - time().latest.day.daysSince1970))
    } catch let error as TokenError {
      // Should the store fail too, the token's own trouble is still what the clerk must hear: a try may be spent.
      try? journal.record(.failed(error))
      throw error
    }
  }

  /// - Throws: `noOldCertificate` for an order that puts no new token in an old one's place.
  public func requireUpgrade(_ text: String) throws {
    let order = try order(text)
    let (_, type) = try packs.terms(of: order.application)
    guard try type.upgrade != nil || rules(for: order).old.revoked != nil else {
      throw EntitlementError.noOldCertificate(type.title)
    }
  }

  /// Puts aside a token that failed in the making, or after it while nobody took it home; the order gets another in its
  /// place at no cost. The others of the order go on.
  public func giveUp(_ text: String, item: Int, reason: String) throws -> Order {
    let order = try order(text)
    return try record(
      .tokenGivenUp(item: item, reason: reason), on: order.number, by: acting(),
      settings: encryptionKeyUsed(for: "\(order.number.text)-\(item)"))
  }

  /// The tokens of an order as a receipt lists them, with what became of each.
  public func receipt(of text: String) throws -> (order: Order, needed: Int) {
    let order = try order(text)
    return (order, try rules(for: order).tokens)
  }

  /// A token that is being made, or waits for somebody, for the list of open work.
  public struct OpenMaking: Sendable {
    public let order: OrderNumber
    public let making: Making
  }

  /// Every token of every order that is on its way.
  public func openMakings() throws -> [OpenMaking] {
    try going().flatMap { order in
      order.makings.filter(\.isOpen).map { OpenMaking(order: order.number, making: $0) }
    }
  }
}
