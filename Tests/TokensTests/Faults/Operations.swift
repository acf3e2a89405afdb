// The operations of the fault table, one after the other.
import Cryptography
import Tokens
import VirtualCard
import WrittenSecrets

extension Operation {
  static let issue = Operation(
    name: "issue", keys: { _ in 1 },
    run: { trial, session in try trial.issue(session) },
    finish: { trial in
      try trial.demandIssued(trial.issuePlan)
      try demand(trial.state.pin.value == Trial.pinBlock, "another PIN")
      try demand(trial.state.puk.value != Array("12345678".utf8), "the factory's PUK")
    })

  /// A signature key made on the card, and an encryption key from head office.
  static let pair = Operation(
    name: "issue of a pair", profiles: CardProfile.all.filter { $0.vendorCommands.contains(.importKey) },
    keys: { _ in 1 },
    run: { trial, session in try trial.issue(session, encryption: trial.encryptionPair()) },
    finish: { trial in
      try trial.demandIssued(trial.issuePlan)
      let pair = try trial.encryptionPair()
      try demand(Self.holds(pair.certificate, trial), "no whole encryption pair")
    })

  /// An older encryption pair is in 9D already: it goes to a retired slot, or the new one does.
  static let pairBesideOld = Operation(
    name: "pair onto an occupied 9D", profiles: pair.profiles, keys: { _ in 1 },
    prepare: { trial in
      try trial.occupy()
    }, run: pair.run,
    finish: { trial in
      try pair.finish(trial)
      let old = try Trial.oldEncryptionKey.get().publicKey
      let kept = try ([0x9D] + Array(0x82...0x95)).contains { try trial.key(in: UInt8($0)) == old }
      try demand(kept, "the old encryption key is gone")
    })

  /// What can be seen without any secret; nothing is changed.
  static let show = Operation(
    name: "show", prepare: Trial.issued,
    run: { trial, session in
      let before = trial.state
      _ = try session.facts(attestationAnchors: [], retired: .all)
      try demand(trial.state == before, "something was changed")
    },
    finish: { trial in try demand(trial.certificate(in: 0x5FC10A) != nil, "no certificate") })

  /// In 9D; a garbled answer may let that slot look taken, and then the pair stands in a retired one.
  static func holds(_ certificate: Certificate, _ trial: Trial) -> Bool {
    let retired = (0..<20).map { (object: 0x5FC10D + $0, slot: UInt8(0x82 + $0)) }
    return ([(object: 0x5FC10B, slot: 0x9D)] + retired).contains { place in
      (try? trial.certificate(in: place.object)) == certificate
        && (try? trial.key(in: place.slot)) == certificate.publicKey
    }
  }

  /// A card that moves keys gets a new one, another has its key certified again.
  static let renewal = Operation(
    name: "renewal", keys: { $0.hasMetadata && $0.vendorCommands.contains(.move) ? 1 : 0 },
    prepare: Trial.issued,
    run: { trial, session in try trial.renew(session) },
    finish: { trial in
      try trial.demandIssued(trial.renewalPlan)
      try demand(trial.state.pin.value == Trial.pinBlock, "another PIN")
      let old = IssueJob(trial.renewalPlan, steps: trial.journal.steps).oldCertificate
      try demand(old != nil && old != (try trial.certificate(in: 0x5FC10A)?.der), "the old certificate")
    })

  /// A card with everything and one of short commands alone; all under `LONG=1`.
  static let fewProfiles = FaultTableTests.isLong ? CardProfile.all : [.strict, .plain]

  /// The kind of key that most services ask for.
  static let issueRSA = ofRSA(issue)
  static let renewalRSA = ofRSA(renewal)

  /// Not on card-c: RSA keys that it makes are the weak ones, and it is told so (T67) before anything is done.
  private static func ofRSA(_ operation: Operation) -> Operation {
    Operation(
      name: "\(operation.name) with RSA", profiles: fewProfiles.filter { $0.name != CardProfile.cardC.name },
      algorithm: .rsa2048, keys: operation.keys,
      prepare: operation.prepare, run: operation.run, finish: operation.finish)
  }

  /// What an upgrade does with the old token, on every kind of card.
  static let possession = Operation(
    name: "proof of the old token", prepare: Trial.issued,
    run: { trial, session in
      try session.provePossession(of: .signature, pin: Trial.pin())
    },
    finish: { trial in try demand(trial.certificate(in: 0x5FC10A) != nil, "no certificate") })

  /// Both tokens are in: the old one proves its certificate, the new one is issued in its place.
  static let upgrade = Operation(
    name: "upgrade", profiles: fewProfiles, keys: { _ in 1 }, readsOld: true,
    run: { trial, session in
      var job = IssueJob(trial.issuePlan, steps: trial.journal.steps)
      if job.oldCertificate == nil {
        _ = try job.readOld(trial.session(.old), pin: Trial.pin(), journal: trial.journal)
      }
      try trial.issue(session)
    },
    finish: { trial in
      try issue.finish(trial)
      let old = IssueJob(trial.issuePlan, steps: trial.journal.steps).oldCertificate
      try demand(old != nil && old == (try trial.oldCertificate()), "another old certificate")
    })

  static let pinChange = Operation(
    name: "PIN change", prepare: Trial.issued,
    run: { trial, session in
      var job = PINJob(steps: trial.journal.steps)
      if job.isComplete { return }
      try job.change(
        from: Trial.pin(), to: PIN("805193"), puk: trial.desk.puk, on: session, journal: trial.journal)
    },
    finish: { trial in try trial.demandPIN("805193") })

  static let unblocking = Operation(
    name: "unblocking", prepare: Trial.issued,
    run: { trial, session in
      var job = PINJob(steps: trial.journal.steps)
      if job.isComplete { return }
      try job.unblock(puk: trial.desk.puk, new: PIN("805193"), on: session, journal: trial.journal)
    },
    finish: { trial in try trial.demandPIN("805193") })

  static let reset = Operation(
    name: "reset", profiles: CardProfile.all.filter { $0.vendorCommands.contains(.reset) }, spendsTries: true,
    prepare: Trial.issued,
    run: { trial, session in
      var job = ResetJob(steps: trial.journal.steps)
      try job.run(on: session, journal: trial.journal)
    },
    finish: { trial in
      try demand(ResetJob(steps: trial.journal.steps).isComplete, "not complete")
      try demand(trial.state.keys.isEmpty && trial.state.objects[0x5FC10A] == nil, "something is left")
      try demand(trial.state.pin.value == Array("123456".utf8) + [0xFF, 0xFF], "another PIN than the factory's")
    })

  /// Whole where it fits, else its binding; a refusal on the way may take the next object.
  static let seal = Operation(
    name: "seal", prepare: Trial.issued,
    run: { trial, session in
      var job = SealJob(steps: trial.journal.steps)
      guard let certificate = try trial.certificate(in: 0x5FC10A) else { throw Broken(description: "no certificate") }
      let plan = SealPlan(try SealJobTests.seal(), for: certificate)
      _ = try job.run(plan, on: session, trial.desk.keys, journal: trial.journal)
    },
    finish: { trial in
      let outcome = SealJob(steps: trial.journal.steps).outcome
      try demand(outcome != nil, "not complete")
      if case .whole(let object) = outcome {
        try demand(trial.state.objects[Int(object.rawValue)] == SealJobTests.seal().der, "another seal")
      }
    })
}

extension Trial {
  /// An issue to its end, as the beginning of other operations.
  static func issued(_ trial: Trial) throws {
    try Operation.issue.run(trial, TokenSession(FaultyConnection(trial.card)))
  }

  var issuePlan: IssuePlan { desk.plan(operation.algorithm) }

  var renewalPlan: IssuePlan {
    var plan = issuePlan
    (plan.request, plan.purpose) = ("R-2", .renewal(replacing: nil))
    return plan
  }

  func issue(_ session: TokenSession, encryption: EncryptionPair? = nil) throws {
    var job = IssueJob(issuePlan, steps: journal.steps)
    let request = try job.prepare(on: session, desk.secrets(), journal: journal)
    try job.finish(
      certificate(for: request), on: session, pin: Trial.pin(), desk.keys, encryption: encryption, journal: journal)
  }

  func renew(_ session: TokenSession, encryption: EncryptionPair? = nil) throws {
    var job = IssueJob(renewalPlan, steps: journal.steps)
    let secrets = IssueSecrets(pin: try Trial.pin(), managementKeys: desk.keys)
    let request = try job.prepare(on: session, secrets, journal: journal)
    try job.finish(
      certificate(for: request, round: 2), on: session, pin: Trial.pin(), desk.keys, encryption: encryption,
      journal: journal)
  }

  func demandIssued(_ plan: IssuePlan) throws {
    let job = IssueJob(plan, steps: journal.steps)
    try demand(job.isComplete, "not complete")
    try demand(try key(in: 0x9C).map(\.spki) == job.publicKey, "another key")
    try demand(try certificate(in: 0x5FC10A)?.der == job.certificate, "another certificate")
  }

  func demandPIN(_ digits: String) throws {
    try demand(PINJob(steps: journal.steps).isComplete, "not complete")
    try demand(state.pin.value == Array(digits.utf8) + [0xFF, 0xFF], "another PIN")
  }
}
