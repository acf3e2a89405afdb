// 密码卡: what releases a token once. The card is held against head office's table and against the stock.
internal import Bundles
public import Domain
internal import Records

/// A card as the applicant brings it.
public struct CipherCard: Sendable {
  public let serial: String
  public let password: [UInt8]

  public init(serial: String, password: [UInt8]) {
    self.serial = serial
    self.password = password
  }
}

/// Whoever keeps the stock: which cards were issued to which order.
public protocol CardCustody {
  /// Nil where no cards are kept at all.
  func isIssued(card serial: String, to order: OrderNumber) throws -> Bool?
}

/// The counter's own ledger. A counter that keeps no cards in it goes by the orders in head office's table.
struct StockCustody: CardCustody {
  let store: Store

  func isIssued(card serial: String, to order: OrderNumber) throws -> Bool? {
    guard let piece = try store.piece(.cipherCard, serial) else {
      return try store.pieces(.cipherCard, limit: 1).isEmpty ? nil : false
    }
    return piece.place == .issued && piece.order == order
  }
}

extension Desk {
  /// How often a card's password may be tried.
  private static let cardTries = 5

  /// Makes sure that a token may be written: where the pack asks for it, a card is opened for it now or was before.
  func release(_ order: Order, _ making: Making, with card: CipherCard?, by maker: Person) throws {
    guard try rules(for: order).headOffice.cipherCard else {
      if card != nil { throw DownlinkError.noCardNeeded(order.number.text) }
      return
    }
    if making.writing || order.hasCard(for: making) { return }
    try journalling("token-step", "写入证书", on: order.number.text) {
      guard let card else { throw OutOfTurn.ofHeadOffice(.cardNeeded) }
      try open(card, for: order, by: maker)
    }
  }

  private func open(_ card: CipherCard, for order: Order, by maker: Person) throws {
    let known = try knownCard(card.serial, for: order)
    let secret = SecretName(kind: CipherCardsPayload.kind, name: known.serial)
    switch try store.spendTry(of: secret, limit: Self.cardTries) {
    case .usedUp: throw DownlinkError.cardUsedUp(card.serial)
    case .burnt: throw DownlinkError.cardBurnt(card.serial)
    case .spent(let left):
      guard try known.password.accepts(card.password) else {
        try record(.headOffice(.cardRefused(serial: card.serial, triesLeft: left)), on: order.number, by: maker)
        throw left == 0 ? DownlinkError.cardUsedUp(card.serial) : DownlinkError.wrongCard(card.serial, triesLeft: left)
      }
      try record(.headOffice(.cardOpened(serial: card.serial)), on: order.number, by: maker, burning: [secret])
    }
  }

  /// The card in the table, if it was issued to this order: by the stock, or where none is kept by the table itself.
  /// A card that neither ties to an order would open any (S0-140).
  private func knownCard(_ serial: String, for order: Order) throws -> CipherCardsPayload.Card {
    guard let table = try table(CipherCardsPayload.self) else {
      throw DownlinkError.noTable(kind: CipherCardsPayload.kind)
    }
    guard let card = table.cards.first(where: { $0.serial == serial }) else { throw DownlinkError.unknownCard(serial) }
    guard card.order == nil || card.order == order.number.text else { throw DownlinkError.cardOfAnother(serial) }
    guard let isIssued = try (cardCustody ?? StockCustody(store: store)).isIssued(card: serial, to: order.number) else {
      guard card.order != nil else { throw DownlinkError.cardUnassigned(serial) }
      return card
    }
    guard isIssued else { throw DownlinkError.cardOfAnother(serial) }
    return card
  }
}
