// What is left in a real process after an issue through pcscd: no PIN, no PUK, no administration key, anywhere that can
// be written.
import CommandLine
import Cryptography
import Domain
import Foundation
import Glibc
import Processes
import Rehearsal
import Secrets
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

/// What a child is told. No secret stands in it as it is: each byte is disguised, so that the child itself brings none.
struct WipedTrial: Codable, Sendable {
  static let mask: UInt8 = 0xA5

  /// The private service's socket.
  let socket: String
  /// One line each on the child's descriptor: the present PIN, the new one, the present PUK, the new one, the master.
  let typed: [[UInt8]]
  /// What is looked for.
  let sought: [[UInt8]]
  /// A copy of the new PIN is left on purpose.
  let plants: Bool

  static func disguised(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map { $0 ^ mask } }

  /// Ends with a bit for each secret that was found.
  func run() throws -> Never {
    setenv("PCSCLITE_CSOCK_NAME", socket, 1)
    try issue()
    let planted = plants ? typed[1].map { $0 ^ Self.mask } : []
    let found = Memory.found(sought, mask: Self.mask)
    withExtendedLifetime(planted) { exit(found) }
  }

  /// As `token issue` does: secrets from a descriptor, the card through pcscd.
  @inline(never) private func issue() throws {
    let (line, typist) = try typing()
    defer { withExtendedLifetime(line) { _ = typist.ended(within: 60) } }
    var secrets: [SecretBytes] = []
    for _ in typed { secrets.append(try Secret.read(fileDescriptor: line.reading).content) }
    let keys = ManagementKeys(master: secrets[4])
    let held = try IssueSecrets(
      currentPIN: PIN(secrets[0]), newPIN: PIN(new: secrets[1]), currentPUK: PUK(secrets[2]), newPUK: PUK(secrets[3]),
      managementKeys: keys)
    let (desk, journal, cards) = (try Desk(), MemoryJournal(), try CardService())
    let reader = try cards.waitForCard(policy: .rehearsal, seconds: 60)
    let session = try TokenSession(cards.connect(to: reader, policy: .rehearsal))
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: session, held, journal: journal)
    try job.finish(desk.certificate(for: request), on: session, pin: held.newPIN, keys, journal: journal)
    guard job.isComplete else { exit(99) }
  }

  /// Another process writes the lines: `printf` takes them in octal digits.
  private func typing() throws -> (Line, Child) {
    let octal = typed.map { line in line.map { "\\0" + String($0 ^ Self.mask, radix: 8) }.joined() + "\\012" }.joined()
    let line = try Line()
    let typist = try Child(
      "/bin/sh", ["-c", "printf '%b' '\(octal)'"], environment: Program.environment, descriptors: [1: line.writing])
    line.closeWriting()
    return (line, typist)
  }
}

/// A process's own memory, as the system shows it.
enum Memory {
  /// A bit for each of the patterns that stands in writable memory. They are disguised, and no byte that is read is
  /// changed, so that the search leaves nothing behind that it could find.
  static func found(_ patterns: [[UInt8]], mask: UInt8) -> Int32 {
    let file = open("/proc/self/mem", O_RDONLY)
    guard file >= 0, let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return 98 }
    var found: Int32 = 0
    for line in maps.split(separator: "\n") where line.contains(" rw") {
      let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt64($0, radix: 16) }
      if ends.count == 2 { found |= search(patterns, mask, file, ends[0], ends[1]) }
    }
    return found
  }

  private static let chunk = 1 << 20
  private static let overlap = 64

  private static func search(
    _ patterns: [[UInt8]], _ mask: UInt8, _ file: Int32, _ start: UInt64, _ end: UInt64
  ) -> Int32 {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    var (place, found) = (start, Int32(0))
    while place < end {
      let count = pread(file, buffer.baseAddress, min(chunk, Int(end - place)), off_t(bitPattern: place))
      guard count > 0 else { return found }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      for (number, pattern) in patterns.enumerated() where holds(bytes, pattern, mask) { found |= 1 << Int32(number) }
      guard count > overlap else { return found }
      place += UInt64(count == chunk ? count - overlap : count)
    }
    return found
  }

  private static func holds(_ bytes: UnsafeRawBufferPointer, _ pattern: [UInt8], _ mask: UInt8) -> Bool {
    guard var place = bytes.baseAddress else { return false }
    let end = place + bytes.count - pattern.count
    while place <= end, let next = memchr(place, Int32(pattern[0] ^ mask), end - place + 1) {
      let found = UnsafeRawPointer(next)
      let isWhole = pattern.indices.allSatisfy { found.load(fromByteOffset: $0, as: UInt8.self) ^ mask == pattern[$0] }
      if isWhole { return true }
      place = found + 1
    }
    return false
  }
}

private func off_t(bitPattern place: UInt64) -> Int { Int(bitPattern: UInt(place)) }

extension ServiceTests {
  private static let serial: UInt32 = 66_110_257

  /// Two PINs, two PUKs and a master by chance: a constant would stand in the program, and be found there.
  private static func secrets() -> [[UInt8]] {
    // The digits of each are shuffled, none comes twice: never too easy to guess.
    (0..<4).map { _ in Array((0x30...0x39).shuffled().prefix(8)) }
      + [(0..<32).map { _ in UInt8.random(in: 0x41...0x5A) }]
  }

  /// A card that somebody has given a PIN and a PUK of their own, in the reader.
  private func trial(plants: Bool) throws -> WipedTrial {
    let secrets = Self.secrets()
    var state = CardState(.strict, serial: Self.serial)
    (state.pin.value, state.puk.value) = (secrets[0], secrets[2])
    let file = "\(folder)/wiped-\(Random.bytes(4).hex).json"
    try state.save(to: file)
    try service.insert(tokenState: file)
    let key = try KeyDerivation.hkdfSHA256(
      secret: secrets[4], salt: [], info: Array("certkiosk 9B v1 10 serial:\(Self.serial)".utf8),
      count: 24)
    let typed = secrets.map { WipedTrial.disguised($0) }
    return WipedTrial(socket: service.socket, typed: typed, sought: typed + [WipedTrial.disguised(key)], plants: plants)
  }

  @Test func `after an issue no PIN, PUK or administration key is left in the process`() async throws {
    let trial = try trial(plants: false)
    await #expect(processExitsWith: .success) { [trial = trial as WipedTrial] in try trial.run() }
  }

  @Test func `a copy that is left behind is found`() async throws {
    let trial = try trial(plants: true)
    await #expect(processExitsWith: .exitCode(2)) { [trial = trial as WipedTrial] in try trial.run() }
  }
}
