// Settling lines of a statement: each finds its order and its queue, and a batch of them becomes one transaction.
internal import Domain
internal import Records

/// What one transaction will write: lines, the events they cause, and the orders after them.
struct Settling {
  fileprivate struct Open {
    let row: OrderRow
    let rules: OrderRules
    var order: Order
    var isChanged = false
  }

  private let desk: Desk
  private let person: Person
  private var open: [OrderNumber: Open] = [:]
  private var entries: [NewEntry] = []
  private var lines: [StatementRow] = []
  /// The orders of this batch's lines by the bank's number, which the store does not know yet.
  private var placed: [String: OrderNumber?] = [:]
  private(set) var shown: [ShownLine] = []

  init(_ desk: Desk, by person: Person) {
    self.desk = desk
    self.person = person
  }

  /// Everything that was placed, as one change.
  func change() throws -> Records.Change {
    var change = Records.Change(entries: entries)
    change.ledgers.lines = lines
    change.orders = try open.values.filter(\.isChanged).sorted { $0.row.number < $1.row.number }.map {
      try desk.orderRow($0.order, $0.rules, version: $0.row.version + 1)
    }
    return change
  }

  // MARK: Placing

  /// Places a line where it belongs.
  /// - Parameter row: as it stands in the store; nil for a line that is new.
  mutating func place(_ line: StatementLine, id: String, row: StatementRow? = nil) throws {
    let reference = KeptLine.reference(line.way, line.reference)
    if !line.isReversal, let twin = try earlier(reference, than: id) {
      return try keep(line, id, row, StatementVerdict(.duplicate), order: twin, hold: nil)
    }
    guard let number = try target(of: line, reference, id), let found = try opened(number) else {
      return try keep(line, id, row, StatementVerdict(line.isReversal ? .reversed : .unknown), order: nil, hold: nil)
    }
    var verdict = found.order.verdict(on: line, under: found.rules)
    var hold: String?
    if let settlement = verdict.settlement {
      do { try take(settlement, line, id, on: number) } catch let refusal as OutOfTurn {
        hold = refusal.explanation.code
        verdict = StatementVerdict(verdict.queue)
      }
    }
    try keep(line, id, row, verdict, order: number, hold: hold)
  }

  /// Places a line at the order that a person names, whatever sum it has.
  mutating func assign(_ line: StatementLine, id: String, row: StatementRow, to number: OrderNumber) throws {
    guard let found = try opened(number) else { throw CounterError.noOrder(number.text) }
    let verdict = found.order.verdict(on: line, under: found.rules)
    guard let settlement = verdict.settlement ?? (line.isReversal ? nil : .settle) else { throw LedgerError.noReversed }
    try take(settlement, line, id, on: number)
    try keep(line, id, row, StatementVerdict(verdict.queue, settlement), order: number, hold: nil)
  }

  mutating func add(_ entry: NewEntry) { entries.append(entry) }

  private mutating func take(
    _ settlement: StatementVerdict.Settlement, _ line: StatementLine, _ id: String, on number: OrderNumber
  ) throws {
    guard let found = open[number] else { return }
    let event: Event =
      switch settlement {
      case .settle: .payment(.settled(line.entry(id: String(found.order.payments.count + 1)), line: id))
      case .confirm(let entry): .paymentConfirmed(entry: entry, evidence: .statementLine(id, payer: line.payer))
      case .reconcile(let entry): .payment(.reconciled(entry: entry, line: id, payer: line.payer))
      case .reverse(let entry): .payment(.reversed(entry: entry, line: id))
      }
    let after = try found.order.after(event, by: person, under: found.rules)
    entries.append(try desk.entry(event, on: number, by: person))
    open[number]?.order = after
    open[number]?.isChanged = true
  }

  private mutating func keep(
    _ line: StatementLine, _ id: String, _ row: StatementRow?, _ verdict: StatementVerdict, order: OrderNumber?,
    hold: String?
  ) throws {
    let kept = KeptLine(line, hold: hold)
    let reference = KeptLine.reference(line.way, line.reference)
    placed[reference] = order
    let isSettled = verdict.settlement != nil
    if let row, row.queue == verdict.queue, row.isSettled == isSettled, row.order == order { return }
    let written = StatementRow(
      id: id, queue: verdict.queue, isSettled: isSettled, order: order, reference: reference,
      instant: row?.instant ?? desk.clock.now(), version: (row?.version ?? 0) + 1,
      line: try Desk.bytes(kept))
    lines.append(written)
    shown.append(ShownLine(written, kept))
  }

  // MARK: Finding the order

  /// The order of a line that was met before and carries the same number of the bank's; nil in nil when it had none.
  private func earlier(_ reference: String, than id: String) throws -> OrderNumber?? {
    if let order = placed[reference] { return .some(order) }
    guard let row = try desk.store.statementLines(reference: reference).first, row.id != id else { return nil }
    return .some(row.order)
  }

  /// By the order's or the application's number in the remark, else by what was recorded, else by payer and sum where
  /// only one order fits.
  private mutating func target(
    of line: StatementLine, _ reference: String, _ id: String
  ) throws -> OrderNumber? {
    var named = try line.orders.filter { try opened($0) != nil }
    if named.isEmpty { named = try applied(in: line) }
    if !named.isEmpty { return named.count == 1 ? named[0] : nil }
    if line.isReversal, let order = try reversed(line, reference, id) { return order }
    let lookup = Lookup(kind: Desk.referenceLookup, value: line.original ?? line.reference)
    let recorded = try desk.store.orders(for: lookup)
    if !recorded.isEmpty { return recorded.count == 1 ? recorded[0].number : nil }
    return try payerTarget(of: line)
  }

  /// Applicants know the number that they applied with, and write that one.
  private func applied(in line: StatementLine) throws -> [OrderNumber] {
    let rows = try line.applications.flatMap { word in
      try [desk.store.order(application: word), desk.store.order(application: word.uppercased())].compactMap(\.self)
    }
    return Set(rows.filter { !$0.isShredded }.map(\.number)).sorted()
  }

  /// The order of the line that is taken back.
  private func reversed(_ line: StatementLine, _ reference: String, _ id: String) throws -> OrderNumber? {
    let original = line.original.map { KeptLine.reference(line.way, $0) } ?? reference
    if let order = placed[original] { return order }
    return try desk.store.statementLines(reference: original).first { $0.id != id && $0.order != nil }?.order
  }

  private mutating func payerTarget(of line: StatementLine) throws -> OrderNumber? {
    guard let payer = line.payer else { return nil }
    let rows = try desk.store.orders(for: Lookup(kind: "payer-name", value: PayerName.plain(payer)))
    var fitting: [OrderNumber] = []
    for row in rows {
      guard let found = try opened(row.number, row), found.fits(line) else { continue }
      fitting.append(row.number)
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// An order as this batch leaves it; nil when there is none of that number.
  private mutating func opened(_ number: OrderNumber, _ known: OrderRow? = nil) throws -> Open? {
    if let found = open[number] { return found }
    guard let row = try known ?? desk.store.order(number) else { return nil }
    let order = try desk.read(row)
    let found = Open(row: row, rules: try desk.rules(for: order), order: order)
    open[number] = found
    return found
  }
}

extension Settling.Open {
  /// Whether a payer's line of this sum can be for it.
  fileprivate func fits(_ line: StatementLine) -> Bool {
    let verdict = order.verdict(on: line, under: rules)
    return verdict.queue == .exact && verdict.settlement != nil || line.isReversal && verdict.settlement != nil
  }
}

extension StatementLine {
  /// Words of the remark that may be an application's number: letters and digits together, or many digits. What they
  /// name is for whoever knows the applications.
  fileprivate var applications: [String] {
    let letters = (remark ?? "").plainASCII.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : " " }
    return String(letters).split(separator: " ").map(String.init).filter { word in
      let digits = word.count { $0.isNumber }
      return digits >= 6 || digits > 0 && word.contains(where: \.isLetter) && word.count >= 3
    }
  }
}
