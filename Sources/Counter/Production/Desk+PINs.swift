// token change-pin, unlock: the holder sets a new PIN, with the old one or with a PUK.
internal import Domain
internal import Cryptography
internal import FoundationEssentials
internal import Records
internal import Services
public import Tokens

extension Desk {
  /// Changes the PIN of the inserted token. After a change that was cut off, the PUK decides: the one given, else the
  /// one that this counter keeps sealed.
  public func changePIN(
    on session: TokenSession, from old: PIN, to new: PIN, puk: PUK? = nil, lastTryAllowed: Bool = false
  ) throws {
    let token = try nameForPINs(of: session)
    try stand(standingJob(.changePIN, on: token.text)) { journal, steps in
      var job = PINJob(steps: steps)
      let known = try puk ?? (job.isInDoubt ? sealedPUK(of: token, on: session) : nil)
      try job.change(
        from: old, to: new, puk: known, lastTryAllowed: lastTryAllowed, on: session, journal: journal)
    }
  }

  /// Sets a new PIN with a PUK that the holder brought. What an order must show first does not count here: whoever
  /// knows the PUK may do the same with any program.
  public func unlock(on session: TokenSession, puk: PUK, new: PIN, lastTryAllowed: Bool = false) throws {
    _ = try acting()
    try unlock(on: session, nameForPINs(of: session), puk, new, lastTryAllowed, for: nil)
  }

  /// Sets a new PIN for an order, with the PUK given, else with the sealed one, which nobody needs to see.
  /// - Parameter text: the order that asked for it; its token must be the one inserted (N23).
  public func unlock(
    _ text: String, on session: TokenSession, puk: PUK? = nil, new: PIN, lastTryAllowed: Bool = false
  ) throws {
    let token = try nameForPINs(of: session)
    guard let puk = try puk ?? sealedPUK(of: token, on: session) else { throw CounterError.noPUK(token.text) }
    let maker = try acting()
    var order = try order(text)
    guard try tokenJob(of: order) == .pin else { throw CounterError.notOnlyPIN(order.number.text) }
    let serial = try requireOwn(session.certificate(in: .signature), order)
    let making = try making(for: session, in: &order, by: maker)
    guard making.isOpen else { throw CounterError.unlockedBefore(order.number.text) }
    try unlock(on: session, token, puk, new, lastTryAllowed, for: order.number.text)
    try record(
      .pinRenewed(token: making.production.token, serial: serial, item: making.item), on: order.number, by: maker)
  }

  private func unlock(
    on session: TokenSession, _ token: TokenIdentity, _ puk: PUK, _ new: PIN, _ lastTryAllowed: Bool,
    for order: String?
  ) throws {
    try stand(standingJob(.unlock, on: token.text, for: order)) { journal, steps in
      var job = PINJob(steps: steps)
      try job.unblock(puk: puk, new: new, lastTryAllowed: lastTryAllowed, on: session, journal: journal)
    }
  }

  /// The certificate on the token must be the order's: its serial number where the order names one, and its holder.
  func requireOwn(_ facts: TokenFacts, _ order: Order) throws -> String {
    try requireOwn(facts[.signature]?.certificate, order)
  }

  private func requireOwn(_ found: Certificate?, _ order: Order) throws -> String {
    guard let certificate = found else { throw CounterError.othersToken(order.number.text) }
    let wanted = Self.oldSerials(of: order)
    guard wanted.isEmpty || wanted.contains(where: { certificate.serial.drop { $0 == "0" } == $0 }) else {
      throw CounterError.wrongToken(expected: wanted.joined(separator: "、"), found: certificate.serial)
    }
    try requireHolder(of: certificate, order)
    return certificate.serial
  }

  /// The certificate must be the organisation's that the order is for.
  func requireHolder(of certificate: Certificate, _ order: Order) throws {
    let holder = try packs.terms(of: order.application).0.certificate.organisation
    guard let name = order.application.values[holder], certificate.subject["O"] == name else {
      throw CounterError.othersToken(order.number.text)
    }
  }

  /// The certificates that an order is about, without zeros in front. Empty where any of its holder's will do: none was
  /// named, or the order is for several and not all were shown.
  static func oldSerials(of order: Order) -> [String] {
    guard order.tokensAskedFor > 1 else { return [oldSerial(of: order)].compactMap(\.self) }
    let shown = order.old.readings.compactMap { significant($0.serial) }
    return shown.count < order.tokensAskedFor ? [] : shown
  }

  /// The certificate that a token of an order renews; nil for whatever its holder has on it.
  static func oldSerial(of order: Order, on token: String) -> String? {
    if let reading = order.old.readings.first(where: { $0.token == token }) { return significant(reading.serial) }
    return order.tokensAskedFor > 1 ? nil : oldSerial(of: order)
  }

  /// The old certificate's serial number as typed, without zeros in front; nil when what was typed cannot be one, such
  /// as a number printed on the token. Typing is for finding: the token itself is what counts.
  static func oldSerial(of order: Order) -> String? {
    order.application.values["certificate.oldSerial"].flatMap(significant)
  }

  private static func significant(_ typed: String) -> String? {
    let digits = typed.lowercased().filter { $0 != " " && $0 != ":" }.drop { $0 == "0" }
    return digits.isEmpty || !digits.allSatisfy(\.isHexDigit) ? nil : String(digits)
  }

  func name(of session: TokenSession) throws -> TokenIdentity {
    guard let name = session.identity else { throw CounterError.tokenWithoutName }
    return name
  }

  /// PINs leave keys and certificates alone, so that the key in 9C will do for a name.
  private func nameForPINs(of session: TokenSession) throws -> TokenIdentity {
    guard let name = try session.nameForPINs() else { throw CounterError.tokenWithoutName }
    try recognise(session)
    return name
  }
}
