// bundle export: completed records and certificate requests on their way to head office.
internal import Services
public import Bundles
internal import Cryptography
internal import Domain
internal import Files
internal import FoundationEssentials
internal import Records

extension Desk {
  /// Writes everything that is ready into one bundle: first inside the store, then, once it is journalled, to the folder
  /// named. The store keeps its bundles, so that a lost stick is filled again with the same bytes.
  /// - Returns: nil when nothing is ready.
  public func export(to folder: String) throws -> WrittenBundle? {
    let by = person ?? Self.itself
    let (records, orders, reviewed) = try ready()
    guard !records.isEmpty else { return nil }
    let sent = try store.bundles(.up)
    let header = BundleHeader(
      kind: .up, device: store.kiosk, incarnation: "\(store.incarnation)", sequence: try nextSequence(after: sent.last),
      previousDigest: sent.last?.digest.hex, created: clock.now(), rehearsal: store.kind == .rehearsal)
    let trust = try trust()
    let outbox = "\(store.folder)/outbox"
    try Files.makeFolder(outbox, mode: 0o700)
    // A bundle that was written but not journalled has never left this folder: it is made anew.
    try? FileManager.default.removeItem(atPath: "\(outbox)/\(header.folderName)")
    let bundle = try BundleWriter.write(
      records, header: header, to: outbox, signers: [identity()], recipients: trust.recipients)
    try journal(
      bundle, records.map(\.id),
      orders.map { ($0, .exported(bundle: bundle.header.folderName, digest: bundle.digest)) } + reviewed, by: by)
    try carry(bundle.path, to: folder)
    return bundle
  }

  /// Copies a bundle of the store's own once more; the same bytes.
  public func carry(_ bundle: String, to folder: String) throws {
    try Files.makeFolder(folder)
    guard Files.kind(of: "\(folder)/\(Files.name(of: bundle))") == nil else { return }
    let records = try store.bundles(.up).first { Files.name(of: $0.path) == Files.name(of: bundle) }?.records ?? []
    try disclose(.bundle, records.count, of: Self.orders(of: records), toPath: folder)
    try BundleWriter.copy(bundle, to: folder)
  }

  /// Bundles of the store that are not in the folder yet, such as after a stick was pulled.
  public func carryAll(to folder: String) throws -> Int {
    let answered = try acknowledgedSequences()
    var count = 0
    for row in try store.bundles(.up) where !answered.contains(row.sequence) {
      guard Files.kind(of: "\(folder)/\(Files.name(of: row.path))") == nil else { continue }
      try carry(ownBundle(row), to: folder)
      count += 1
    }
    return count
  }

  /// Where this store keeps a bundle of its own: a store that was restored or moved lies elsewhere than it did.
  func ownBundle(_ row: BundleRow) -> String { "\(store.folder)/outbox/\(Files.name(of: row.path))" }

  private static let lifeSetting = "bundle-life"

  /// The next number. A restored store leaves a gap: what it sent after its backup was made has numbers that it does not
  /// know, and a stick may hold those bundles still.
  private func nextSequence(after last: BundleRow?) throws -> Int {
    let next = (last?.sequence ?? 0) + 1
    let life = "\(store.incarnation)"
    let known = try store.setting(Self.lifeSetting).map { String(decoding: $0, as: UTF8.self).split(separator: " ") }
    if let known, known.count == 2, known[0] == life, let first = Int(known[1]) { return max(next, first) }
    let first = store.incarnation == 1 ? next : (next / 1000 + 2) * 1000
    try store.set(Setting(Self.lifeSetting, Array("\(life) \(first)".utf8), secret: false))
    return first
  }

  /// The journal's rows for every order in a bundle, and the bundle's own row, in one transaction.
  private func journal(
    _ bundle: WrittenBundle, _ ids: [String], _ orders: [(Order, Event)], by person: Person
  ) throws {
    var change = Change(bundles: [
      BundleRow(
        .up, sequence: bundle.header.sequence, digest: [UInt8](hex: bundle.digest) ?? [], path: bundle.path,
        instant: clock.now(), records: ids)
    ])
    for (order, event) in orders {
      let row = try row(order.number.text)
      let rules = try rules(for: order)
      let after = try order.after(event, by: person, under: rules)
      change.entries.append(try entry(event, on: order.number, by: person))
      change.orders.append(try orderRow(after, rules, version: row.version + 1))
    }
    try store.commit(change)
  }

  private func ready() throws -> (records: [BundleRecord], completed: [Order], reviewed: [(Order, Event)]) {
    let sent = Set(try store.bundles(.up).flatMap(\.records))
    var records: [BundleRecord] = []
    var completed: [Order] = []
    var reviewed: [(Order, Event)] = []
    for order in try goingOn() {
      for making in order.makings {
        guard let id = making.waitingRequest, !sent.contains(id) else { continue }
        records.append(try BundleRecord(id: id, requestPayload(of: order, making)))
      }
      if let record = try revocationRecord(of: order, besides: sent) { records.append(record) }
      if order.handedOver, order.sync == .notExported {
        let (seals, pictures) = try sealRecords(of: order)
        records += pictures.filter { !sent.contains($0.id) }
        records.append(try BundleRecord(id: order.number.text, payload(of: order, seals)))
        completed.append(order)
      }
      if let request = try proofRequest(of: order, notIn: sent) { records.append(request) }
      if let (application, digest) = try application(of: order, notIn: sent) {
        records += application
        let submission = order.headOffice.submissions
        reviewed.append((order, .headOffice(.applicationSent(submission: submission, digest: digest))))
      }
    }
    records += try awaitingInvoices().filter { undefined($0) == nil }.flatMap { try invoiceRecords(of: $0) }.filter {
      !sent.contains($0.id)
    }
    return (records, completed, reviewed)
  }

  private func payload(of order: Order, _ seals: [OrderPayload.Seal]) throws -> OrderPayload {
    let history = try history(of: order)
    let (_, type) = try packs.terms(of: order.application)
    var documents: [String: String] = [:]
    for case .printed(let digests, _, _)? in history.map(\.event) { documents.merge(digests) { _, last in last } }
    return OrderPayload(
      number: order.number.text, service: order.application.service, businessType: type.id, revision: order.revision,
      states: ["state": order.state(under: try rules(for: order)).rawValue], application: order.application.values,
      documents: documents.sorted { $0.key < $1.key }.map { .init(name: $0.key, sha256: $0.value) },
      tokenSerial: Self.joined(order.finished.map(\.production.token)),
      certificateSerial: Self.joined(order.finished.compactMap(\.serial)), payments: payments(of: order, history),
      history: history.map { .init(at: $0.entry.instant, event: $0.entry.kind, person: $0.entry.person ?? "") },
      people: try participants(history), seals: seals.isEmpty ? nil : seals)
  }

  /// An order for several tokens names them all, one after the other; nil for none.
  private static func joined(_ names: [String]) -> String? { names.isEmpty ? nil : names.joined(separator: " ") }

  private func payments(of order: Order, _ history: [(entry: JournalEntry, event: Event?)]) -> [OrderPayload.Payment] {
    order.payments.filter { $0.countedFen > 0 }.map { payment in
      let received = history.first { $0.event?.records(payment.id) ?? false }
      return .init(
        method: payment.kind.rawValue, amountFen: payment.countedFen, reference: payment.reference,
        received: received?.entry.instant ?? clock.now(), person: payment.confirmedBy ?? "")
    }
  }

  private func participants(_ history: [(entry: JournalEntry, event: Event?)]) throws -> [OrderPayload.Participant] {
    try Set(history.compactMap(\.entry.person)).sorted().map { id in
      .init(id: id, roles: try store.person(id)?.roles.map(\.rawValue).sorted() ?? [])
    }
  }
}
