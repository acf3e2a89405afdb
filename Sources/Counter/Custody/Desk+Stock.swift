// stock receive, issue, spoil, return, destroy, count: every piece in one place, every move in the journal.
public import Domain
internal import Records
internal import Services

extension Desk {
  /// Pieces that are moved together: by serial, or by number where the good has no serials.
  public struct Pieces: Sendable {
    public let good: Good
    public let serials: [String]
    public let count: Int
    /// What each stands for; only fixed-amount invoices that come in have one.
    public let amount: Money?

    /// - Parameters:
    ///   - words: serials, and ranges such as `00128101..00128200`.
    ///   - amount: of each; needed where fixed-amount invoices come in and nowhere else.
    public init(_ good: Good, _ words: [String], count: Int?, amount: Money? = nil) throws(LedgerError) {
      self.good = good
      self.amount = amount
      if good.isCounted {
        guard words.isEmpty, let count, count > 0 else { throw .countedGood(good) }
        (serials, self.count) = ([], count)
        return
      }
      guard count == nil, !words.isEmpty else { throw .serialGood(good) }
      var serials: [String] = []
      for word in words {
        guard let range = SerialRange.serials(of: word) else { throw .badSerials(word) }
        serials += range
      }
      guard Set(serials).count == serials.count else { throw .badSerials(words.joined(separator: " ")) }
      (self.serials, self.count) = (serials, serials.count)
    }
  }

  /// Moves pieces, all of them or none.
  /// - Parameters:
  ///   - order: whom they are taken out for; needed to issue and nowhere else.
  ///   - second: needed to destroy.
  public func move(
    _ pieces: Pieces, _ move: CustodyMove, order: String? = nil, reason: String? = nil, second: SecondPerson? = nil
  ) throws {
    let person = try acting()
    guard !person.roles.isDisjoint(with: [.clerk, .maker, .finance, .administrator]) else {
      throw OutOfTurn.money(.role)
    }
    if move.needsReason, (reason ?? "").isEmpty { throw OutOfTurn.money(.noReason) }
    guard (pieces.amount != nil) == (move == .receive && pieces.good == .invoice) else { throw LedgerError.noAmount }
    let number = try order.map { try row($0).number }
    let witness = try move == .destroy ? self.witness(second) : nil
    var change = Records.Change(entries: [
      try custodyEntry(
        move, CustodyRecord(pieces, order: number, reason: reason, witness: witness?.id), by: person)
    ])
    if pieces.good.isCounted {
      change.ledgers.piles = try piles(pieces, move)
    } else {
      change.ledgers.pieces = try pieces.serials.map { try moved(pieces, $0, move, to: number) }
    }
    try store.commit(change)
  }

  /// The second of the two who count or destroy.
  func witness(_ second: SecondPerson?) throws -> Person {
    try pair(with: second, orRefuse: LedgerError.otherPerson).second
  }

  private func moved(_ pieces: Pieces, _ serial: String, _ move: CustodyMove, to order: OrderNumber?) throws -> PieceRow
  {
    let good = pieces.good
    let known = try store.piece(good, serial)
    guard let place = move.destination(from: known?.place) else {
      throw LedgerError.wrongPlace(good, serial: serial, move, known?.place)
    }
    guard let known else {
      return PieceRow(
        good, serial: serial, place: place, order: order, updated: clock.now(), fen: pieces.amount?.fen)
    }
    return moved(known, move, to: place == .stock ? nil : order ?? known.order)
  }

  /// A piece after a move that is possible from where it lies.
  func moved(_ piece: PieceRow, _ move: CustodyMove, to order: OrderNumber?) -> PieceRow {
    var next = piece
    next.place = move.destination(from: piece.place) ?? piece.place
    next.order = order
    next.updated = clock.now()
    next.version += 1
    return next
  }

  private func piles(_ pieces: Pieces, _ move: CustodyMove) throws -> [PileChange] {
    let counts = try store.custody()[pieces.good] ?? [:]
    let sources: [CustodyPlace?] =
      move == .receive ? [nil] : CustodyPlace.allCases.filter { move.destination(from: $0) != nil }
    for source in sources {
      guard let target = move.destination(from: source) else { continue }
      guard let source else { return [PileChange(pieces.good, target, pieces.count)] }
      guard counts[source, default: 0] >= pieces.count else { continue }
      return [PileChange(pieces.good, source, -pieces.count), PileChange(pieces.good, target, pieces.count)]
    }
    throw LedgerError.tooFew(pieces.good, sources.first.flatMap(\.self) ?? .stock, pieces.count)
  }

  private func custodyEntry(_ move: CustodyMove, _ record: CustodyRecord, by person: Person) throws -> NewEntry {
    NewEntry(
      at: clock.now(), by: person.id, kind: Self.custodyKind(move), payload: try Self.bytes(record))
  }

  static func custodyKind(_ move: CustodyMove) -> String { "stock-\(move.rawValue)" }

  // MARK: Handover

  /// What a handover moves: pieces that were issued to the order, named or not; of tokens those that were made or named.
  /// - Returns: everything that is handed over, with its serials, and the change of the ledger.
  func handingOver(_ items: [String], for number: OrderNumber) throws -> (items: [String], change: Records.Change) {
    let order = try order(number.text)
    let made = Set(order.finished.map { Self.bareSerial($0.production.token) })
    let named = Set(items.compactMap { $0.split(separator: " ").last.map { Self.bareSerial(String($0)) } })
    let issued = try store.pieces(of: number).filter {
      $0.place == .issued && ($0.good != .token || made.union(named).contains($0.serial))
    }
    for serial in named where !issued.contains(where: { $0.serial == serial }) {
      try requireUnkept(serial, for: number)
    }
    let pack = try packs.terms(of: order.application).0
    for item in items { try requireKnown(item, of: order, made, pack) }
    let words = pack.words
    let unnamed = issued.filter { $0.good != .token && !named.contains($0.serial) }.map {
      "\($0.good.itemTitle(words)) \($0.serial)"
    }
    var change = Records.Change()
    change.ledgers.pieces = issued.map { moved($0, .handOver, to: number) }
    if !issued.isEmpty {
      let records = Dictionary(grouping: issued, by: \.good).sorted { $0.key.rawValue < $1.key.rawValue }
      change.entries = try records.map { good, rows in
        let record = CustodyRecord(good, rows.map(\.serial), order: number)
        return try custodyEntry(.handOver, record, by: acting())
      }
    }
    return (items + unnamed, change)
  }

  /// Once a good is in the ledger, a number that it never saw is nobody's piece: it was mistyped, or came in past the
  /// ledger. Tokens that were made here and invoices that head office wrote need no place in it.
  private func requireKnown(_ item: String, of order: Order, _ made: Set<String>, _ pack: Pack) throws {
    let words = item.split(separator: " ")
    guard words.count > 1, let last = words.last else { return }
    let (title, serial) = (words.dropLast().joined(separator: " "), Self.bareSerial(String(last)))
    guard let good = Good.allCases.first(where: { $0.isItem(title, of: pack) }), !made.contains(serial),
      !order.invoicing.invoices.contains(where: { $0.numbers.contains(serial) }),
      try store.piece(good, serial) == nil, try !store.pieces(good, limit: 1).isEmpty
    else { return }
    throw LedgerError.unknownPiece(good, serial)
  }

  /// The number as it stands on the piece: a token that was made is known as `serial:1234`.
  private static func bareSerial(_ name: String) -> String { String(name.split(separator: ":").last ?? "") }

  /// A serial that the ledger knows is handed over only when it was issued to this order.
  private func requireUnkept(_ serial: String, for number: OrderNumber) throws {
    for good in Good.allCases {
      guard let piece = try store.piece(good, serial) else { continue }
      guard piece.order == nil || piece.order == number else { throw LedgerError.othersPiece(serial) }
      guard piece.place == .stock else {
        throw LedgerError.wrongPlace(good, serial: serial, .handOver, piece.place)
      }
      throw LedgerError.notIssued(serial)
    }
  }

  // MARK: Looking and counting

  /// A piece as lists show it.
  public struct ShownPiece: Sendable {
    public let good: Good
    public let serial: String
    public let place: CustodyPlace
    public let order: OrderNumber?
  }

  public func pieces(_ good: Good?, in place: CustodyPlace?) throws -> [ShownPiece] {
    try store.pieces(good, in: place).map {
      ShownPiece(good: $0.good, serial: $0.serial, place: $0.place, order: $0.order)
    }
  }

  public func custody() throws -> [Good: [CustodyPlace: Int]] { try store.custody() }

  /// Serials that lie in stock by the ledger and were not counted, and those that were counted and do not.
  public func compare(_ counted: Pieces) throws -> (missing: [String], surplus: [String]) {
    let kept = Set(try store.pieces(counted.good, in: .stock).map(\.serial))
    let found = Set(counted.serials)
    return (kept.subtracting(found).sorted(), found.subtracting(kept).sorted())
  }
}

extension Good {
  /// Whether the service's word for something that is handed over means it.
  fileprivate func isItem(_ title: String, of pack: Pack) -> Bool {
    switch self {
    case .token: pack.delivery.contains { $0.title == title && $0.serial == .token }
    case .cipherCard, .invoice: title == itemTitle(pack.words)
    case .label: false
    }
  }

  /// What it is called when it is handed over, in the service's own words.
  fileprivate func itemTitle(_ words: [String: String]) -> String {
    switch self {
    case .cipherCard: words["cipher"] ?? title
    case .invoice: Order.invoiceItem
    case .token, .label: title
    }
  }
}

/// What the journal keeps of a move.
struct CustodyRecord: Codable {
  let good: Good
  let serials: [String]
  let count: Int
  let order: String?
  let reason: String?
  let witness: String?

  init(_ pieces: Desk.Pieces, order: OrderNumber?, reason: String?, witness: PersonID?) {
    good = pieces.good
    serials = pieces.serials
    count = pieces.count
    self.order = order?.text
    self.reason = reason
    self.witness = witness
  }

  init(_ good: Good, _ serials: [String], order: OrderNumber) {
    self.good = good
    self.serials = serials
    count = serials.count
    self.order = order.text
    (reason, witness) = (nil, nil)
  }
}
