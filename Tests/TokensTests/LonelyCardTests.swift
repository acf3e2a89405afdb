// What the card in software and its private service say where they cannot be used: a wrong word, a strange reader, a path
// that holds no socket.
import Domain
import Files
import Foundation
import Glibc
import Processes
import Rehearsal
import Testing

@Suite struct LonelyCardTests {
  private let program = "\(Program.folder)/virtual-token"

  @Test(arguments: [
    ["--card", "a"], ["--state"], ["--state", "a", "--port", "0"], ["--state", "a", "--host", "192.0.2.1"],
    ["--state", "a", "--profile", "soft"], ["--state", "a", "--fault", "25"], ["--profile", "strict"],
  ])
  func `a card that is told nonsense inserts nothing`(words: [String]) throws {
    let outcome = try Program.run(program, words)
    #expect(outcome.ending == .exited(2) && outcome.errorText.contains("V01"), "\(outcome.errorText)")
  }

  @Test func `a reader that speaks otherwise is told, and the card stays until it hangs up`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("card-\(UUID().uuidString)").path
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(door) }
    let port = try #require(Self.listen(on: door))
    let told = open("\(folder)/told", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(told) }
    let card = try Child(
      program, ["--state", "\(folder)/card.json", "--port", "\(port)"], environment: Program.environment,
      descriptors: [2: told])
    defer { card.stop() }
    let line = try #require(Self.taken(at: door))
    var isOpen = true
    defer { if isOpen { close(line) } }
    // One byte is a control; vpcd knows 0 to 2 and 4.
    try Self.send([0, 1, 9], on: line)
    for _ in 0..<500 where try !Self.said(folder).contains("V04") { usleep(20_000) }
    #expect(try Self.said(folder).contains("V04"))
    // It is still there, and tells its answer to reset.
    try Self.send([0, 1, 4], on: line)
    let head = read(2, from: line, within: 10)
    try #require(head.count == 2)
    let count = Int(head[0]) << 8 | Int(head[1])
    #expect(count > 2 && read(count, from: line, within: 10).first == 0x3B)
    close(line)
    isOpen = false
    // A card whose reader has hung up looks for it again.
    close(try #require(Self.taken(at: door)))
    #expect(card.poll() == nil)
  }

  @Test func `a folder whose path is too long for a socket is refused before anything is made in it`() {
    let folder = "/tmp/" + String(repeating: "long", count: 30)
    let refused = #expect(throws: CardServiceTrouble.self) { try RehearsalCardService(folder: folder) }
    #expect(refused == .pathTooLong(folder) && refused?.explanation.code == "V10")
    #expect(Files.kind(of: folder) == nil)
  }

  /// Who comes to a door within ten seconds.
  private static func taken(at door: Int32) -> Int32? {
    guard isReady(door, within: 10) else { return nil }
    let line = accept(door, nil, nil)
    return line >= 0 && fcntl(line, F_SETFD, FD_CLOEXEC) == 0 ? line : nil
  }

  private static func send(_ bytes: [UInt8], on line: Int32) throws {
    try #require(Glibc.send(line, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
  }

  private static func said(_ folder: String) throws -> String {
    String(decoding: try Files.read("\(folder)/told", limit: 1 << 16), as: UTF8.self)
  }

  /// Binds to a port that the system chooses, on this machine alone.
  private static func listen(on door: Int32) -> UInt16? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(door, $0, size) == 0 && Glibc.listen(door, 1) == 0 && getsockname(door, $0, &size) == 0
      }
    }
    return isOpen ? UInt16(bigEndian: address.sin_port) : nil
  }
}
