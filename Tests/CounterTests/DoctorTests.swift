// What doctor says of scanners and tokens, and of what it could not look at.
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import Glibc
import Processes
import Records
import Rehearsal
import Testing

@Suite(.serialized) struct DoctorTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("doctor-\(UUID().uuidString)").path

  private func doctor(_ more: [String: String], _ options: [String] = []) throws -> [String] {
    var environment = Program.environment
    environment.merge(more) { $1 }
    environment["LC_ALL"] = "en_US.UTF-8"
    let words = ["doctor", "--json", "--forms", "\(CounterDesk.root)/Forms"] + options
    return try Program.run("\(Program.folder)/certkiosk", words, environment: environment).outputText
      .split(separator: "\n").map(String.init)
  }

  private func sane(_ drivers: String) throws -> [String: String] {
    try Files.makeFolder("\(folder)/sane")
    try Files.write(Array(drivers.utf8), to: "\(folder)/sane/dll.conf")
    return ["SANE_CONFIG_DIR": "\(folder)/sane"]
  }

  @Test func `a scanner that answers is named, and none is a remark`() throws {
    defer { try? Files.removeTree(folder) }
    let none = try #require(try doctor(sane("\n")).first { $0.contains("\"subject\":\"scanner\"") })
    #expect(none.contains("\"health\":\"warning\"") && none.contains("\"code\":\"W01\""), "\(none)")
    let test = try #require(try doctor(sane("test\n")).first { $0.contains("\"subject\":\"scanner\"") })
    #expect(test.contains("\"health\":\"good\"") && test.contains("frontend-tester"), "\(test)")
  }

  @Test func `a disk that could not be looked at is told, never passed over as good`() throws {
    try Files.makeFolder(folder)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
    try Files.removeTree(folder)
    let forms = "\(CounterDesk.root)/Forms"
    let disk = Doctor(forms: forms, store: .success(store)).examine().first { $0.subject == "disk" }
    #expect(disk?.explanation.code == "F14" && disk?.health == .trouble)
  }

  private func codes(of store: Store, at moment: Instant) -> Set<String> {
    let doctor = Doctor(
      forms: "\(CounterDesk.root)/Forms", store: .success(store), clock: Clock(now: { moment }))
    return Set(doctor.examine().map(\.explanation.code))
  }

  @Test func `a real store without people, keys and a signer of forms is told all of it`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let store = try Store.create(
      at: "\(folder)/real", kind: .production, kiosk: "T01", key: .passphrase(Array("correct horse".utf8)))
    let told = codes(of: store, at: CounterDesk.now)
    #expect(told.isSuperset(of: ["N24", "N65", "P52"]), "\(told)")
  }

  @Test func `a clock that was set back or ran ahead, and what ends before long, are told`() throws {
    let branch = try HeadOfficeCounter()
    let (store, now) = (branch.desk.store, CounterDesk.now)
    #expect(codes(of: store, at: now.advanced(bySeconds: -30 * 86_400)).contains("N64"))
    let later = codes(of: store, at: now.advanced(bySeconds: 20 * 365 * 86_400))
    #expect(later.isSuperset(of: ["Z12", "N87"]), "\(later)")
    let sent = BundleRow(.up, sequence: 1, digest: [1, 2], path: "B", instant: now, records: [])
    try store.commit(Change(bundles: [sent]))
    try branch.desk.learnTime(
      from: AcknowledgementPayload(
        bundle: "0102", incarnation: "0", sequence: 1, outcomes: [],
        headOfficeTime: now.advanced(bySeconds: -7200), nextExpectedSequence: 2, gaps: []))
    let ahead = codes(of: store, at: now)
    #expect(ahead.contains("Z11") && ahead.isDisjoint(with: ["N64", "Z12", "N87"]), "\(ahead)")
  }

  @Test func `a token in a reader is told with its tries, and none is as it should be`() throws {
    let folder = "/tmp/certkiosk-doctor-\(getpid())"
    defer { try? Files.removeTree(folder) }
    let service = try RehearsalCardService(folder: folder)
    _ = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
    func token() throws -> String {
      let store = ["--store", "\(folder)/store", "--key-file", "\(folder)/key"]
      return try #require(try doctor(service.environment, store).first { $0.contains("\"subject\":\"token\"") })
    }
    #expect(try token().contains("no token is inserted"))
    try service.insert(tokenState: "\(folder)/card.json")
    var line = ""
    for _ in 0..<40 {
      line = try token()
      if !line.contains("no token") { break }
      usleep(250_000)
    }
    #expect(line.contains("\"health\":\"good\"") && line.contains("tries of its PIN left"), "\(line)")
    withExtendedLifetime(service) {}
  }

  @Test func `a store is not made anew over one whose key is another`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    func make(_ key: String) throws -> Store {
      try SettingUp.store(
        at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/\(key)"), siteKey: nil)
    }
    _ = try make("one")
    #expect(throws: RecordsError.wrongKey) {
      try Files.write(Array((Random.bytes(32).hex + "\n").utf8), to: "\(folder)/two", mode: 0o600)
      _ = try make("two")
    }
    #expect(try make("one").kiosk == "T01")
  }
}
