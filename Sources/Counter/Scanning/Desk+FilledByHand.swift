// Blank forms that came back filled in by hand (documents --blank): no code says what a page is and no value can be
// compared with what was printed, so that every page waits for somebody's eyes.
internal import Cryptography
internal import Domain
internal import Files
internal import Layout
internal import Pictures
internal import Records
internal import Scans
internal import Services

extension Desk {
  /// Whether a slot's paper is one of our forms, not one that the applicant brings.
  public func isForm(_ word: String, of text: String) throws -> Bool {
    let order = try order(text)
    return try form(slot(word, of: order), of: order) != nil
  }

  /// Keeps all pages of a form that was filled in by hand, in their order, as pages that wait for a person. Nobody can
  /// vouch for them on the way in: the picture is looked at, as with any page that waits.
  /// - Parameter paths: files whose pages follow one another.
  /// - Throws: `UnreadableUpload` when a page is no picture, of no use or coded, or when there are not as many pages as
  ///   the blank form has; nothing was kept then.
  public func keepFilledByHand(
    _ paths: [String], as word: String, for text: String, worker: String = "/proc/self/exe"
  ) throws -> KeptUpload {
    let clerk = try acting()
    guard !clerk.roles.isDisjoint(with: [.clerk, .reviewer]) else { throw OutOfTurn.role(.papers) }
    let order = try order(text)
    let slot = try slot(word, of: order)
    guard let (wanted, count) = try form(slot, of: order), let first = paths.first else {
      throw CounterError.noDocument(slot)
    }
    let thresholds = try Thresholds(json: Files.read("\(forms)/common/scan-thresholds.json", limit: 1_000_000))
    let reader = ScanReader(worker: worker, reading: thresholds.reading)
    let pages = try paths.flatMap { path in try self.pages(of: path, reader).map { (path: path, page: $0) } }
    let faults = CopyJudge(thresholds: thresholds).findings(pages.map(\.page), count, isSealed: wanted.seal != nil)
    if let refused = faults.first(where: { $0.weight == .refuse }) {
      throw UnreadableUpload(file: Files.name(of: first), explanation: refused.explanation)
    }
    let pictures = try pages.map { try JPEG.encode($0.page.picture, quality: 85) }
    if let again = try sameAgain(pictures, as: slot, of: order) {
      guard again.weight != .refuse else {
        throw UnreadableUpload(file: Files.name(of: first), explanation: again.explanation)
      }
      return KeptUpload(order: order, findings: [again])
    }
    let copy = order.nextCopy(of: wanted, pages: count)
    var after = order
    for (place, (page, picture)) in zip(pages, pictures).enumerated() {
      let original = try store.putObject(Files.read(page.path, limit: 1 << 26), order: order.number)
      let paper = Paper(
        slot: slot, page: place + 1, copy: copy, object: try store.putObject(picture, order: order.number).text,
        original: original.text, thresholds: thresholds.version, byHand: count)
      let referral = Referral(paper: paper, digest: Digest.sha256(picture).hex, codes: faults.map(\.explanation.code))
      after = try record(.paperReferred(referral), on: order.number, by: clerk)
    }
    return KeptUpload(order: after, findings: faults)
  }

  /// A page that stands twice in one copy is refused; pages that are all here already are no further copy. Nil for
  /// pages that came for the first time.
  private func sameAgain(_ pictures: [[UInt8]], as slot: String, of order: Order) throws -> ScanFinding? {
    let digests = pictures.map { Digest.sha256($0).hex }
    guard Set(digests).count == digests.count else { return ScanFinding(.refuse, .pageTwice) }
    let waiting = (order.referred ?? []).filter { $0.paper.slot == slot }.map(\.digest)
    let taken = try order.papers.filter { $0.slot == slot && $0.byHand != nil }.compactMap { ObjectID($0.object) }.map {
      Digest.sha256(try store.object($0)).hex
    }
    let here = Set(waiting + taken)
    guard !here.isDisjoint(with: digests) else { return nil }
    // A copy in which only some pages are new would be made of two.
    return here.isSuperset(of: digests) ? ScanFinding(.note, .sameAgain) : ScanFinding(.refuse, .pageTwice)
  }

  /// A slot's form, and how many pages its blank has; nil for what the applicant brings.
  private func form(_ slot: String, of order: Order) throws -> (slot: DocumentSlot, pages: Int)? {
    let (pack, type) = try packs.terms(of: order.application)
    let slots = type.documents(for: order.application.values, by: order.channel)
    guard let wanted = slots.first(where: { $0.id == slot && $0.returned }), case .form = wanted.source,
      let definition = try maker().definition(of: wanted, in: pack, edition: order.editions?[slot])
    else { return nil }
    return (wanted, try made(definition, of: order, blank: true).document.pages.count)
  }
}

extension CopyJudge {
  /// What holds for all pages of a form that was filled in by hand.
  fileprivate func findings(_ pages: [ScannedPage], _ expected: Int, isSealed: Bool) -> [ScanFinding] {
    if pages.contains(where: { PageJudge.code(on: $0) != nil }) { return [ScanFinding(.refuse, .codedPage)] }
    guard pages.count == expected else { return [ScanFinding(.refuse, .handPages(pages.count, expected: expected))] }
    return [ScanFinding(.ask, .filledByHand)]
      + Desk.together(pages.map { findings($0, number: nil, isSealed: isSealed) })
  }
}

extension Order {
  /// The first copy that is not whole yet, counting pages that wait; the last where all are.
  fileprivate func nextCopy(of slot: DocumentSlot, pages: Int) -> Int {
    let here = papers + (referred ?? []).map(\.paper)
    return (1...slot.copies).first { copy in
      Set(here.filter { $0.slot == slot.id && $0.copy == copy }.map(\.page)).count < pages
    } ?? slot.copies
  }
}
