// Papers that the applicant brings: they carry no page code, so a person names what they are.
internal import Cryptography
public import Domain
internal import Files
internal import Pictures
internal import Records
public import Scans
internal import Services

extension Desk {
  /// What became of a paper that the applicant brought.
  public struct KeptUpload {
    public let order: Order
    public let findings: [ScanFinding]
  }

  /// Keeps a copy of a licence, an identity card and the like for the slot that the clerk names; the clerk who has
  /// signed in vouches that the original was seen.
  /// - Parameter confirmed: the clerk has compared number and seal by eye, so that nothing is read; otherwise a paper of
  ///   which the program is not sure waits for somebody.
  /// - Throws: `UnreadableUpload` when the file is no picture, or the copy is of no use.
  public func keepUpload(
    _ path: String, as word: String, for text: String, confirmed: Bool = false, worker: String = "/proc/self/exe"
  ) throws -> KeptUpload {
    let clerk = try acting()
    guard !clerk.roles.isDisjoint(with: [.clerk, .reviewer]) else { throw OutOfTurn.role(.papers) }
    let order = try order(text)
    let slot = try slot(word, of: order)
    let (_, type) = try packs.terms(of: order.application)
    let slots = type.documents(for: order.application.values, by: order.channel)
    let wanted = slots.first { $0.id == slot && $0.source == .upload }
    guard let wanted else { throw CounterError.noDocument(slot) }
    let thresholds = try Thresholds(json: Files.read("\(forms)/common/scan-thresholds.json", limit: 1_000_000))
    let reader = ScanReader(worker: worker, reading: thresholds.reading)
    let judge = CopyJudge(thresholds: thresholds)
    let pages = try pages(of: path, reader)
    let number = confirmed ? nil : wanted.copyOf.flatMap { order.application.values[$0] }
    let isCard = wanted.copyOf.map { packs.isOnCard($0, order.application.values) } ?? false
    let judged = pages.map {
      ($0, judge.findings($0, number: number, isSealed: wanted.seal != nil, isCard: isCard))
    }
    // Of a card's two sides one has the number.
    let findings = Self.together(judged.map(\.1))
    if let refused = findings.first(where: { $0.weight == .refuse }) {
      throw UnreadableUpload(file: Files.name(of: path), explanation: refused.explanation)
    }
    let original = try store.putObject(Files.read(path, limit: 1 << 26), order: order.number)
    var after = order
    for page in pages {
      let picture = try JPEG.encode(page.picture, quality: 85)
      let object = try store.putObject(picture, order: order.number)
      guard !after.papers.contains(where: { $0.slot == slot && $0.object == object.text }) else { continue }
      let paper = Paper(
        slot: slot, page: nil, copy: 1, object: object.text, original: original.text, thresholds: thresholds.version)
      after = try keep(paper, Digest.sha256(picture).hex, findings, confirmed, on: order.number, by: clerk)
    }
    return KeptUpload(order: after, findings: findings)
  }

  func pages(of path: String, _ reader: ScanReader) throws -> [ScannedPage] {
    try reader.read(file: path).map { result in
      switch result {
      case .success(let page): return page
      case .failure(let error): throw UnreadableUpload(file: Files.name(of: path), explanation: error.explanation)
      }
    }
  }

  /// What holds for all pages together: a number, a side or a seal on one of them is enough.
  static func together(_ pages: [[ScanFinding]]) -> [ScanFinding] {
    let codes = pages.map { Set($0.map(\.explanation.code)) }
    let hasNumber = codes.contains { $0.isDisjoint(with: ["C93", "C94", "C68"]) }
    var told: Set<String> = []
    return pages.joined().filter { finding in
      let code = finding.explanation.code
      let isEverywhere = codes.allSatisfy { $0.contains(code) }
      let counts =
        switch code {
        case "C93", "C94", "C68": !hasNumber && (code == "C93" || isEverywhere)
        case "C69", "C92": isEverywhere
        default: true
        }
      return counts && told.insert(code).inserted
    }
  }

  private func keep(
    _ paper: Paper, _ digest: String, _ findings: [ScanFinding], _ confirmed: Bool, on number: OrderNumber,
    by clerk: Person
  ) throws -> Order {
    guard findings.contains(where: { $0.weight == .ask }) else {
      return try record(.paperAccepted(paper), on: number, by: clerk)
    }
    let waiting = try record(.paperReferred(Referral(paper, digest: digest, findings)), on: number, by: clerk)
    guard confirmed else { return waiting }
    return try record(.paperDecided(digest: digest, accepted: true, reason: "当面核对"), on: number, by: clerk)
  }
}

extension Packs {
  /// Whether a field's number stands on a card with two sides; a passport has one page.
  fileprivate func isOnCard(_ field: FieldID, _ values: [FieldID: String]) -> Bool {
    guard case .identityNumber(let kindField)? = catalogue[field]?.kind else { return false }
    let kind = kindField.flatMap { values[$0] }.flatMap(IdentityDocument.init(named:)) ?? .resident
    return [.resident, .hmtResidence, .foreignPermanent].contains(kind)
  }
}
