// The desk: one store, the services' packs, and the person who has signed in.
public import Domain
internal import Cryptography
internal import FoundationEssentials
public import Records
public import Services

/// Everything that can be done to orders begins here. One desk serves one thread.
public final class Desk {
  public let store: Store
  public let packs: Packs
  public let clock: Clock
  /// Where the forms lie; documents are read from there.
  public let forms: String
  /// Who has signed in; nil until somebody has.
  public private(set) var person: Person?
  /// Who knows which cipher cards were issued to which order; nil for the counter's own ledger.
  public var cardCustody: (any CardCustody)?
  var pageCounts: [String: Int] = [:]
  /// How many refusals were journalled here, so that none is twice.
  var refusals = 0
  private var documentMaker: DocumentMaker?

  public init(store: Store, packs: Packs, forms: String, clock: Clock = .system) {
    self.store = store
    self.packs = packs
    self.forms = forms
    self.clock = clock
  }

  /// The program itself: takes no step of an order, only registers, prints, judges and carries.
  static let itself = Person(id: "certkiosk", roles: [])

  /// Signs a person in for this process.
  public func signIn(_ id: PersonID, pin: [UInt8]) throws(RecordsError) {
    person = try store.authenticate(id, pin: pin, at: clock.now())
  }

  /// The person who has signed in.
  func acting() throws(CounterError) -> Person {
    guard let person else { throw .nobody }
    return person
  }

  /// Made on first use: opening the fonts takes a while.
  func maker() throws -> DocumentMaker {
    if let documentMaker { return documentMaker }
    let made = try DocumentMaker(packs: packs, forms: forms)
    documentMaker = made
    return made
  }

  // MARK: Orders

  /// The order with this number, or the one that this application became.
  public func order(_ text: String) throws -> Order { try read(row(text)) }

  /// The orders that are still on their way, to head office's answer or to their end.
  public func going() throws -> [Order] {
    try store.orders(OrderFilter(without: Self.ended)).map { try read($0) }
  }

  /// The same, and those that ended since a moment.
  public func going(orChangedSince moment: Instant) throws -> [Order] {
    try store.orders().filter { $0.updated >= moment || !Self.ended.contains($0.state) }.map { try read($0) }
  }

  /// The words of the states that nothing follows.
  static let ended = [OrderState.confirmed, .voided, .retired].map(\.rawValue)

  /// Numbers are found as people type them: with blanks around, in full width, in small letters.
  func row(_ text: String) throws -> OrderRow {
    let plain = text.plainASCII
    for word in [text, plain, plain.uppercased()] {
      if let number = OrderNumber(word), let row = try store.order(number) { return row }
      if let row = try store.order(application: word) { return row }
    }
    throw CounterError.noOrder(text)
  }

  /// - Throws: `shredded` when the order's days were over.
  public func read(_ row: OrderRow) throws -> Order {
    guard !row.isShredded else { throw RecordsError.shredded(row.number) }
    do { return try JSONDecoder().decode(Order.self, from: Data(row.body)) } catch {
      throw CounterError.damagedRecord(row.number.text)
    }
  }

  public func rules(for order: Order) throws -> OrderRules {
    try rules(
      for: order.application, channel: order.channel, editions: order.editions ?? [:], prices: order.headOffice.prices,
      invoiceKinds: order.invoicing.kinds
    ).discounted(by: order.old.upgrade)
  }

  // MARK: Events

  /// Records an event on an order: the journal's row and the order's new state in one transaction.
  /// - Parameter more: what else belongs to it.
  @discardableResult
  package func record(
    _ event: Event, on number: OrderNumber, by person: Person, settings: [Setting] = [], lookups: [Lookup] = [],
    burning burnt: [SecretName] = [], also more: Records.Change = Records.Change()
  ) throws -> Order {
    try record(on: number, by: person, settings: settings, lookups: lookups, burning: burnt, also: more) { _ in event }
  }

  /// The same for an event that follows from the order as it is when it is written, such as one that carries the next
  /// free number: where another process was quicker, it is made anew.
  @discardableResult
  func record(
    on number: OrderNumber, by person: Person, settings: [Setting] = [], lookups: [Lookup] = [],
    burning burnt: [SecretName] = [], also more: Records.Change = Records.Change(), _ made: (Order) throws -> Event
  ) throws -> Order {
    for _ in 0..<20 {
      let row = try row(number.text)
      let before = try read(row)
      let rules = try rules(for: before)
      let now = clock.now()
      let event = try made(before)
      let after = try permitted(event, on: before, by: person, under: rules, at: now)
      var change = more
      change.entries.insert(try entry(event, on: number, by: person, at: now), at: 0)
      change.settings += settings
      change.burnt += burnt
      change.orders.append(try orderRow(after, self.rules(for: after), version: row.version + 1))
      change.lookups[number, default: []] += lookups
      do throws(RecordsError) { try store.commit(change) } catch RecordsError.stale { continue }
      guard let agreement = try newAgreement(event, on: after) else { return after }
      return try record(.agreementPrinted(agreement), on: number, by: person)
    }
    throw CounterError.busyStore
  }

  func entry(
    _ event: Event, on number: OrderNumber, by person: Person, at instant: Instant? = nil
  ) throws -> NewEntry {
    NewEntry(at: instant ?? clock.now(), by: person.id, order: number, kind: event.name, payload: try Self.bytes(event))
  }

  func orderRow(_ order: Order, _ rules: OrderRules, version: Int) throws -> OrderRow {
    OrderRow(
      number: order.number, application: order.application.number, service: order.application.service,
      businessType: order.application.businessType, state: order.state(under: rules).rawValue, version: version,
      open: order.open(under: rules).map(\.rawValue) + order.waitingWords, reference: order.number.text,
      updated: clock.now(),
      body: try Self.bytes(order))
  }

  /// The one way in which values become bytes: sorted keys, so that the same value gives the same bytes.
  static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  /// The events of an order in their sequence, with who and when.
  public func history(of order: Order) throws -> [(entry: JournalEntry, event: Event?)] {
    try store.journal(of: order.number).map { entry in
      (entry, try? JSONDecoder().decode(Event.self, from: Data(entry.payload)))
    }
  }
}
