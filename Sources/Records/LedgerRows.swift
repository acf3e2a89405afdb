// What the store keeps of money and of things: statement lines, the custody ledger, and invoice profiles.
public import Domain

/// A line of a settlement statement. Everything but queue and order is sealed.
public struct StatementRow: Hashable, Sendable {
  /// A keyed digest of its bytes and the bank's number: the same line always has the same.
  public var id: String
  public var queue: StatementQueue
  /// Whether nothing is left to do about it.
  public var isSettled: Bool
  public var order: OrderNumber?
  /// The bank's number; only its keyed digest is kept, so that it is empty in rows that were read.
  public var reference: String
  public var instant: Instant
  /// Counts from 1; a change names the version it is based on.
  public var version: Int
  public var line: [UInt8]

  public init(
    id: String, queue: StatementQueue, isSettled: Bool, order: OrderNumber?, reference: String, instant: Instant,
    version: Int = 1, line: [UInt8]
  ) {
    self.id = id
    self.queue = queue
    self.isSettled = isSettled
    self.order = order
    self.reference = reference
    self.instant = instant
    self.version = version
    self.line = line
  }
}

/// A piece with a serial, and where it is.
public struct PieceRow: Hashable, Sendable {
  public var good: Good
  public var serial: String
  public var place: CustodyPlace
  public var order: OrderNumber?
  public var updated: Instant
  /// Counts from 1; a change names the version it is based on.
  public var version: Int
  /// What it stands for, in fen; nil for all but fixed-amount invoices.
  public var fen: Int?

  public init(
    _ good: Good, serial: String, place: CustodyPlace, order: OrderNumber?, updated: Instant, version: Int = 1,
    fen: Int? = nil
  ) {
    self.good = good
    self.serial = serial
    self.place = place
    self.order = order
    self.updated = updated
    self.version = version
    self.fen = fen
  }
}

/// Pieces without serials that come to a place, or leave it when the number is negative.
public struct PileChange: Hashable, Sendable {
  public var good: Good
  public var place: CustodyPlace
  public var count: Int

  public init(_ good: Good, _ place: CustodyPlace, _ count: Int) {
    self.good = good
    self.place = place
    self.count = count
  }
}

/// What fills in an organisation's next invoice; found by its credit code's keyed digest, sealed.
public struct ProfileRow: Hashable, Sendable {
  public var creditCode: String
  public var body: [UInt8]

  public init(creditCode: String, body: [UInt8]) {
    self.creditCode = creditCode
    self.body = body
  }
}

/// What a change writes into the ledgers.
public struct LedgerChange: Hashable, Sendable {
  public var lines: [StatementRow]
  public var pieces: [PieceRow]
  public var piles: [PileChange]
  public var profiles: [ProfileRow]

  public init(
    lines: [StatementRow] = [], pieces: [PieceRow] = [], piles: [PileChange] = [], profiles: [ProfileRow] = []
  ) {
    self.lines = lines
    self.pieces = pieces
    self.piles = piles
    self.profiles = profiles
  }
}
