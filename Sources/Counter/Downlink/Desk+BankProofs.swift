// order bank-proof: the code that travelled with 0.01 yuan to the organisation's account. The 0.01 is head office's.
internal import Bundles
internal import Cryptography
public import Domain
internal import Records
public import Services

extension Desk {
  /// How often one code may be tried.
  private static let proofTries = 3

  /// Holds what the applicant brought against the code that came down. Right once, it is used up; wrong, it is one try
  /// and a line of the history.
  public func proveAccount(_ text: String, code: [UInt8]) throws -> Order {
    try journalling("bank-proof-accepted", "金融认证", on: text) {
      let by = try acting()
      let order = try order(text)
      let number = order.number.text
      // Nothing is tried out of turn.
      _ = try order.after(.bankProofAccepted, by: by, under: rules(for: order))
      let proof = try presentProof(of: order)
      let secret = SecretName(kind: BankProofPayload.kind, name: "\(number)/\(proof.version)")
      switch try store.spendTry(of: secret, limit: Self.proofTries) {
      case .usedUp: throw DownlinkError.codeUsedUp
      case .burnt: throw DownlinkError.codeBurnt
      case .spent(let left):
        guard try proof.code.accepts(code) else {
          try record(.headOffice(.proofRefused(version: proof.version, triesLeft: left)), on: order.number, by: by)
          throw left == 0 ? DownlinkError.codeUsedUp : DownlinkError.wrongCode(triesLeft: left)
        }
        return try record(.bankProofAccepted, on: order.number, by: by, burning: [secret])
      }
    }
  }

  /// The latest code, if it answers the latest request and went to the account that is the order's now.
  private func presentProof(of order: Order) throws -> BankProofPayload {
    let number = order.number.text
    guard let row = try store.downlink(BankProofPayload.kind, scope: number) else {
      throw DownlinkError.noCodeYet(number)
    }
    let proof = try CanonicalJSON.decode(BankProofPayload.self, from: row.body)
    guard proof.round == order.headOffice.proofRound else { throw DownlinkError.noCodeYet(number) }
    guard try !time().mayHavePassed(proof.expires) else { throw DownlinkError.codeLapsed(proof.expires) }
    guard let account = bankAccount(of: order), proof.wentTo(account.account) else { throw DownlinkError.otherAccount }
    return proof
  }

  /// Asks head office for another transfer, to a corrected account when one is given. Every code sent before is void.
  public func askProofAgain(_ text: String, account: BankAccount?) throws -> Order {
    try journalling("bank-proof-asked-again", "重新申请金融认证", on: text) {
      let by = try acting()
      let order = try order(text)
      guard account != nil || bankAccount(of: order) != nil else { throw DownlinkError.noAccount(order.number.text) }
      return try record(
        .headOffice(.proofAskedAgain(account.map { try judged($0, of: order) })), on: order.number, by: by)
    }
  }

  /// The account in its normal form; what does not pass as a value of its field is refused with the field's words.
  private func judged(_ account: BankAccount, of order: Order) throws -> BankAccount {
    BankAccount(
      name: try judged(account.name, as: "bank.name", of: order),
      bank: try judged(account.bank, as: "bank.branch", of: order),
      account: try judged(account.account, as: "bank.account", of: order))
  }

  /// The 基本户: as corrected, else as the application has it; nil unless all of it is there.
  public func bankAccount(of order: Order) -> BankAccount? {
    if let corrected = order.headOffice.account { return corrected }
    let values = order.application.values
    guard let name = values["bank.name"], let bank = values["bank.branch"], let account = values["bank.account"] else {
      return nil
    }
    return BankAccount(name: name, bank: bank, account: account)
  }

  /// How the service tells the PIN where nobody comes in person, by the way this order was paid.
  public func pinDelivery(of order: Order) throws -> PINDelivery {
    let rules = try packs.terms(of: order.application).0.payment
    let paid = order.payments.filter { $0.confirmedBy != nil }.map(\.kind)
    return paid.lazy.compactMap { rules.pinDelivery[$0] }.first ?? .inPerson
  }

  // MARK: Down and up

  /// Takes a code. Whichever comes first, the highest version stays.
  func takeProof(_ record: BundleRecord, by person: Person) throws -> Imported {
    guard let proof = try? record.decoded(as: BankProofPayload.self), proof.version >= 1 else {
      return told(record, DownlinkError.malformed(kind: record.kind).explanation, changed: false)
    }
    guard let row = try OrderNumber(proof.order).flatMap({ try store.order($0) }) else {
      return told(record, of: proof.order, CounterError.noOrder(proof.order).explanation, changed: false)
    }
    if row.isShredded { return told(record, of: proof.order, nil, changed: false) }
    let outcome = try store.keep(
      DownlinkRow(
        kind: record.kind, scope: proof.order, version: proof.version, issued: clock.now(), expires: proof.expires,
        body: record.payload), at: clock.now(), by: person.id)
    if let fault = refusal(outcome, record.kind, proof.version) {
      return told(record, of: proof.order, fault.explanation, changed: false)
    }
    let order = try read(row)
    guard order.headOffice.proofVersion ?? 0 < proof.version, !order.bankProof, !order.voided else {
      return told(record, of: proof.order, nil, changed: false)
    }
    try self.record(
      .headOffice(.proofReceived(round: proof.round, version: proof.version)), on: order.number, by: person)
    return told(record, of: proof.order, nil, changed: true)
  }

  /// The request for a transfer that is due and has not left yet.
  func proofRequest(of order: Order, notIn sent: Set<String>) throws -> BundleRecord? {
    guard let round = try order.dueProofRound(under: rules(for: order)), let account = bankAccount(of: order) else {
      return nil
    }
    let id = BankProofRequestPayload.record(order.number.text, round: round)
    guard !sent.contains(id) else { return nil }
    return try BundleRecord(
      id: id,
      BankProofRequestPayload(
        order: order.number.text, round: round, accountName: account.name, bank: account.bank, account: account.account)
    )
  }
}
