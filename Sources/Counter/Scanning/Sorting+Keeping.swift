// What becomes of a judged page: kept sealed and journalled, put before a person, or refused with its reasons.
internal import Services
internal import Cryptography
internal import Domain
internal import Pictures
internal import Records
internal import Scans

extension Sorting {
  /// A copy of a document of an order.
  struct PageSet: Hashable {
    let order: OrderNumber
    let reference: String
    let slot: String
    let copy: Int
  }

  /// Keeps a page as its verdict says. Everything is on disk before this returns.
  func keep(_ judged: JudgedPage, _ ready: ReadyPage) throws -> Sorted {
    var sorted = Sorted(verdict: judged.verdict, order: ready.order, document: ready.sheet.slot.id)
    if isTrial { return sorted }
    let set = PageSet(
      order: ready.order, reference: ready.code.reference, slot: ready.sheet.slot.id, copy: ready.code.copy)
    sorted.verdict.add(try edgeFindings(of: sorted.verdict, ready, set))
    sorted.verdict.add(twice(ready.code, sorted.verdict.verdict))
    sets[set, default: []].append(ready.code)
    let verdict = sorted.verdict
    if seen[ready.code.text] == nil || verdict.verdict == .accepted { seen[ready.code.text] = verdict.verdict }
    switch verdict.verdict {
    case .refused: try journalRefusal(sorted, ready.code, ready.digest)
    case .accepted, .ask: try store(sorted, judged.page.picture, ready)
    }
    if verdict.verdict != .refused, let half = verdict.straddle {
      edges[set, default: [:]][ready.code.page] = PageEdge(half: half, whole: verdict.wholeSeal)
    }
    return sorted
  }

  /// A page that came before in this run and was not refused. A good scan takes the place of one that waits.
  private func twice(_ code: PageCode, _ verdict: Verdict) -> [ScanFinding] {
    guard let first = seen[code.text], first != .refused, verdict != .refused else { return [] }
    return first == .ask && verdict == .accepted ? [] : [ScanFinding(.ask, .pageTwice)]
  }

  private func store(_ sorted: Sorted, _ pixels: Picture, _ ready: ReadyPage) throws {
    guard let known = known[ready.code.reference] else { return }
    let isTwice = sorted.verdict.findings.contains { $0.fault == .pageTwice }
    let slot = ready.sheet.slot.id
    let isHere = known.order.papers.contains {
      $0.slot == slot && $0.page == ready.code.page && $0.copy == ready.code.copy
    }
    // The page is here already: another scan of it changes nothing.
    if isTwice || isHere { return }
    let picture = try JPEG.encode(pixels, quality: 85)
    let object = try desk.store.putObject(picture, order: ready.order)
    let original = try desk.store.putObject(ready.upload.bytes, order: ready.order)
    let seals = try sorted.verdict.seals.map { try keep($0, ready.order) }
    let paper = Paper(
      slot: slot, page: ready.code.page, copy: ready.code.copy, object: object.text, original: original.text,
      thresholds: sorted.verdict.thresholds, seals: seals.isEmpty ? nil : seals)
    let event: Event =
      sorted.verdict.verdict == .accepted
      ? .paperAccepted(paper)
      : .paperReferred(Referral(paper, digest: Digest.sha256(picture).hex, sorted.verdict.findings))
    self.known[ready.code.reference]?.order = try desk.record(event, on: ready.order, by: desk.person ?? Desk.itself)
  }

  private func keep(_ seal: ExtractedSeal, _ order: OrderNumber) throws -> KeptSeal {
    KeptSeal(
      name: seal.name, sealClass: seal.sealClass, object: try desk.store.putObject(seal.png, order: order).text,
      width: seal.width, height: seal.height, pictureWidth: seal.pictureWidth, pictureHeight: seal.pictureHeight,
      dpi: seal.dpi)
  }

  /// What was refused is journalled with its codes, when it is known whose it is.
  /// - Parameter digest: SHA-256 of the upload.
  func journalRefusal(_ sorted: Sorted, _ code: PageCode?, _ digest: [UInt8]) throws {
    guard !isTrial, let order = sorted.order, let document = sorted.document else { return }
    let codes = sorted.verdict.findings.filter { $0.weight == .refuse }.map(\.explanation.code)
    _ = try desk.record(
      .paperRefused(
        slot: document, page: code?.page, codes: codes, object: nil, thresholds: sorted.verdict.thresholds,
        digest: digest.hex), on: order, by: desk.person ?? Desk.itself)
  }
}

extension Referral {
  /// A page put before a person, with what was measured.
  /// - Parameter digest: of the picture, in hexadecimal.
  init(_ paper: Paper, digest: String, _ findings: [ScanFinding]) {
    let asked = findings.filter { $0.weight == .ask }
    let figures = asked.compactMap { finding -> ReferredFigure? in
      guard let measured = finding.measured, let unit = finding.unit else { return nil }
      return ReferredFigure(
        code: finding.explanation.code, box: finding.box, measured: measured, unit: unit, limit: finding.limit)
    }
    self.init(
      paper: paper, digest: digest, codes: asked.map(\.explanation.code),
      figures: figures.isEmpty ? nil : figures)
  }
}
