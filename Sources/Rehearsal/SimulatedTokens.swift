// The tokens of a rehearsal: new ones from stock, and old ones that another counter is supposed to have issued.
internal import Cryptography
internal import Domain
internal import Files
internal import Processes

/// Puts each order's tokens into the virtual reader, one after the other.
final class SimulatedTokens {
  private let kiosk: Kiosk
  private let folder: String
  private let cards: RehearsalCardService
  private(set) var made = 0
  private(set) var renewed = 0
  /// The cipher card of each token that needs one, by the token's file.
  private var opened: [String: Int] = [:]
  /// Tokens that were counted already.
  private var counted: Set<String> = []

  private static let factoryPIN = "123456"
  private static let factoryPUK = "12345678"
  private static let chosenPIN = "739154"
  /// Tokens of some years ago had a 3DES administration key, the only kind that yubico-piv-tool 2.2 knows.
  private static let oldKind = ["--set", "managementAlgorithm=3"]

  init(kiosk: Kiosk, folder: String, cards: RehearsalCardService) {
    (self.kiosk, self.folder, self.cards) = (kiosk, folder, cards)
  }

  /// All tokens of an order, as far as they can go now; once more after the bundles have travelled.
  func make(_ order: Line, byBundle: Bool) throws {
    guard let number = order["order"] else { return }
    for item in 1...max(1, order.number("tokensNeeded") ?? 1) {
      let state = "\(folder)/tokens/\(number)-\(item).json"
      let isRenewed = order["tokenJob"] == "renew"
      try cards.insert(tokenState: state, isRenewed ? Self.oldKind : [])
      defer { cards.removeToken() }
      if isRenewed {
        try renew(number, byBundle)
      } else {
        try issue(number, byBundle, order.truth("cipherCard") ? card(for: state, of: number) : nil)
      }
      guard counted.insert(state).inserted else { continue }
      made += 1
      renewed += isRenewed ? 1 : 0
    }
  }

  private func issue(_ number: String, _ byBundle: Bool, _ card: (serial: String, password: String)?) throws {
    let words = card.map { ["--card", $0.serial, "--card-fd", "7"] } ?? []
    try kiosk.certkiosk(
      ["token", "issue", number, "--current-pin-fd", "4", "--new-pin-fd", "5", "--puk-fd", "6"] + words
        + (byBundle ? ["--by-bundle"] : []), as: RehearsalDay.maker,
      secrets: [Self.factoryPIN, Self.chosenPIN, Self.factoryPUK] + (card.map { [$0.password] } ?? []))
  }

  /// The card that was taken out of stock for a token, once.
  private func card(for state: String, of order: String) throws -> (serial: String, password: String) {
    if let known = opened[state] { return RehearsalOffice.card(known) }
    let card = RehearsalOffice.card(opened.count + 1)
    try kiosk.certkiosk(["stock", "issue", "cipherCard", card.serial, "--order", order], as: RehearsalDay.clerk)
    opened[state] = opened.count + 1
    return card
  }

  private func renew(_ number: String, _ byBundle: Bool) throws {
    try kiosk.certkiosk(
      ["token", "renew", number, "--current-pin-fd", "4"] + (byBundle ? ["--by-bundle"] : []),
      as: RehearsalDay.maker, secrets: [Self.chosenPIN])
  }

  // MARK: Old tokens

  /// Shows an order's old token at the counter, where its business type asks to see one.
  func present(_ order: Line) throws {
    let asked = order.lines("needs").compactMap { $0["need"] }
    guard let number = order["order"], asked.contains("token") || asked.contains("measuring") else { return }
    let isRenewed = asked.contains("token")
    let state = "\(folder)/tokens/\(number)-\(isRenewed ? "1" : "old").json"
    try cards.insert(tokenState: state, Self.oldKind)
    defer { cards.removeToken() }
    try makeOld(order, daysLeft: order["business"] == "renew-expired" ? -30 : isRenewed ? 30 : 610)
    try kiosk.certkiosk(
      ["order", "present", number, "--prove", "--current-pin-fd", "4"], as: RehearsalDay.clerk,
      secrets: [Self.chosenPIN])
  }

  /// A token with a certificate of last year, made by another program than the one that is rehearsed.
  private func makeOld(_ order: Line, daysLeft: Int64) throws {
    let shown = try kiosk.certkiosk(["order", "show", order["order"] ?? "", "--values"])
    func value(_ field: String) -> String? { shown.first { $0["field"] == field }?["value"] }
    guard let name = value("organisation.name"), let code = value("organisation.creditCode") else {
      throw RehearsalFailure("organisation.name")
    }
    // That program does not wait until the reader has noticed a token; ours does.
    try kiosk.certkiosk(["token", "show"])
    let key = try piv(["-a", "generate", "-s", "9c", "-A", "RSA2048"])
    let holder = try PublicKey(spki: PEM.block(in: key, label: "PUBLIC KEY", .publicKey))
    let old = try OldAuthority().certificate(
      for: holder, DistinguishedName(organisation: name, organisationalUnit: code, commonName: name), at: .now,
      daysLeft: daysLeft)
    try piv(["-a", "import-certificate", "-s", "9c"], input: old.pem)
    try piv(["-a", "change-pin", "-P", Self.factoryPIN, "-N", Self.chosenPIN])
  }

  /// These PINs are the rehearsal's own and guard nothing, so that they may stand on a command line.
  @discardableResult
  private func piv(_ words: [String], input: String = "") throws -> String {
    let outcome = try Program.run(
      "yubico-piv-tool", ["-r", "Virtual PCD"] + words, environment: kiosk.environment, input: Array(input.utf8))
    guard outcome.succeeded else {
      throw RehearsalFailure("yubico-piv-tool \(words.prefix(4).joined(separator: " ")) → \(outcome.errorText)")
    }
    return outcome.outputText
  }
}

/// An authority of the past; nothing trusts it, and nothing needs to.
private struct OldAuthority {
  func certificate(
    for key: PublicKey, _ subject: DistinguishedName, at now: Instant, daysLeft: Int64
  ) throws -> Certificate {
    let day: Int64 = 86_400
    let past = now.advanced(bySeconds: -400 * day)
    let name = DistinguishedName(organisation: "certkiosk 演练", commonName: "演练旧签发机构")
    let (root, rootKey) = try CertificateAuthority.makeRoot(name: name, algorithm: .p256, years: 3, at: past)
    return try CertificateAuthority(certificate: root, key: rootKey).issue(
      to: key, subject: subject, from: past, until: now.advanced(bySeconds: daysLeft * day), usage: .both)
  }
}
