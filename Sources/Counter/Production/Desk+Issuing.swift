// token issue: an order's certificate onto the inserted token, step by journalled step.
public import Bundles
internal import Cryptography
public import Domain
internal import Foundation
internal import Records
internal import Services
public import Tokens

extension Desk {
  /// How far an issue has come.
  public enum IssueProgress: Sendable {
    /// The token has signed its request; the certificate comes by bundle.
    case waiting(request: String)
    /// Written, read back, compared, proven.
    case proven(token: String, serial: String)
  }

  /// What the applicant and the clerk bring: PINs as they are and as they shall be.
  public struct IssuePINs: Sendable {
    public let current: PIN
    public let new: PIN
    public let currentPUK: PUK?

    public init(current: PIN, new: PIN, currentPUK: PUK?) {
      self.current = current
      self.new = new
      self.currentPUK = currentPUK
    }
  }

  /// Which readers this store may use.
  public var readerPolicy: ReaderPolicy { store.kind == .rehearsal ? .rehearsal : .production }

  /// Takes an order's token as far as it can go now. Run it again after any interruption, with the same token.
  public func issue(
    _ text: String, on session: TokenSession, _ pins: IssuePINs, issuer: some Issuer
  ) throws -> IssueProgress {
    let maker = try acting()
    var order = try order(text)
    if case .proven(let token, let serial) = order.production { return .proven(token: token, serial: serial) }
    if order.production == .notStarted {
      let token = session.identity?.text ?? "blank"
      order = try record(.productionStarted(token: token), on: order.number, by: maker)
    }
    var job = try job(for: order)
    let journal = OrderJournal(desk: self, order: order.number, person: maker)
    if case .started = order.production {
      order = try request(order, &job, session, pins, journal, maker)
    }
    if case .requested(_, let id) = order.production {
      guard let answer = try issuer.certificate(for: try requestPayload(of: order)) else {
        return .waiting(request: id)
      }
      order = try accept(answer, for: order, by: maker)
    }
    return try finish(order, &job, session, pins, journal, maker)
  }

  private func request(
    _ order: Order, _ job: inout IssueJob, _ session: TokenSession, _ pins: IssuePINs, _ journal: OrderJournal,
    _ maker: Person
  ) throws -> Order {
    let puk = try pins.currentPUK == nil ? nil : unblockingKey(of: order)
    let secrets = IssueSecrets(
      currentPIN: pins.current, newPIN: pins.new, currentPUK: pins.currentPUK, newPUK: puk,
      managementKeys: try managementKeys())
    let request = try job.prepare(on: session, secrets, journal: journal)
    return try record(.certificateRequested(id: job.plan.request, request: request), on: order.number, by: maker)
  }

  private func finish(
    _ order: Order, _ job: inout IssueJob, _ session: TokenSession, _ pins: IssuePINs, _ journal: OrderJournal,
    _ maker: Person
  ) throws -> IssueProgress {
    guard case .certified(let token, _) = order.production, let der = try receivedCertificate(of: order) else {
      throw CounterError.notCertified(order.number.text)
    }
    if !job.isComplete { try job.finish(der, on: session, pin: pins.new, try managementKeys(), journal: journal) }
    let serial = try Certificate(der: der).serial
    if !order.writing { try journal.record(.proven) }
    try record(.certificateProven(token: token, serial: serial), on: order.number, by: maker)
    return .proven(token: job.token?.text ?? token, serial: serial)
  }

  /// Takes a certificate that answers an order's request. Its key is compared with the token's before it is written.
  func accept(_ answer: CertificatePayload, for order: Order, by person: Person) throws -> Order {
    let leaf = try Certificate(der: answer.certificate.bytes)
    let chain = try answer.chain.map { try Certificate(der: $0.bytes) }
    try Certificate.verifyChain(leaf, intermediates: chain, anchors: try trust().issuers, at: clock.now())
    return try record(
      .certificateReceived(id: answer.request, certificate: leaf.der, chain: chain.map(\.der)), on: order.number,
      by: person)
  }

  // MARK: What an issue is made of

  /// The issue as the journal tells it.
  private func job(for order: Order) throws -> IssueJob {
    let steps = try history(of: order).compactMap { entry -> TokenStep? in
      guard case .tokenStep(let text)? = entry.event else { return nil }
      return try JSONDecoder().decode(TokenStep.self, from: Data(text.utf8))
    }
    return IssueJob(try plan(for: order), steps: steps)
  }

  private func plan(for order: Order) throws -> IssuePlan {
    IssuePlan(request: "\(order.number.text)-1", subject: try subject(of: order))
  }

  private func subject(of order: Order) throws -> DistinguishedName {
    let (pack, _) = try packs.terms(of: order.application)
    let values = order.application.values
    let profile = pack.certificate
    return DistinguishedName(
      country: profile.country, organisation: values[profile.organisation] ?? "",
      organisationalUnit: profile.unit.flatMap { values[$0] }, commonName: values[profile.commonName] ?? "")
  }

  /// What travels to the issuer.
  func requestPayload(of order: Order) throws -> CertificateRequestPayload {
    let (pack, _) = try packs.terms(of: order.application)
    let values = order.application.values
    guard let (id, der) = try certificateRequest(of: order) else { throw CounterError.notCertified(order.number.text) }
    return CertificateRequestPayload(
      id: id, order: order.number.text, tokenSerial: order.production.token ?? "", request: der,
      subject: try subject(of: order),
      years: values["certificate.years"].flatMap { Int($0) } ?? pack.certificate.years,
      extensions: pack.certificate.extensions.sorted { $0.key < $1.key }.compactMap { identifier, field in
        values[field].map { .init(identifier: identifier, text: $0) }
      })
  }

  private func certificateRequest(of order: Order) throws -> (id: String, der: [UInt8])? {
    for (_, event) in try history(of: order).reversed() {
      if case .certificateRequested(let id, let request)? = event { return (id, request) }
    }
    return nil
  }

  private func receivedCertificate(of order: Order) throws -> [UInt8]? {
    for (_, event) in try history(of: order).reversed() {
      if case .certificateReceived(_, let certificate, _)? = event { return certificate }
    }
    return nil
  }

  private func managementKeys() throws -> ManagementKeys {
    guard let master = try store.setting(Self.masterSetting) else { throw CounterError.noSiteKey }
    return ManagementKeys(master: master)
  }

  static let masterSetting = "token-master"

  /// The token's unblocking key, sealed in the store before the token learns it.
  private func unblockingKey(of order: Order) throws -> PUK? {
    let name = "puk/\(order.number.text)"
    if let kept = try store.setting(name) { return PUK(String(decoding: kept, as: UTF8.self)) }
    let digits = Random.bytes(64).filter { $0 < 250 }.prefix(8).map { "\($0 % 10)" }.joined()
    try store.set(Setting(name, Array(digits.utf8), secret: true))
    return PUK(digits)
  }
}

/// The journal of a token job: an event of its order for each step.
struct OrderJournal: TokenJournal {
  let desk: Desk
  let order: OrderNumber
  let person: Person

  func record(_ step: TokenStep) throws {
    let text = String(decoding: try Desk.bytes(step), as: UTF8.self)
    try desk.record(.tokenStep(text), on: order, by: person)
  }
}
