// token seal: a seal that came back from its maker, verified, and put on the token or bound to it.
public import Cryptography
public import Domain
internal import Files
internal import Records
internal import Services
public import Tokens

extension Desk {
  /// Verifies a seal for the certificate on the inserted token, keeps its file sealed with the order, and puts it on
  /// the token, whole or bound. May be run again after any interruption.
  /// - Returns: also the moment as of which the seal was verified.
  public func placeSeal(
    _ text: String, file: [UInt8], on session: TokenSession
  ) throws -> (seal: ElectronicSeal, outcome: SealJob.Outcome, verified: Instant) {
    _ = try acting()
    let order = try order(text)
    let token = try name(of: session)
    let seal = try ElectronicSeal(der: file)
    let signers = try session.facts().slots.compactMap(\.certificate)
    let making = order.makings.first { $0.givenUp == nil && $0.production.token == token.text }
    // Until the new certificate stands on the token, a seal would be bound to the one that goes.
    guard making == nil || making?.serial != nil else { throw CounterError.notCertified(order.number.text) }
    let made = signers.first { $0.serial == making?.serial }
    guard let signer = made ?? signers.first(where: seal.lists) ?? signers.first else {
      throw CounterError.othersToken(order.number.text)
    }
    try requireHolder(of: signer, order)
    let moment = clock.now()
    try seal.verify(at: moment, anchors: anchors(.seals), signer: signer)
    let kept = try store.putObject(file, order: order.number)
    let plan = SealPlan(seal, for: signer, objects: try sealObjects())
    let outcome = try stand(standingJob(.seal, on: token.text, for: order.number.text)) { journal, steps in
      var job = SealJob(steps: steps)
      return try job.run(plan, on: session, managementKeys(), journal: journal)
    }
    if !order.handedOver, making != nil {
      try record(
        .sealBound(id: seal.id, held: outcome.word, certificate: signer.serial, file: kept.text), on: order.number,
        by: acting())
    }
    return (seal, outcome, moment)
  }

  /// The files of an order's seals, each once, for handing over where a token does not hold them. Whoever asks makes tokens
  /// or serves their holders.
  public func sealFiles(of text: String, toPath folder: String) throws -> [[UInt8]] {
    let (person, order) = (try acting(), try order(text))
    guard !person.roles.isDisjoint(with: [.clerk, .maker]) else { throw OutOfTurn.role(.handover) }
    let names = Set((order.seal?.bonds ?? []).compactMap(\.file)).sorted()
    guard !names.isEmpty else { throw CounterError.noSealFile(order.number.text) }
    try disclose(.seal, names.count, of: [order.number.text], toPath: folder)
    return try names.compactMap { ObjectID($0) }.map { try store.object($0) }
  }

  /// Says that a renewed key has no electronic seal: the explicit end of an order's seal line.
  public func noSeal(_ text: String, reason: String) throws -> Order {
    try record(.noSeal(reason: reason), on: order(text).number, by: acting())
  }

  /// A new certificate of an organisation that owns a seal leaves that seal without a signer, and some services make
  /// both together: the order has a line for the seal from here on.
  /// - Parameter facts: of the old token; nil where there is none.
  func noteSeal(_ facts: TokenFacts?, _ order: Order, by maker: Person) throws -> Order {
    guard order.seal == nil, try facts.map(order.ownsSeal) == true || comesWithSeal(order) || leavesSeal(order) else {
      return order
    }
    return try record(.sealDue, on: order.number, by: maker)
  }

  /// 带签章：certificate and seal are one product (S0-75); a second lock has the first one's seal (D-21).
  private func comesWithSeal(_ order: Order) throws -> Bool {
    let values = order.application.values
    return try packs.terms(of: order.application).1.comesWithSeal && values["certificate.seal"] != "否"
      && values["certificate.lock"] != "副锁"
  }

  /// Whether a seal was bound to the certificate that this order replaces (D-36): an earlier order of the organisation
  /// at this counter knows.
  private func leavesSeal(_ order: Order) throws -> Bool {
    guard try packs.terms(of: order.application).1.preconditions.contains(.certificate),
      let code = order.application.values["organisation.creditCode"]
    else { return false }
    let earlier = try store.orders(for: Lookup(kind: "credit-code", value: code)).filter { !$0.body.isEmpty }
    return try earlier.map { try read($0) }.contains { $0.number != order.number && $0.seal?.bonds.isEmpty == false }
  }

  /// What a seal's time stamp is worth; its authority is trusted as makers of seals are.
  public func timeStamp(of seal: ElectronicSeal) throws -> TimeStampVerdict {
    try seal.timeStampVerdict(anchors: anchors(.seals))
  }

  /// What a seal on a token is worth: nil when it may be used at that moment with a certificate of that token, else why
  /// not.
  public func fault(
    of seal: SealOnToken, among certificates: [Certificate], at moment: Instant
  ) throws -> Explanation? {
    switch seal {
    case .whole(let seal, _):
      let anchors = try anchors(.seals)
      do throws(CryptographyError) {
        let signer = certificates.first(where: seal.lists) ?? certificates.first
        try seal.verify(at: moment, anchors: anchors, signer: signer)
        return nil
      } catch { return error.explanation }
    case .binding(let binding, _):
      guard certificates.contains(where: { Digest.sha256($0.der) == binding.certificate }) else {
        return CryptographyError.seal(.signerNotListed).explanation
      }
      return nil
    case .unreadable: return CryptographyError.malformed(.seal).explanation
    }
  }
}

extension Order {
  /// What stands on the old token, and what the application says.
  fileprivate func ownsSeal(_ facts: TokenFacts) -> Bool {
    !facts.seals.isEmpty || application.values["certificate.seal"] == "是"
  }
}

extension SealJob.Outcome {
  /// One word for the journal and for machines.
  public var word: String {
    switch self {
    case .whole: "whole"
    case .binding: "binding"
    case .notHeld: "file"
    }
  }
}
