// Orders that head office reviews: what was handed in goes up with its papers, the decision comes down.
internal import Bundles
internal import Cryptography
internal import Domain
internal import Records
internal import Services

extension Desk {
  /// What was handed in and its papers' pictures, with the digest that the decision must name.
  func application(
    of order: Order, notIn sent: Set<String>
  ) throws -> (records: [BundleRecord], digest: String)? {
    guard try order.awaitsSending(under: rules(for: order)) else { return nil }
    let (pages, pictures) = try papers(of: order)
    let (_, type) = try packs.terms(of: order.application)
    let submission = order.headOffice.submissions
    let payload = ApplicationPayload(
      number: order.number.text, service: order.application.service, businessType: type.id, revision: order.revision,
      submission: submission, application: order.application.values, papers: pages,
      clerk: order.actors[.submission]?.last ?? "")
    let record = try BundleRecord(
      id: ApplicationPayload.record(order.number.text, submission: submission), payload)
    let new = pictures.filter { !sent.contains($0.id) }
    return (new + [record], try record.digest(rehearsal: store.kind == .rehearsal))
  }

  /// A picture that shows several papers travels once.
  private func papers(of order: Order) throws -> (pages: [ApplicationPayload.Page], pictures: [BundleRecord]) {
    var pages: [ApplicationPayload.Page] = []
    var pictures: [BundleRecord] = []
    for paper in order.papers {
      guard let object = ObjectID(paper.object) else { throw CounterError.damagedRecord(order.number.text) }
      let picture = try store.object(object)
      let page = ApplicationPayload.Page(
        slot: paper.slot, page: paper.page, copy: paper.copy, sha256: Digest.sha256(picture).hex)
      pages.append(page)
      let id = page.record(of: order.number.text)
      guard !pictures.contains(where: { $0.id == id }) else { continue }
      pictures.append(try BundleRecord(id: id, PaperPayload(order: order.number.text, picture: picture)))
    }
    return (pages, pictures)
  }

  /// Takes the review step by head office's word, for exactly the content that it was shown.
  func takeDecision(_ record: BundleRecord, by person: Person) throws -> Imported {
    guard let decision = try? record.decoded(as: DecisionPayload.self),
      (decision.verdict == .approved) == decision.rejected.isEmpty
    else { return told(record, DownlinkError.malformed(kind: record.kind).explanation, changed: false) }
    guard let row = try OrderNumber(decision.order).flatMap({ try store.order($0) }) else {
      return told(record, of: decision.order, CounterError.noOrder(decision.order).explanation, changed: false)
    }
    if row.isShredded { return told(record, of: decision.order, nil, changed: false) }
    let outcome = try store.keep(
      DownlinkRow(
        kind: record.kind, scope: "\(decision.order)-\(decision.submission)", version: 1, issued: decision.decided,
        expires: decision.decided, body: record.payload), at: clock.now(), by: person.id)
    if let fault = refusal(outcome, record.kind, 1) {
      return told(record, of: decision.order, fault.explanation, changed: false)
    }
    let order = try read(row)
    // Taken before: an order that went on since has no use for it again.
    if outcome == .known, order.headOffice.awaitedDecision != decision.digest {
      return told(record, of: decision.order, nil, changed: false)
    }
    guard order.submitted, order.review == .open else {
      return told(record, of: decision.order, HeadOfficeRefusal.nothingToDecide.explanation, changed: false)
    }
    do {
      try self.record(
        .headOffice(.decided(Decision(decision))), on: order.number, by: .headOffice(decision.reviewer))
      return told(record, of: decision.order, nil, changed: true)
    } catch let refusal as OutOfTurn { return told(record, of: decision.order, refusal.explanation, changed: false) }
  }

  /// Our records that wait for head office's word: the bundle that carried them may be lost and is copied again.
  func awaitedRecords(of order: Order) throws -> [String] {
    var ids: [String] = []
    if order.headOffice.awaitedDecision != nil {
      ids.append(ApplicationPayload.record(order.number.text, submission: order.headOffice.submissions))
    }
    if let round = try order.dueProofRound(under: rules(for: order)) {
      ids.append(BankProofRequestPayload.record(order.number.text, round: round))
    }
    return ids
  }
}

extension Decision {
  init(_ payload: DecisionPayload) {
    self.init(
      revision: payload.revision, submission: payload.submission, digest: payload.digest,
      rejected: payload.rejected.map { Rejection(slot: $0.slot, reason: $0.reason) })
  }
}

extension DownlinkError {
  static func notTaken(_ line: AcknowledgementPayload.Line) -> DownlinkError {
    .notTaken(record: line.id, outcome: line.outcome.rawValue, reason: line.reason ?? "")
  }
}
