// Which of an order's tokens is in the reader, and what its issue is made of.
internal import Bundles
internal import Cryptography
internal import Domain
internal import FoundationEssentials
internal import Records
internal import Services
public import Tokens

extension Desk {
  /// The token of an order that is in the reader: the one that its journal names, else a new one as long as the order
  /// has not got all. Refuses a stranger when nothing new may be begun, and begins nothing while nobody can tell which
  /// certificate it takes the place of.
  func making(for session: TokenSession, in order: inout Order, by maker: Person) throws -> Making {
    if let bound = try boundMaking(of: session, in: order) {
      if bound.isOpen { order = try revokeBeforeMaking(order, by: maker) }
      return bound
    }
    let (name, live) = (session.identity?.text, order.makings.filter { $0.givenUp == nil })
    guard live.count < (try rules(for: order).tokens) else {
      let expected = live.filter(\.isOpen).map(\.production.token).joined(separator: "、")
      throw CounterError.wrongToken(expected: expected.isEmpty ? "—" : expected, found: name ?? "—")
    }
    try requireUnbound(session, for: order)
    let item = (order.makings.last?.item ?? 0) + 1
    let revocation = try revocationBeforeMaking(order)
    order = try record(
      .productionStarted(token: name ?? Making.blank, item: item), on: order.number, by: maker)
    if let revocation { order = try request(revocation, for: order, by: maker) }
    guard let made = order.makings.last else { throw CounterError.notCertified(order.number.text) }
    return made
  }

  private func boundMaking(of session: TokenSession, in order: Order) throws -> Making? {
    for making in order.makings where making.givenUp == nil {
      let (job, bound) = (try job(for: order, making), making.production.token)
      if bound == session.identity?.text { return making }
      if job.token != nil || bound == Making.blank, job.mayBe(session.identity) { return making }
    }
    return nil
  }

  /// A token that another order has begun on is that order's: a new key would destroy the one whose certificate is on its
  /// way. A finished one may be renewed or unlocked before its own order's papers are signed.
  private func requireUnbound(_ session: TokenSession, for order: Order) throws {
    let isMadeAnew = try tokenJob(of: order) == .full
    guard let name = session.identity, let holder = try holder(of: name, besides: order.number),
      holder.making.isOpen || isMadeAnew
    else { return }
    throw CounterError.tokenOfAnotherOrder(order: holder.order.number.text, item: holder.making.item)
  }

  /// The order on its way that a token belongs to, not handed over yet.
  func holder(of token: TokenIdentity, besides mine: OrderNumber? = nil) throws -> (order: Order, making: Making)? {
    for order in try goingOn() where !order.handedOver && order.number != mine {
      for making in order.makings where making.givenUp == nil {
        let bound = making.production.token
        guard try bound == token.text || bound == Making.blank && job(for: order, making).token == token else {
          continue
        }
        return (order, making)
      }
    }
    return nil
  }

  /// What has to be typed for an order's token, as far as its making has come.
  public enum SecretsNeeded: Sendable { case all, pinAndPUK, pin }

  /// Once the token has its new PIN, that one alone is asked for; the PUK as well while it is still the maker's.
  public func secretsNeeded(for text: String, on session: TokenSession) throws -> SecretsNeeded {
    let order = try order(text)
    guard let making = try boundMaking(of: session, in: order) else { return .all }
    let job = try job(for: order, making)
    if job.request != nil || making.isProven { return .pin }
    return !job.pinIsSet ? .all : job.pukIsSet ? .pin : .pinAndPUK
  }

  /// The issue of one token as the journal tells it.
  func job(for order: Order, _ making: Making) throws -> IssueJob {
    let steps = try history(of: order).compactMap { entry -> TokenStep? in
      guard case .tokenStep(let text, let item)? = entry.event, item ?? 1 == making.item else { return nil }
      return try JSONDecoder().decode(TokenStep.self, from: Data(text.utf8))
    }
    return IssueJob(try plan(for: order, making), steps: steps)
  }

  private func plan(for order: Order, _ making: Making) throws -> IssuePlan {
    let renews = try tokenJob(of: order) == .renew
    return IssuePlan(
      request: "\(order.number.text)-\(making.item)", subject: try subject(of: order),
      algorithm: try packs.terms(of: order.application).0.certificate.key.algorithm,
      purpose: renews ? .renewal(replacing: Self.oldSerial(of: order, on: making.production.token)) : .fresh,
      attestationAnchors: try anchors(.tokens).map(\.der))
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
  func requestPayload(of order: Order, _ making: Making) throws -> CertificateRequestPayload {
    let (pack, _) = try packs.terms(of: order.application)
    let values = order.application.values
    guard let id = making.waitingRequest, let der = try certificateRequest(of: order, id) else {
      throw CounterError.notCertified(order.number.text)
    }
    let job = try job(for: order, making)
    return CertificateRequestPayload(
      id: id, order: order.number.text, tokenSerial: job.token?.text ?? making.production.token, request: der,
      subject: try subject(of: order),
      years: pack.years(of: order),
      extensions: pack.certificate.extensions.sorted { $0.key < $1.key }.compactMap { identifier, field in
        values[field].map { .init(identifier: identifier, text: $0) }
      },
      // What an upgrade leaves over was paid for or is asked for as a year: nothing else is carried.
      replaces: order.old.upgrade != nil
        ? nil
        : try job.oldCertificate.map { try Certificate(der: $0).serial }
          ?? Self.oldSerial(of: order, on: making.production.token))
  }

  private func certificateRequest(of order: Order, _ wanted: String) throws -> [UInt8]? {
    for (_, event) in try history(of: order).reversed() {
      if case .certificateRequested(wanted, let request, _)? = event { return request }
    }
    return nil
  }

  func receivedCertificate(
    of order: Order, _ request: String
  ) throws -> (certificate: [UInt8], encryption: [UInt8]?)? {
    for (_, event) in try history(of: order).reversed() {
      if case .certificateReceived(request, let certificate, _, let encryption)? = event {
        return (certificate, encryption)
      }
    }
    return nil
  }
}

extension CertificateKey {
  fileprivate var algorithm: KeyAlgorithm {
    switch self {
    case .rsa2048: .rsa2048
    case .rsa3072: .rsa3072
    case .rsa4096: .rsa4096
    case .p256: .p256
    case .p384: .p384
    case .sm2: .sm2
    }
  }
}

/// The journal of a token job: an event of its order for each step.
final class OrderJournal: TokenJournal {
  private let desk: Desk
  private let order: OrderNumber
  private let item: Int
  let person: Person
  /// Nothing was written by this run yet.
  private(set) var isUnused = true

  init(_ desk: Desk, _ order: OrderNumber, _ item: Int, _ person: Person) {
    (self.desk, self.order, self.item, self.person) = (desk, order, item, person)
  }

  func record(_ step: TokenStep) throws {
    let text = String(decoding: try Desk.bytes(step), as: UTF8.self)
    try desk.record(
      .tokenStep(text, item: item), on: order, by: person, settings: desk.settings(with: step, "\(order)-\(item)"))
    isUnused = false
  }
}

extension TokenStep {
  /// A failure as the journal keeps it for the help desk.
  static func failed(_ error: TokenError) -> TokenStep {
    .failed(
      code: error.explanation.code, statusWord: error.statusWord?.description, serviceCode: error.serviceCode)
  }
}
