// token seal: a seal that came back from its maker, verified, and put on the token or bound to it.
public import Cryptography
public import Domain
internal import Files
internal import Records
public import Tokens

extension Desk {
  /// Verifies a seal for the certificate on the inserted token, keeps its file sealed with the order, and puts it on
  /// the token, whole or bound. May be run again after any interruption.
  public func placeSeal(
    _ text: String, file: [UInt8], on session: TokenSession
  ) throws -> (seal: ElectronicSeal, outcome: SealJob.Outcome) {
    _ = try acting()
    let order = try order(text)
    let token = try name(of: session)
    let seal = try ElectronicSeal(der: file)
    let signers = try session.facts().slots.compactMap(\.certificate)
    guard let signer = signers.first(where: seal.lists) ?? signers.first else {
      throw CounterError.othersToken(order.number.text)
    }
    try requireHolder(of: signer, order)
    try seal.verify(at: clock.now(), anchors: anchors(.seals), signer: signer)
    _ = try store.putObject(file, order: order.number)
    let plan = SealPlan(seal, for: signer, objects: try sealObjects())
    let outcome = try stand(standingJob(.seal, on: token.text, for: order.number.text)) { journal, steps in
      var job = SealJob(steps: steps)
      return try job.run(plan, on: session, managementKeys(), journal: journal)
    }
    if !order.handedOver, order.makings.contains(where: { $0.production.token == token.text }) {
      try record(.sealBound(id: seal.id, held: outcome.word), on: order.number, by: acting())
    }
    return (seal, outcome)
  }

  /// Says that a renewed key has no electronic seal: the explicit end of an order's seal line.
  public func noSeal(_ text: String, reason: String) throws -> Order {
    try record(.noSeal(reason: reason), on: order(text).number, by: acting())
  }

  /// A renewal or an upgrade of an organisation that owns a seal leaves that seal without a signer: the order has a
  /// line for it from here on. Owned is what stands on the old token, and what the application says.
  func noteSeal(_ facts: TokenFacts, _ order: Order, by maker: Person) throws -> Order {
    let isOwned = !facts.seals.isEmpty || order.application.values["certificate.seal"] == "是"
    guard isOwned, order.seal == nil else { return order }
    return try record(.sealDue, on: order.number, by: maker)
  }

  /// What a seal's time stamp is worth; its authority is trusted as makers of seals are.
  public func timeStamp(of seal: ElectronicSeal) throws -> TimeStampVerdict {
    try seal.timeStampVerdict(anchors: anchors(.seals))
  }

  /// What a seal on a token is worth: nil when it may be used now with a certificate of that token, else why not.
  public func fault(of seal: SealOnToken, among certificates: [Certificate]) throws -> Explanation? {
    switch seal {
    case .whole(let seal, _):
      let anchors = try anchors(.seals)
      do throws(CryptographyError) {
        let signer = certificates.first(where: seal.lists) ?? certificates.first
        try seal.verify(at: clock.now(), anchors: anchors, signer: signer)
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
