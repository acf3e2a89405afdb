// What an issue needs besides the token: a journal in memory, an authority, the people's secrets.
import Cryptography
import Domain
import Secrets
import Synchronization
import Tokens
import VirtualCard
import WrittenSecrets

/// A journal in memory; each step passes through JSON, as in the store.
final class MemoryJournal: TokenJournal {
  struct Cut: Error {}

  private(set) var steps: [TokenStep]
  /// The number of the step before which the process is killed.
  var cutBefore: Int?
  /// The number of the step after which it is killed.
  var cutAfter: Int?

  /// How the process ends.
  var cut: () throws -> Void = { throw Cut() }
  /// Where a step goes besides, to be there when the process is not.
  var kept: (TokenStep) throws -> Void = { _ in }

  init(steps: [TokenStep] = []) { self.steps = steps }

  func record(_ step: TokenStep) throws {
    if steps.count == cutBefore { try cut() }
    try kept(step)
    steps.append(step)
    if steps.count - 1 == cutAfter { try cut() }
  }
}

/// A counter with an authority of its own.
struct Desk {
  static let now = Instant(seconds: 1_780_000_000)
  let authority: CertificateAuthority
  let keys = ManagementKeys(master: SecretBytes([UInt8](repeating: 7, count: 32)))
  let puk: PUK
  private let answers = Answers()

  init() throws {
    puk = .random()
    let (certificate, key) = try Self.makeRoot()
    authority = try CertificateAuthority(certificate: certificate, key: key)
  }

  static func makeRoot() throws -> (Certificate, PrivateKey) {
    let name = DistinguishedName([.init("C", "CN"), .init("CN", "Test root")])
    return try CertificateAuthority.makeRoot(name: name, algorithm: .p256, years: 20, at: now)
  }

  func plan(_ algorithm: KeyAlgorithm = .p256) -> IssuePlan {
    let subject = DistinguishedName([.init("C", "CN"), .init("O", "郑州示例科技有限公司"), .init("CN", "印章 𨭎")])
    return IssuePlan(request: "R-1", subject: subject, algorithm: algorithm)
  }

  func secrets() throws -> IssueSecrets {
    try IssueSecrets(
      currentPIN: PIN("123456"), newPIN: PIN(new: "730194"), currentPUK: PUK("12345678"), newPUK: puk,
      managementKeys: keys)
  }

  /// The one certificate for a request.
  /// - Parameter round: where a key is certified again, its request may be the same as before, to the last byte.
  func certificate(for request: [UInt8], round: UInt8 = 1) throws -> [UInt8] {
    try answers.value(of: request + [round]) {
      try authority.issue(
        for: CertificateRequest(der: request), from: Self.now, until: Self.now.advanced(bySeconds: 31_536_000),
        usage: .signing
      ).der
    }
  }

  /// A certificate for an encryption key that head office made.
  func certificate(for key: PublicKey) throws -> [UInt8] {
    try answers.value(of: key.spki) {
      try authority.issue(
        to: key, subject: plan().subject, from: Self.now, until: Self.now.advanced(bySeconds: 31_536_000),
        usage: .encryption
      ).der
    }
  }

  /// Issues to the end, taking the token out and in again after every failure; returns how many runs it took.
  func issue(on card: VirtualCard, journal: MemoryJournal, _ algorithm: KeyAlgorithm = .p256) throws -> Int {
    var certificate: [UInt8]?
    for run in 1...4 {
      var job = IssueJob(plan(algorithm), steps: journal.steps)
      do {
        let session = try TokenSession(InsertedCard(card))
        let request = try job.prepare(on: session, secrets(), journal: journal)
        certificate = try certificate ?? self.certificate(for: request)
        try job.finish(certificate ?? [], on: session, pin: PIN("730194"), keys, journal: journal)
        return run
      } catch let error as TokenError {
        if run == 4 { throw error }
        journal.cutBefore = nil
      }
    }
    return 0
  }
}

/// What was made once is given again.
final class Answers: Sendable {
  private let known = Mutex<[[UInt8]: [UInt8]]>([:])

  func value(of question: [UInt8], made: () throws -> [UInt8]) throws -> [UInt8] {
    if let answer = known.withLock({ $0[question] }) { return answer }
    let answer = try made()
    known.withLock { $0[question] = answer }
    return answer
  }
}
