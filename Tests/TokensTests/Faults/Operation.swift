// What the room does with tokens, as a desk does it: one line in the table for each operation.
import Cryptography
import Testing
import Tokens
import VirtualCard

/// One operation: where it begins, one run of it on an inserted token, and what must hold when it is done.
struct Operation: Sendable, CustomTestStringConvertible {
  let name: String
  /// The kinds of card that can do it.
  var profiles = CardProfile.all
  /// How many key pairs it makes on the card.
  var keys = 0
  /// The codes that may end it for good, with the reason told.
  var closes: Set<String> = []
  /// It blocks PIN and PUK on purpose.
  var spendsTries = false
  /// Brings a factory card to where the operation begins.
  var prepare: @Sendable (Trial) throws -> Void = { _ in }
  /// One run, from the journal alone.
  let run: @Sendable (Trial, TokenSession) throws -> Void
  /// What must hold in the end, besides what holds always.
  let finish: @Sendable (Trial) throws -> Void

  var testDescription: String { name }

  /// Adding an operation to the fault tables is adding it here.
  static let all = [issue]
}

extension Operation {
  static let issue = Operation(
    name: "issue", keys: 1,
    run: { trial, session in
      var job = IssueJob(trial.desk.plan(), steps: trial.journal.steps)
      let request = try job.prepare(on: session, trial.desk.secrets(), journal: trial.journal)
      let certificate = try trial.certificate(for: request)
      try job.finish(certificate, on: session, pin: Trial.pin(), trial.desk.keys, journal: trial.journal)
    },
    finish: { trial in
      let state = trial.state
      let job = IssueJob(trial.desk.plan(), steps: trial.journal.steps)
      try demand(job.isComplete, "not complete")
      let key = try state.keys[0x9C].map { try PrivateKey(der: $0.secret).publicKey.spki }
      try demand(key != nil && key == job.publicKey, "another key")
      try demand(try trial.certificate(in: 0x5FC10A)?.der == job.certificate, "another certificate")
      try demand(state.pin.value == Trial.pinBlock, "another PIN")
      try demand(state.puk.value != Array("12345678".utf8), "the factory's PUK")
    })
}

/// What must hold and does not; told with its case.
struct Broken: Error, CustomStringConvertible { let description: String }

func demand(_ holds: Bool, _ words: String) throws { if !holds { throw Broken(description: words) } }
