// bundle import: certificates, acknowledgements and decisions that head office has sent.
internal import Bundles
internal import Cryptography
public import Domain
internal import Files
internal import Records
internal import Tokens

extension Desk {
  /// What one record of a bundle did here.
  public struct Imported: Sendable {
    public let record: String
    public let kind: String
    public let order: String?
    /// Nil when it changed something or had been taken before.
    public let fault: Explanation?
    public let changed: Bool
  }

  /// Takes a bundle from head office. Taking it twice changes nothing; a bad record is told and loses only itself.
  public func importBundle(_ path: String) throws -> [Imported] {
    let by = person ?? Self.itself
    let bundle = try open(path)
    let signatures = try TableSignatures(of: bundle, trust: trust(), at: clock.now())
    var imported = try takeUpKept(by: by)
    for (entry, result) in bundle.records {
      switch result {
      case .success(let received): imported += try take(received.record, from: bundle, signatures, by: by)
      case .failure(let error):
        imported.append(
          Imported(record: entry.id, kind: entry.kind, order: nil, fault: error.explanation, changed: false))
      }
    }
    try learnTime(bundle.header.created)
    try note(bundle)
    return imported
  }

  /// Whether a bundle of this name is one that this kiosk wrote.
  public func wrote(_ path: String) throws -> Bool {
    try store.bundles(.up).contains { Files.name(of: $0.path) == Files.name(of: path) }
  }

  /// A bundle from head office to this kiosk.
  func open(_ path: String) throws -> OpenedBundle {
    try BundleReader.open(
      path, recipient: identity(),
      expecting: BundleExpectation(
        kind: .down, rehearsal: store.kind == .rehearsal, addressee: store.kiosk, trusted: trust().signers,
        at: clock.now()))
  }

  private func note(_ bundle: OpenedBundle) throws {
    let known = try store.bundles(.down).contains { $0.sequence == bundle.header.sequence }
    guard !known else { return }
    try store.commit(
      Change(bundles: [
        BundleRow(
          .down, sequence: bundle.header.sequence, digest: [UInt8](hex: bundle.digest) ?? [],
          path: bundle.header.folderName, instant: clock.now(), records: bundle.manifest.entries.map(\.id))
      ]))
  }

  private func take(
    _ record: BundleRecord, from bundle: OpenedBundle, _ signatures: TableSignatures, by person: Person
  ) throws -> [Imported] {
    switch record.kind {
    case CertificatePayload.kind:
      return [try take(record.decoded(as: CertificatePayload.self), as: record, by: person)]
    case AcknowledgementPayload.kind:
      let answer = try record.decoded(as: AcknowledgementPayload.self)
      try learnTime(from: answer)
      return try answer.outcomes.map { try take($0, of: answer, as: record, by: person) }
    case InvoicePayload.kind: return [try take(record.decoded(as: InvoicePayload.self), as: record, by: person)]
    case TableSignaturePayload.kind:
      return [told(record, signatures.faults[record.id]?.explanation, changed: false)]
    default:
      if let lacking = signatures.lacking(record) { return [told(record, lacking.explanation, changed: false)] }
      return [try takeDown(record, at: bundle.header.created, by: person)]
    }
  }

  private func take(_ answer: CertificatePayload, as record: BundleRecord, by person: Person) throws -> Imported {
    let number = String(answer.request.prefix(16))
    func told(_ fault: Explanation?, changed: Bool) -> Imported {
      Imported(record: record.id, kind: record.kind, order: number, fault: fault, changed: changed)
    }
    guard let row = try OrderNumber(number).flatMap({ try store.order($0) }) else {
      return told(CounterError.noOrder(number).explanation, changed: false)
    }
    if row.isShredded { return told(nil, changed: false) }
    let order = try read(row)
    guard order.makings.contains(where: { $0.waitingRequest == answer.request }) else {
      return told(nil, changed: false)
    }
    do {
      _ = try accept(answer, for: order, by: person)
      return told(nil, changed: true)
    } catch let error as CryptographyError {
      return told(error.explanation, changed: false)
    } catch let error as TokenError { return told(error.explanation, changed: false) }
  }

  private func take(
    _ line: AcknowledgementPayload.Line, of answer: AcknowledgementPayload, as record: BundleRecord, by person: Person
  ) throws -> Imported {
    let row = try OrderNumber(line.id).flatMap { try store.order($0) }
    guard let row, !row.isShredded, case let order = try read(row), let bundle = order.openBundle,
      line.outcome.isSafe || order.sync == .exported(bundle: bundle)
    else {
      let fault = line.outcome.isSafe ? nil : DownlinkError.notTaken(line).explanation
      return Imported(record: line.id, kind: record.kind, order: nil, fault: fault, changed: false)
    }
    // Only an answer about the very content we sent confirms it.
    let ours = try store.bundles(.up).first { Files.name(of: $0.path) == bundle }
    guard let ours, ours.digest.hex == answer.bundle else {
      return Imported(record: line.id, kind: record.kind, order: line.id, fault: nil, changed: false)
    }
    let event: Event =
      line.outcome.isSafe
      ? .confirmed(bundle: bundle)
      : .headOfficeRefused(bundle: bundle, outcome: line.outcome.rawValue, reason: line.reason ?? "")
    try self.record(event, on: order.number, by: person)
    return Imported(record: line.id, kind: record.kind, order: order.number.text, fault: nil, changed: true)
  }

  /// Which of our bundles head office has answered, by sequence.
  public func answeredBundles() throws -> Set<Int> { try acknowledgedSequences() }

  /// Sequences of our bundles whose every order has been answered.
  func acknowledgedSequences() throws -> Set<Int> {
    let going = try going()
    let open = Set(
      going.compactMap(\.openBundle))
    let waiting = try Set(
      going.flatMap { order in
        order.makings.compactMap(\.waitingRequest) + (undefined(order) == nil ? try awaitedRecords(of: order) : [])
      } + awaitingInvoices().flatMap(\.waitingInvoices))
    return Set(
      try store.bundles(.up).filter { row in
        !open.contains(Files.name(of: row.path)) && waiting.isDisjoint(with: row.records)
      }.map(\.sequence))
  }
}

extension Order {
  /// The bundle that its record went up in and that head office has not taken it from: not answered yet, or refused, as a
  /// record is that was damaged on the stick.
  fileprivate var openBundle: String? {
    switch sync {
    case .exported(let bundle), .refused(let bundle, _): bundle
    case .notExported, .confirmed: nil
    }
  }
}
