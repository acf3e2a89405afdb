// Where the measurements are played: a private pcscd, one card in software, and a trace of what went over the wire.
import Cryptography
import Domain
import Files
import Glibc
import Processes
import Rehearsal
import Secrets
import Tokens
import VirtualCard
import WrittenSecrets

/// What an operation cost on the wire: command APDUs, and bytes both ways with status words.
struct Cost {
  var commands = 0
  var bytes = 0
  /// Microseconds that the card itself spent making key pairs.
  var keyMaking = 0
  /// INS, P1, P2, bytes in and out, status word of each command.
  var list: [String] = []

  /// Reads virtual-token's trace.
  init(trace path: String) throws {
    let text = String(decoding: try Files.read(path, limit: 1 << 24), as: UTF8.self)
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      commands += 1
      bytes += (Int(fields[3]) ?? 0) + (Int(fields[4]) ?? 0)
      list.append(fields.prefix(6).joined(separator: " "))
      if fields[0] == "47" { keyMaking += Int(fields[6]) ?? 0 }
    }
  }
}

/// One reader, one authority, one PIN.
final class Stage {
  static let reader = "Virtual PCD 00 00"
  static let now = Instant(seconds: 1_780_000_000)
  let folder: String
  let service: RehearsalCardService
  let authority: CertificateAuthority
  let keys = ManagementKeys(master: SecretBytes([UInt8](repeating: 7, count: 32)))
  /// Set at every issue.
  let puk = "50318264"
  private var number = 0
  private(set) var state = ""
  private var trace = ""

  init() throws {
    folder = "/tmp/certkiosk-bench-\(getpid())"
    service = try RehearsalCardService(folder: folder)
    service.useInThisProcess()
    let (certificate, key) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "Bench root"), algorithm: .p256, years: 20, at: Self.now)
    authority = try CertificateAuthority(certificate: certificate, key: key)
    try openStore()
  }

  deinit { _ = try? Program.run("rm", ["-rf", folder]) }

  static let commonProfile = "card-b"

  func insertNew(profile: String = commonProfile) throws {
    number += 1
    state = "\(folder)/card\(number).json"
    try insert(profile)
  }

  func insert(_ profile: String = commonProfile) throws {
    trace = "\(folder)/trace\(number)-\(Random.bytes(4).hex)"
    try service.insert(tokenState: state, ["--profile", profile, "--trace", trace])
    _ = try CardService().waitForCard(policy: .rehearsal, seconds: 10)
  }

  func session() throws -> TokenSession {
    let cards = try CardService()
    let reader = try cards.waitForCard(policy: .rehearsal, seconds: 10)
    return try TokenSession(cards.connect(to: reader, policy: .rehearsal))
  }

  /// What some work costs; what was sent before it is not counted.
  func cost(of work: () throws -> Void) throws -> Cost {
    let before = try? Cost(trace: trace)
    try work()
    var cost = try Cost(trace: trace)
    cost.commands -= before?.commands ?? 0
    cost.bytes -= before?.bytes ?? 0
    cost.list.removeFirst(before?.commands ?? 0)
    return cost
  }

  /// Runs another program on the card; its caches are its own each time.
  func tool(_ program: String, _ arguments: [String], _ more: [String: String] = [:]) throws -> Outcome {
    let home = "\(folder)/home-\(Random.bytes(6).hex)"
    try Files.makeFolder(home)
    var environment = service.environment.merging(more) { _, own in own }
    environment["HOME"] = home
    environment["XDG_CACHE_HOME"] = home
    let outcome = try Program.run(program, arguments, environment: environment)
    guard outcome.succeeded else { throw Failed(program: program, words: outcome.errorText) }
    return outcome
  }

  // MARK: The verbs

  private static let makersPIN = "417703"

  /// A rehearsal store with somebody who works on tokens.
  private func openStore() throws {
    try certkiosk(["store", "init", "--rehearsal", "--kiosk", "B01"], secrets: [])
    try certkiosk(
      ["person", "add", "guan", "--name", "guan", "--role", "administrator", "--new-pin-fd", "3"], secrets: ["905128"])
    try certkiosk(
      ["person", "add", "wu", "--name", "wu", "--role", "maker", "--person", "guan", "--pin-fd", "3"]
        + ["--new-pin-fd", "4"], secrets: ["905128", Self.makersPIN])
  }

  private func certkiosk(_ words: [String], secrets: [String]) throws {
    let house = ["--store", "\(folder)/store", "--key-file", "\(folder)/store.key", "--forms", "Forms", "--json"]
    let outcome = try Program.run(
      "\(Program.folder)/certkiosk", words + house, environment: service.environment, secrets: secrets)
    guard outcome.succeeded else { throw Failed(program: words.joined(separator: " "), words: outcome.errorText) }
  }

  /// A verb on the token, as a script gives it: all that is secret comes on descriptors, from 4 on.
  func token(_ words: [String], secrets: [String] = []) throws {
    try certkiosk(["token"] + words + ["--person", "wu", "--pin-fd", "3"], secrets: [Self.makersPIN] + secrets)
  }

  func yubico(_ arguments: [String]) throws -> Outcome { try tool("yubico-piv-tool", ["-r", Self.reader] + arguments) }

  /// The certificate for whatever key the card now has in 9C.
  func certificate() throws -> Certificate {
    guard let stored = CardState(file: state)?.keys[0x9C] else { throw Failed(program: "card", words: "no key in 9C") }
    return try authority.issue(
      to: PrivateKey(der: stored.secret).publicKey, subject: DistinguishedName(commonName: "Bench"), from: Self.now,
      until: Self.now.advanced(bySeconds: 31_536_000), usage: .signing)
  }

  /// The certificate that stands in 9C.
  func presentCertificate() throws -> Certificate {
    guard let content = CardState(file: state)?.objects[0x5FC10A],
      case .certificate(let der) = CertificateObject(content)
    else { throw Failed(program: "card", words: "no certificate in 9C") }
    return try Certificate(der: der)
  }

  /// What head office would send for encryption.
  func encryptionPair() throws -> EncryptionPair {
    let key = try PrivateKey.generate(.p256)
    let certificate = try authority.issue(
      to: key.publicKey, subject: DistinguishedName(commonName: "Bench"), from: Self.now,
      until: Self.now.advanced(bySeconds: 31_536_000), usage: .encryption)
    return try EncryptionPair(certificate: certificate.der, key: key)
  }

  /// A file for another program.
  func file(_ name: String, _ text: String) throws -> String {
    try Files.write(Array(text.utf8), to: "\(folder)/\(name)")
    return "\(folder)/\(name)"
  }

  /// The token's 9B is its maker's again, which every program knows.
  func forgetKey() throws {
    service.removeToken()
    guard var card = CardState(file: state) else { throw Failed(program: "card", words: "no state") }
    card.managementAlgorithm = 0x03
    card.managementKey = (0..<24).map { $0 % 8 + 1 }
    try card.save(to: state)
  }

  func issue(_ session: TokenSession, encryption: EncryptionPair? = nil) throws {
    let secrets = try IssueSecrets(
      currentPIN: PIN("123456"), newPIN: PIN(new: "730194"), currentPUK: PUK("12345678"), newPUK: PUK(puk),
      managementKeys: keys)
    try make(.fresh, secrets, session, encryption)
  }

  func renew(_ session: TokenSession) throws {
    try make(.renewal(replacing: nil), IssueSecrets(pin: PIN("730194"), managementKeys: keys), session, nil)
  }

  private func make(
    _ purpose: IssuePlan.Purpose, _ secrets: IssueSecrets, _ session: TokenSession, _ encryption: EncryptionPair?
  ) throws {
    let journal = Journal()
    var job = IssueJob(
      IssuePlan(
        request: "R-1", subject: DistinguishedName(commonName: "Bench"), algorithm: .p256, purpose: purpose))
    let request = try job.prepare(on: session, secrets, journal: journal)
    let certificate = try authority.issue(
      for: CertificateRequest(der: request), from: Self.now, until: Self.now.advanced(bySeconds: 31_536_000),
      usage: .signing)
    try job.finish(
      certificate.der, on: session, pin: PIN("730194"), keys, encryption: encryption, journal: journal)
  }
}

struct Failed: Error, CustomStringConvertible {
  let program: String
  let words: String
  var description: String { "\(program): \(words)" }
}

/// A journal in memory.
final class Journal: TokenJournal {
  private var steps: [TokenStep] = []

  func record(_ step: TokenStep) throws { steps.append(step) }
}
