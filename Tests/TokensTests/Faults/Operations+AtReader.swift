// The operations whose PINs are typed at the reader's own keys: nothing of them passes through this process.
import Cryptography
import Tokens
import VirtualCard
import WrittenSecrets

extension Operation {
  static let issueAtReader = Operation(
    name: "issue, PINs at the reader", profiles: fewProfiles, keys: { _ in 1 }, typed: ("123456", "730194"),
    run: { trial, session in
      let desk = trial.desk
      let secrets = IssueSecrets(
        currentPIN: .atReader, newPIN: .atReader, currentPUK: PUK("12345678"), newPUK: desk.puk,
        managementKeys: desk.keys)
      var job = IssueJob(trial.issuePlan, steps: trial.journal.steps)
      let request = try job.prepare(on: session, secrets, journal: trial.journal)
      try job.finish(
        trial.certificate(for: request), on: session, pin: .atReader, desk.keys, journal: trial.journal)
    }, finish: issue.finish)

  static let pinChangeAtReader = Operation(
    name: "PIN change at the reader", typed: ("730194", "805193"), prepare: Trial.issued,
    run: { trial, session in
      var job = PINJob(steps: trial.journal.steps)
      if job.isComplete { return }
      try job.change(from: .atReader, to: .atReader, puk: trial.desk.puk, on: session, journal: trial.journal)
    }, finish: pinChange.finish)

  static let unblockingAtReader = Operation(
    name: "unblocking, new PIN at the reader", typed: ("730194", "805193"), prepare: Trial.issued,
    run: { trial, session in
      var job = PINJob(steps: trial.journal.steps)
      if job.isComplete { return }
      try job.unblock(puk: trial.desk.puk, new: .atReader, on: session, journal: trial.journal)
    }, finish: unblocking.finish)
}
