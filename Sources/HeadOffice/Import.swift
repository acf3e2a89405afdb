// Taking a bundle in: every record decided by the digest of its signed content, once and for all.
public import Bundles
internal import Cryptography
public import Domain

/// What became of a bundle.
public struct ImportReport: Sendable {
  public let header: BundleHeader
  /// SHA-256 of its manifest.cms.
  public let digest: String
  public let outcomes: [AcknowledgementPayload.Line]
  /// Numbers below the highest received that never arrived.
  public let gaps: [Int]

  public var isAllSafe: Bool { outcomes.allSatisfy(\.outcome.isSafe) }
}

extension HeadOffice {
  /// Takes one bundle in. Taking it in again changes nothing but asks for another acknowledgement; an interrupted
  /// import is finished by repeating it.
  public func take(_ path: String, at moment: Instant) throws(HeadOfficeError) -> ImportReport {
    let opened = try open(path, at: moment)
    let header = opened.header
    let key = ReceivedBundle.key(header.device, header.incarnation, header.sequence)
    let known = try state.row(ReceivedBundle.self, key)
    if let known, known.digest != opened.digest { throw .sequenceReused(header.device, header.sequence) }
    var outcomes: [AcknowledgementPayload.Line] = []
    for (entry, result) in opened.records {
      outcomes.append(try decide(entry, result, opened, isNew: known == nil, at: moment))
    }
    try state.put(
      ReceivedBundle(
        device: header.device, incarnation: header.incarnation, sequence: header.sequence, digest: opened.digest,
        received: known?.received ?? moment, outcomes: outcomes))
    try issueOutstanding()
    return ImportReport(
      header: header, digest: opened.digest, outcomes: outcomes, gaps: try gaps(header.device, header.incarnation))
  }

  private func open(_ path: String, at moment: Instant) throws(HeadOfficeError) -> OpenedBundle {
    let expected = BundleExpectation(
      kind: .up, rehearsal: office.rehearsal, trusted: try presentCertificates(), at: moment)
    let opened: OpenedBundle
    do { opened = try BundleReader.open(path, recipient: keys.recipient, expecting: expected) } catch {
      throw .bundle(error)
    }
    let device = opened.header.device
    guard let present = try state.row(Kiosk.self, device)?.present, opened.signers.contains(present) else {
      throw .notTheDevice(device)
    }
    return opened
  }

  private func decide(
    _ entry: Manifest.Entry, _ result: OpenedBundle.Result, _ bundle: OpenedBundle, isNew: Bool, at moment: Instant
  ) throws(HeadOfficeError) -> AcknowledgementPayload.Line {
    func line(_ outcome: RecordOutcome, _ digest: String?, _ reason: String? = nil) -> AcknowledgementPayload.Line {
      .init(id: entry.id, revision: entry.revision, digest: digest, outcome: outcome, reason: reason)
    }
    let received: OpenedBundle.Received
    switch result {
    case .success(let record): received = record
    case .failure(let fault): return line(.rejected, nil, fault.explanation.code)
    }
    if let kept = try state.row(KeptRecord.self, KeptRecord.key(entry.id, entry.revision)) {
      return line(try again(kept, received, bundle, isNew: isNew), received.digest)
    }
    do {
      return line(try keep(received, bundle, at: moment), received.digest)
    } catch {
      guard case .unfit(let code) = error else { throw error }
      return line(.rejected, received.digest, code)
    }
  }

  /// A record whose id and revision are known.
  private func again(
    _ kept: KeptRecord, _ received: OpenedBundle.Received, _ bundle: OpenedBundle, isNew: Bool
  ) throws(HeadOfficeError) -> RecordOutcome {
    guard kept.digest == received.digest else {
      let conflict = Conflict(
        id: kept.id, revision: kept.revision, device: bundle.header.device, digest: received.digest,
        bundle: bundle.digest)
      try state.putEvidence(received.sealed, conflict.key)
      try state.put(conflict)
      return .conflict
    }
    if let request = kept.request { try sendAgain(request) }
    guard kept.outcome == .applied else { return kept.outcome }
    // Kept by an import of this very bundle that was cut off.
    return isNew && kept.bundle == bundle.digest ? .applied : .alreadyApplied
  }

  /// A record that is new: evidence first, then what follows from it, then the row that makes it count.
  private func keep(
    _ received: OpenedBundle.Received, _ bundle: OpenedBundle, at moment: Instant
  ) throws(HeadOfficeError) -> RecordOutcome {
    let record = received.record
    var row = KeptRecord(
      id: record.id, revision: record.revision, kind: record.kind, device: bundle.header.device,
      digest: received.digest, bundle: bundle.digest, outcome: .held)
    try state.putEvidence(received.sealed, row.evidence)
    row.request = try judge(record, for: row, at: moment)
    row.outcome = try hasPredecessor(row) ? .applied : .held
    try state.put(row)
    if row.outcome == .applied { try promoteHeld(after: row) }
    return row.outcome
  }

  private func hasPredecessor(_ row: KeptRecord) throws(HeadOfficeError) -> Bool {
    guard row.revision > 1 else { return true }
    return try state.row(KeptRecord.self, KeptRecord.key(row.id, row.revision - 1))?.outcome == .applied
  }

  /// Revisions that waited for this one are applied, and their bundles acknowledged anew.
  private func promoteHeld(after row: KeptRecord) throws(HeadOfficeError) {
    var next = row.revision + 1
    while var held = try state.row(KeptRecord.self, KeptRecord.key(row.id, next)), held.outcome == .held {
      held.outcome = .applied
      try state.put(held)
      try amend(held)
      next += 1
    }
  }

  private func amend(_ record: KeptRecord) throws(HeadOfficeError) {
    for var bundle in try state.rows(ReceivedBundle.self) where bundle.digest == record.bundle {
      guard let place = bundle.outcomes.firstIndex(where: { $0.id == record.id && $0.revision == record.revision })
      else { continue }
      bundle.outcomes[place].outcome = .applied
      bundle.answeredIn = nil
      try state.put(bundle)
    }
  }

  /// Numbers below the highest received that never arrived. A kiosk's first life begins at 1; one that was restored
  /// begins somewhere above what it may have sent before.
  func gaps(_ device: String, _ incarnation: String) throws(HeadOfficeError) -> [Int] {
    let bundles = try state.rows(ReceivedBundle.self)
    let received = Set(bundles.filter { $0.device == device && $0.incarnation == incarnation }.map(\.sequence))
    guard let least = received.min(), let highest = received.max() else { return [] }
    let isRestored = (Int(incarnation) ?? 1) > 1
    return ((isRestored ? least : 1)...highest).filter { !received.contains($0) }
  }
}
