// token seal: a seal that came back from its maker, verified, and put on the token or bound to it.
public import Cryptography
internal import Domain
internal import Files
internal import Records
public import Tokens

extension Desk {
  static let sealMakersSetting = "seal-makers"

  /// Whom seal makers are trusted by.
  private func sealMakers() throws -> [Certificate] {
    guard let bytes = try store.setting(Self.sealMakersSetting) else { return [] }
    return try Certificate.all(inPEM: String(decoding: bytes, as: UTF8.self))
  }

  /// Names whom seal makers are trusted by (PEM). Without any, a seal's own signature counts alone.
  public func setSealMakers(pem: String) throws {
    _ = try Certificate.all(inPEM: pem)
    try store.set(Setting(Self.sealMakersSetting, Array(pem.utf8), secret: false))
  }

  /// Verifies a seal for the certificate on the inserted token, keeps its file sealed with the order, and puts it on
  /// the token, whole or bound. May be run again after any interruption.
  public func placeSeal(
    _ text: String, file: [UInt8], on session: TokenSession
  ) throws -> (seal: ElectronicSeal, outcome: SealJob.Outcome) {
    let order = try order(text)
    let token = try name(of: session)
    let seal = try ElectronicSeal(der: file)
    let signers = try session.facts().slots.compactMap(\.certificate)
    guard let signer = signers.first(where: seal.lists) ?? signers.first else {
      throw CounterError.othersToken(order.number.text)
    }
    try seal.verify(at: clock.now(), anchors: sealMakers(), signer: signer)
    _ = try store.putObject(file, order: order.number)
    let plan = SealPlan(seal, for: signer, objects: try sealObjects())
    let outcome = try stand(standingJob(.seal, on: token.text, for: order.number.text)) { journal, steps in
      var job = SealJob(steps: steps)
      return try job.run(plan, on: session, managementKeys(), journal: journal)
    }
    return (seal, outcome)
  }
}
