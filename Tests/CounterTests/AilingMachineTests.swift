// What doctor says of a machine that cannot serve people: no reader, a software reader, no fonts, a full disk, a token
// that is locked or past its end.
import Counter
import Cryptography
import Domain
import Files
import Foundation
import Processes
import Records
import Rehearsal
import Testing
import VirtualCard

/// Whether this machine lets a process have folders of its own.
private let canHideFolders = (try? Program.run("unshare", ["-m", "true"]).succeeded) ?? false

@Suite(.serialized) final class AilingMachineTests {
  /// Short, because a socket's path is.
  private let folder = "/tmp/certkiosk-ailing-\(UUID().uuidString.prefix(8))"

  init() throws {
    try Files.makeFolder("\(folder)/sane")
    try Files.write([0x0A], to: "\(folder)/sane/dll.conf")
  }

  deinit { try? Files.removeTree(folder) }

  /// The code that doctor gives a subject.
  private func code(_ subject: String, _ outcome: Outcome) throws -> String? {
    let lines = outcome.outputText.split(separator: "\n").filter { $0.contains("\"subject\":\"\(subject)\"") }
    return try #require(lines.first, "\(outcome.errorText)").firstMatch(of: /"code":"(\w+)"/).map { String($0.1) }
  }

  private let program = "\(Program.folder)/certkiosk"
  private let forms = ["--forms", "\(CounterDesk.root)/Forms"]
  private var house: [String] { ["--store", "\(folder)/store", "--key-file", "\(folder)/key"] }

  private func makeStore() throws {
    _ = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
  }

  private func doctor(_ service: RehearsalCardService, _ more: [String] = []) throws -> Outcome {
    let environment = service.environment.merging(["SANE_CONFIG_DIR": "\(folder)/sane"]) { $1 }
    return try Program.run(program, ["doctor", "--json"] + forms + more, environment: environment)
  }

  /// Doctor where a script has prepared folders that nobody else sees.
  private func doctor(after script: String, _ more: [String] = []) throws -> Outcome {
    let environment = Program.environment.merging(["SANE_CONFIG_DIR": "\(folder)/sane"]) { $1 }
    return try Program.run(
      "unshare",
      ["-m", "sh", "-c", script + #" && exec "$@""#, folder, program, "doctor", "--json"] + forms + more,
      environment: environment)
  }

  @Test func `a machine without a reader is told so`() throws {
    let service = try RehearsalCardService(folder: "\(folder)/none", pairs: 0)
    #expect(try code("reader", doctor(service)) == "N61")
  }

  /// One after the other in one reader: starting another takes longer than all of it.
  @Test func `a reader in software, a locked token and one past its end are told, and a PUK that is none costs no try`()
    throws
  {
    let service = try RehearsalCardService(folder: "\(folder)/one")
    let outcome = try doctor(service)
    #expect(try code("reader", outcome) == "N60" && outcome.ending == .exited(1))
    try makeStore()
    #expect(try code("reader", doctor(service, house)) == "N59", "a rehearsal is held on one")

    var locked = CardState(.strict)
    locked.pin.triesLeft = 0
    #expect(try told(of: locked, in: service, awaiting: "F15") == "F15")
    let unlocking = try Program.run(
      program, ["token", "unlock", "--puk-fd", "3", "--new-pin-fd", "4"] + house + forms,
      environment: service.environment, secrets: ["123", "739154"])
    #expect(unlocking.errorText.contains("T77"), "\(unlocking.errorText)")
    let state = try #require(CardState(file: "\(folder)/F15.json"))
    #expect(state.puk == locked.puk)

    #expect(try told(of: Self.ended(), in: service, awaiting: "F16") == "F16")
  }

  /// A token with a certificate of years ago.
  private static func ended() throws -> CardState {
    var state = CardState(.strict)
    let (root, _) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "Ended"), algorithm: .p256, years: 1, at: Instant(seconds: 1_500_000_000))
    let length = [UInt8(root.der.count >> 8), UInt8(root.der.count & 0xFF)]
    state.objects[0x5FC10A] = [0x70, 0x82] + length + root.der + [0x71, 0x01, 0x00, 0xFE, 0x00]
    return state
  }

  /// What doctor says of a token once the reader has noticed it.
  private func told(of card: CardState, in service: RehearsalCardService, awaiting expected: String) throws -> String? {
    try card.save(to: "\(folder)/\(expected).json")
    try service.insert(tokenState: "\(folder)/\(expected).json")
    var told: String?
    for _ in 0..<60 where told != expected {
      told = try code("token", doctor(service, house))
      if told != expected { usleep(100_000) }
    }
    return told
  }

  @Test func `forms of which the store's memory cannot be read are trouble, never passed over`() throws {
    let desk = try FormDesk()
    try FormsRelease.makeKey(private: "\(folder)/signer", public: "\(folder)/signer.pem")
    _ = try FormsRelease.sign(desk.forms, key: "\(folder)/signer")
    let text = String(decoding: try Files.read("\(folder)/signer", limit: 4096), as: UTF8.self)
    let store = try Store.create(
      at: "\(folder)/real", kind: .production, kiosk: "T01", key: .passphrase(Array("correct horse".utf8)))
    try store.set(Setting("forms-signer", PrivateKey(pem: text).publicKey.spki, secret: false))
    func told() -> Diagnosis? {
      Doctor(forms: desk.forms, store: .success(store)).examine().first { $0.subject == "release" }
    }
    #expect(told()?.health == .good)
    try store.set(Setting("forms-release", [0x7B], secret: false))
    #expect(told()?.explanation.code == "F13" && told()?.health == .trouble)
  }

  @Test(.enabled(if: canHideFolders, "this machine does not let a process have folders of its own"))
  func `missing libraries are named with their package, and doctor goes on`() throws {
    let wanted = "-name libcups.so.2 -o -name libsane.so.1"
    let outcome = try doctor(
      after: "for path in $(find /usr/lib \(wanted)); do mount --bind /dev/null $path; done")
    for subject in ["libraries", "printer", "scanner"] { #expect(try code(subject, outcome) == "Z15", "\(subject)") }
    #expect(outcome.ending == .exited(1) && outcome.outputText.contains("libcups2"))
  }

  @Test(.enabled(if: canHideFolders, "this machine does not let a process have folders of its own"))
  func `missing fonts are named with their package`() throws {
    let outcome = try doctor(after: "mount -t tmpfs tmpfs /usr/share/fonts")
    #expect(try code("fonts", outcome) == "N62")
    #expect(outcome.outputText.contains("fonts-noto-cjk"))
  }

  @Test(.enabled(if: canHideFolders, "this machine does not let a process have folders of its own"))
  func `a disk with little room left is trouble, before it is full`() throws {
    try makeStore()
    let move = #"mkdir "$0/small" && mount -t tmpfs -o size=16m tmpfs "$0/small" && cp -r "$0/store" "$0/small/""#
    let outcome = try doctor(
      after: move, ["--store", "\(folder)/small/store", "--key-file", "\(folder)/key"])
    #expect(try code("disk", outcome) == "N63" && outcome.ending == .exited(1))
  }
}
