// token issue, renew, replace: an order's certificate onto the inserted token, step by journalled step.
internal import Bundles
internal import Cryptography
internal import Domain
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
    /// Whether somebody said that the PUK's last try may be spent.
    public var lastPUKTryAllowed = false

    public init(current: PIN, new: PIN, currentPUK: PUK) {
      self.current = current
      self.new = new
      self.currentPUK = currentPUK
    }

    /// For a token whose PIN stays what it is; with the PUK where that one is still to be set.
    public init(pin: PIN, currentPUK: PUK? = nil) {
      current = pin
      new = pin
      self.currentPUK = currentPUK
    }
  }

  /// Which readers this store may use.
  public var readerPolicy: ReaderPolicy { store.kind == .rehearsal ? .rehearsal : .production }

  /// Whether the order renews the certificate on the applicant's own token, so that its PIN stays.
  public func renews(_ text: String) throws -> Bool { try tokenJob(of: order(text)) == .renew }

  /// Certificates that come by bundle want a kiosk that head office knows; asked for before a token is touched.
  /// - Throws: `noIssuer` before trust was set up.
  public func requireHeadOffice() throws {
    guard try store.setting(Self.trustSetting) != nil else { throw CounterError.noIssuer }
  }

  func tokenJob(of order: Order) throws -> BusinessType.TokenJob { try packs.terms(of: order.application).1.token }

  /// Takes one token of an order as far as it can go now. Run it again after any interruption, with the same token.
  /// An order for several takes them one after the other, in any order; one that fails holds up none of the others.
  public func issue(
    _ text: String, on session: TokenSession, _ pins: IssuePINs, issuer: some Issuer, card: CipherCard? = nil
  ) throws -> IssueProgress {
    let maker = try acting()
    try recognise(session)
    var order = try order(text)
    guard try tokenJob(of: order) != .pin else { throw CounterError.onlyPIN(order.number.text) }
    try requireUnlikeOld(session, order)
    if try tokenJob(of: order) == .renew, !order.tokens.contains(session.identity?.text ?? "") {
      let facts = try session.facts(sealObjects: sealObjects())
      _ = try requireOwn(facts, order)
      order = try noteSeal(facts, order, by: maker)
    }
    if order.makings.isEmpty { order = try noteSeal(nil, order, by: maker) }
    var making = try making(for: session, in: &order, by: maker)
    if case .proven(let token, let serial) = making.production {
      try requireStillThere(serial, on: session, making, of: order)
      // A run that was cut off after the proof has left this to the next.
      if !order.handedOver { try settleOld(order.number, serial: serial, by: maker) }
      return .proven(token: token, serial: serial)
    }
    var work = try Work(
      job: job(for: order, making), journal: OrderJournal(self, order.number, making.item, maker), session: session,
      pins: pins)
    do {
      if case .started = making.production { making = try request(order, making, &work) }
      if let id = making.waitingRequest {
        guard let answer = try issuer.certificate(for: requestPayload(of: self.order(text), making)) else {
          return .waiting(request: id)
        }
        making = try accept(answer, for: order, by: maker).makings.first { $0.item == making.item } ?? making
      }
      try release(self.order(text), making, with: card, by: maker)
      return try finish(self.order(text), making, &work)
    } catch let error as TokenError {
      // Should the store fail too, the token's own trouble is still what the clerk must hear: a try may be spent.
      try? work.journal.record(.failed(error))
      if error.meansAnotherToken, try tokenJob(of: order) == .full, work.job.isUntouched {
        // The order is not bound to it: the next token takes its place. Nothing was spent yet, so that a store that fails
        // is told first; the same command meets the token's trouble again.
        let given = Event.tokenGivenUp(item: making.item, reason: error.explanation.code)
        do { _ = try record(given, on: order.number, by: maker) } catch is OutOfTurn {
          // An order that was handed over keeps its token, and the token's own trouble is what there is to tell.
        }
      }
      throw error
    }
  }

  /// One token's issue in this process.
  struct Work {
    var job: IssueJob
    let journal: OrderJournal
    let session: TokenSession
    let pins: IssuePINs
  }

  private func request(_ order: Order, _ making: Making, _ work: inout Work) throws -> Making {
    let puk = try work.pins.currentPUK == nil ? nil : newPUK(for: work.job.plan.request)
    var secrets = IssueSecrets(
      currentPIN: work.pins.current, newPIN: work.pins.new, currentPUK: work.pins.currentPUK, newPUK: puk,
      managementKeys: try managementKeys())
    secrets.lastPUKTryAllowed = work.pins.lastPUKTryAllowed
    let request = try work.job.prepare(on: work.session, secrets, journal: work.journal)
    let event = Event.certificateRequested(id: work.job.plan.request, request: request, item: making.item)
    let after = try record(event, on: order.number, by: work.journal.person)
    return after.makings.first { $0.item == making.item } ?? making
  }

  private func finish(_ order: Order, _ making: Making, _ work: inout Work) throws -> IssueProgress {
    guard case .certified(let token, let id) = making.production, let answer = try receivedCertificate(of: order, id)
    else { throw CounterError.notCertified(order.number.text) }
    if !work.job.isComplete {
      try work.job.finish(
        answer.certificate, on: work.session, pin: work.pins.new, managementKeys(),
        encryption: encryptionPair(for: id, answer.encryption), journal: work.journal)
    }
    let serial = try Certificate(der: answer.certificate).serial
    let name = work.job.token?.text ?? token
    // A run that was cut off after its last step has nothing left to write.
    if !making.writing && work.journal.isUnused { try work.journal.record(.proven) }
    let event = Event.certificateProven(token: name, serial: serial, item: making.item)
    try record(event, on: order.number, by: work.journal.person, settings: encryptionKeyUsed(for: id))
    try settleOld(order.number, serial: serial, by: work.journal.person)
    return .proven(token: name, serial: serial)
  }

  /// Takes a certificate that answers an order's request. Its key is compared with the token's before it is written;
  /// an encryption key that comes with it must be its certificate's, and is kept sealed until the token has it.
  func accept(_ sent: CertificatePayload, for order: Order, by person: Person) throws -> Order {
    let answer = try sent.takenApart()
    let leaf = try Certificate(der: answer.certificate.bytes)
    let chain = try answer.chain.map { try Certificate(der: $0.bytes) }
    let anchors = try trust().issuers
    try Certificate.verifyChain(leaf, intermediates: chain, anchors: anchors, at: clock.now())
    try requireCarriedYear(leaf, order)
    var settings: [Setting] = []
    if let pair = answer.encryption {
      let checked = try EncryptionPair(certificate: pair.certificate.bytes, sent: pair.key.bytes)
      try Certificate.verifyChain(checked.certificate, intermediates: chain, anchors: anchors, at: clock.now())
      settings = [Setting(Self.encryptionKeySetting(answer.request), pair.key.bytes, secret: true)]
    }
    let event = Event.certificateReceived(
      id: answer.request, certificate: leaf.der, chain: chain.map(\.der),
      encryption: answer.encryption?.certificate.bytes)
    return try record(event, on: order.number, by: person, settings: settings)
  }

  /// A finished token waits for its holder with its certificate on it. One that was erased since is not finished any more.
  private func requireStillThere(
    _ serial: String, on session: TokenSession, _ making: Making, of order: Order
  ) throws {
    guard !order.handedOver, try session.certificate(in: .signature)?.serial != serial else { return }
    throw CounterError.tokenEmptied(order: order.number.text, item: making.item)
  }

  /// A lost or damaged token's replacement is another token.
  private func requireUnlikeOld(_ session: TokenSession, _ order: Order) throws {
    guard try tokenJob(of: order) == .full, let old = order.application.values["certificate.oldToken"],
      let found = session.identity?.text, found == old || found == "serial:\(old)"
    else { return }
    throw CounterError.oldToken(found)
  }
}
