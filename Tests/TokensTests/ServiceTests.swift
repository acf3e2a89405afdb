// Through pcscd: the software card in the virtual reader, issued by this room, read by everybody else's programs.
import Cryptography
import Domain
import Files
import Foundation
import Glibc
import Processes
import Rehearsal
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

/// One private card service for the whole test process: libpcsclite looks for its socket once.
enum PrivateService {
  nonisolated(unsafe) static let shared: Result<(RehearsalCardService, String), any Error> = Result {
    let folder = "/tmp/certkiosk-pcscd-\(getpid())"
    // Cards of a run that was killed would be met again.
    try Files.removeTree(folder)
    let service = try RehearsalCardService(folder: folder)
    // Asking takes less time than waiting for long enough.
    service.untilNoticed = {
      do { try CardService().waitUntilEmpty(VirtualReader().name, seconds: 60) } catch {
        Issue.record("the reader was not emptied: \(error)")
      }
    }
    atexit { system("rm -rf /tmp/certkiosk-pcscd-\(getpid())") }
    service.useInThisProcess()
    return (service, folder)
  }
}

@Suite(.serialized) struct ServiceTests {
  let service: RehearsalCardService
  let folder: String
  let desk: Desk

  init() throws {
    (service, folder) = try PrivateService.shared.get()
    desk = try Desk()
  }

  /// Puts in a card and opens it as a rehearsal would.
  func session(_ card: String, _ arguments: [String] = []) throws -> TokenSession {
    try service.insert(tokenState: "\(folder)/\(card).json", arguments)
    let cards = try CardService()
    let reader = try cards.waitForCard(policy: .rehearsal, seconds: 60)
    return try TokenSession(cards.connect(to: reader, policy: .rehearsal))
  }

  func tool(_ program: String, _ arguments: [String]) throws -> Outcome {
    // OpenSC keeps certificates it has seen by GUID in the home folder.
    let home = "\(folder)/home-\(Random.bytes(6).hex)"
    try Files.makeFolder(home)
    var environment = service.environment
    environment["HOME"] = home
    environment["XDG_CACHE_HOME"] = home
    return try Program.run(program, arguments, environment: environment)
  }

  /// A script of the fixtures; Debian's Python has Debian's pyscard.
  static func script(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/Tokens/\(name)").path
  }

  /// Every kind of card, with one kind of key each.
  private static let kinds = Array(
    zip([KeyAlgorithm.rsa2048, .p256, .p384, .p256, .rsa2048, .p256, .p384, .rsa3072], CardProfile.all))

  @Test(arguments: kinds)
  func `a token issued through pcscd reads the same in every other program`(
    algorithm: KeyAlgorithm, profile: CardProfile
  ) throws {
    let journal = MemoryJournal()
    let name = "\(profile.name)-\(algorithm.rawValue)"
    let session = try session(name, ["--profile", profile.name])
    var job = IssueJob(desk.plan(algorithm))
    let request = try job.prepare(on: session, desk.secrets(), journal: journal)
    let certificate = try Certificate(der: desk.certificate(for: request))
    try job.finish(certificate.der, on: session, pin: PIN("730194"), desk.keys, journal: journal)
    #expect(job.isComplete)
    #expect(try session.facts().slots[1].certificate == certificate)

    let listed = try tool("pkcs15-tool", ["--list-certificates"])
    #expect(listed.outputText.contains("Certificate for Digital Signature"), "\(listed.errorText)")
    let read = try tool("pkcs15-tool", ["--read-certificate", "02"])
    #expect(try Certificate(pem: read.outputText) == certificate)
    // yubico-piv-tool expects data where a T=0 card announces it, and cannot select the application.
    guard !profile.isT0 else { return }
    let yubico = try tool("yubico-piv-tool", ["-r", "Virtual PCD 00 00", "-a", "read-certificate", "-s", "9c"])
    #expect(try Certificate(pem: yubico.outputText) == certificate)
    let status = try tool("yubico-piv-tool", ["-r", "Virtual PCD 00 00", "-a", "status"])
    #expect(status.outputText.contains("Slot 9c"), "\(status.errorText)")
  }

  @Test func `a token pulled out of the reader is finished when it is back`() throws {
    let journal = MemoryJournal()
    let secrets = try desk.secrets()
    var job = IssueJob(desk.plan())
    let session = try session("pulled", ["--fault", "14=pull-after"])
    let error = #expect(throws: TokenError.self) { try job.prepare(on: session, secrets, journal: journal) }
    #expect(error?.change != .nothing)
    #expect(error?.explanation.code == "T10")
    var resumed = IssueJob(desk.plan(), steps: journal.steps)
    let again = try self.session("pulled")
    let request = try resumed.prepare(on: again, secrets, journal: journal)
    try resumed.finish(
      desk.certificate(for: request), on: again, pin: PIN("730194"), desk.keys, journal: journal)
    #expect(CardState(file: "\(folder)/pulled.json")?.keysMade == 1)
  }

  @Test func `another program's reset and selection in the middle of an issue do no harm`() throws {
    let session = try session("disturbed")
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: session, desk.secrets(), journal: MemoryJournal())
    #expect(try tool("opensc-tool", ["--reset"]).succeeded)
    #expect(try tool("opensc-tool", ["-s", "00:A4:04:00:05:A0:00:00:00:01"]).succeeded)
    try job.finish(
      desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: MemoryJournal())
    #expect(job.isComplete)
  }

  @Test func `a program that keeps the card to itself is told, waited for, and given up`() throws {
    try service.insert(tokenState: "\(folder)/kept.json")
    let (cards, others) = (try CardService(), try CardService())
    let told = Told()
    (cards.patience.untilTold, cards.patience.untilGivenUp) = (0.2, 0.8)
    cards.patience.tell = { _ in told.times += 1 }
    let reader = try cards.waitForCard(policy: .rehearsal, seconds: 60)
    let (ours, theirs) = (
      try cards.connect(to: reader, policy: .rehearsal), try others.connect(to: reader, policy: .rehearsal)
    )
    try theirs.beginTransaction()
    let busy = #expect(throws: TokenError.self) { try TokenSession(ours) }
    #expect(busy?.explanation.code == "T09" && told.times == 1)
    theirs.endTransaction()
    // The call that was given up may still come through for a moment, and lets go at once.
    usleep(400_000)
    #expect(try TokenSession(ours).facts().identity != nil)
    try theirs.beginTransaction()
    theirs.endTransaction()
    #expect(told.times == 1)
  }

  @Test func `nobody finds a PIN verified between our last command and the end of our turn`() throws {
    let session = try session("closed")
    let cards = try CardService()
    let other = try cards.connect(to: cards.waitForCard(policy: .rehearsal), policy: .rehearsal)
    var job = PINJob()
    try job.change(from: PIN("123456"), to: PIN("730194"), on: session, journal: MemoryJournal())
    try? other.beginTransaction()
    try other.reconnect()
    try other.beginTransaction()
    _ = try other.exchange([0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0, 0, 3, 8, 0x00])
    #expect(try other.exchange([0x00, 0x20, 0x00, 0x80]) == [0x63, 0xC3])
    other.endTransaction()
  }

  @Test func `OpenSC signs with the issued key`() throws {
    let session = try session("signing")
    var job = IssueJob(desk.plan(.rsa2048))
    let request = try job.prepare(on: session, desk.secrets(), journal: MemoryJournal())
    try job.finish(
      desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: MemoryJournal())
    let tested = try tool("pkcs11-tool", ["--test", "--login", "--pin", "730194"])
    #expect(tested.outputText.contains("all 4 signature functions seem to work"), "\(tested.errorText)")
  }

  @Test func `production does not open the virtual reader`() throws {
    try service.insert(tokenState: "\(folder)/production.json")
    let cards = try CardService()
    let error = #expect(throws: TokenError.self) { try cards.waitForCard(policy: .production) }
    #expect(error?.problem == .readerNotAllowed("Virtual PCD 00 00", .production))
    let reader = try cards.waitForCard(policy: .rehearsal, seconds: 60)
    #expect(throws: TokenError.self) { try cards.connect(to: reader, policy: .production) }
  }

  @Test func `every operation on a token works through the service`() throws {
    let token = try session("operations", ["--profile", "large"])
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: token, desk.secrets(), journal: MemoryJournal())
    try job.finish(
      desk.certificate(for: request), on: token, pin: PIN("730194"), desk.keys, journal: MemoryJournal())

    var plan = desk.plan()
    (plan.request, plan.purpose) = ("R-2", .renewal(replacing: nil))
    var renewal = IssueJob(plan)
    let secrets = IssueSecrets(pin: try PIN("730194"), managementKeys: desk.keys)
    let second = try renewal.prepare(on: token, secrets, journal: MemoryJournal())
    let renewed = try Certificate(der: desk.certificate(for: second))
    try renewal.finish(renewed.der, on: token, pin: PIN("730194"), desk.keys, journal: MemoryJournal())
    #expect(try token.facts()[.signature]?.certificate == renewed)
    let listed = try tool("pkcs15-tool", ["--list-certificates"])
    #expect(listed.outputText.contains("Retired Certificate for Key Management 1"), "\(listed.outputText)")
    let retired = try tool("yubico-piv-tool", ["-r", "Virtual PCD 00 00", "-a", "read-certificate", "-s", "82"])
    #expect(try Certificate(pem: retired.outputText).der == desk.certificate(for: request))

    var change = PINJob()
    try change.change(from: PIN("730194"), to: PIN("805193"), on: token, journal: MemoryJournal())
    var unlock = PINJob()
    try unlock.unblock(puk: desk.puk, new: PIN("730194"), on: token, journal: MemoryJournal())

    let seal = SealPlan(try SealJobTests.seal(), for: renewed)
    var sealing = SealJob()
    let held = try sealing.run(seal, on: token, desk.keys, journal: MemoryJournal())
    #expect(held == .whole(DataObject(rawValue: 0x5FFF10)))
    let object = try tool("/usr/bin/python3", ["-B", Self.script("read_object.py"), "5FFF10"])
    #expect(object.outputText == (try SealJobTests.seal().der.hex) + "\n", "\(object.errorText)")

    var reset = ResetJob()
    try reset.run(on: token, journal: MemoryJournal())
    let facts = try self.session("operations").facts()
    #expect(facts.slots.allSatisfy { $0.condition == .empty })
    #expect(facts.pin.isFactory == true)
  }

  @Test(arguments: [(KeyAlgorithm.p256, "ECCP256"), (.rsa2048, "RSA2048")])
  func `an encryption pair beside the signature's reads the same in other programs, which decrypt with it`(
    algorithm: KeyAlgorithm, name: String
  ) throws {
    let token = try session("pair-\(name)")
    let key = try PrivateKey.generate(algorithm)
    let pair = try EncryptionPair(certificate: desk.certificate(for: key.publicKey), key: key)
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: token, desk.secrets(), journal: MemoryJournal())
    try job.finish(
      desk.certificate(for: request), on: token, pin: PIN("730194"), desk.keys, encryption: pair,
      journal: MemoryJournal())
    let yubico = try tool("yubico-piv-tool", ["-r", "Virtual PCD 00 00", "-a", "read-certificate", "-s", "9d"])
    #expect(try Certificate(pem: yubico.outputText) == pair.certificate)
    let openSC = try tool("pkcs15-tool", ["--read-certificate", "03"])
    #expect(try Certificate(pem: openSC.outputText) == pair.certificate)
    let file = "\(folder)/pair-\(name).pem"
    try Files.write(Array(pair.certificate.pem.utf8), to: file)
    let decrypted = try tool(
      "yubico-piv-tool",
      ["-r", "Virtual PCD 00 00", "-s", "9d", "-A", name, "-i", file, "-P", "730194"]
        + ["-a", "verify-pin", "-a", "test-decipher"])
    #expect(decrypted.errorText.contains("Successfully performed"), "\(decrypted.errorText)")
  }

  @Test func `the service's virtual reader has no keys, and the PIN is left to the prompt`() throws {
    let token = try session("keyless")
    for entry in [PINEntry.present, .presentAndNew, .new] { #expect(try !token.usesPinpad(.auto, for: entry)) }
    let error = #expect(throws: TokenError.self) { try token.usesPinpad(.on, for: .present) }
    #expect(error?.explanation.code == "T75")
    #expect(try token.pinTriesLeft() == 3)
  }

  @Test func `a card that comes and goes is told as an event`() throws {
    service.removeToken()
    let cards = try CardService()
    nonisolated(unsafe) let service = service
    let folder = folder
    let isIn = DispatchSemaphore(value: 0)
    let thread = Thread {
      do { try service.insert(tokenState: "\(folder)/events.json") } catch { Issue.record(error) }
      isIn.signal()
    }
    var events: [ReaderEvent] = []
    try cards.watch(seconds: 60, begun: thread.start) { event in
      events.append(event)
      if events.count == 1 {
        #expect(isIn.wait(timeout: .now() + 60) == .success)
        service.removeToken()
      }
      return events.count < 2
    }
    #expect(events == [.cardCame("Virtual PCD 00 00"), .cardWent("Virtual PCD 00 00")])
  }
}

/// How often something was said.
private final class Told { var times = 0 }
