// Secrets on descriptors and terminals.
import CommandLine
import Domain
import Foundation
import Glibc
import Secrets
import Synchronization
import Testing

@Suite struct SecretTests {
  private func reading(_ text: String, _ read: (Int32) throws -> Void) throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    let bytes = Array(text.utf8)
    _ = write(ends[1], bytes, bytes.count)
    close(ends[1])
    defer { close(ends[0]) }
    try read(ends[0])
  }

  @Test func `one descriptor hands over several secrets, line by line`() throws {
    try reading("123456\r\n密语") { descriptor in
      let secrets = [try Secret.read(fileDescriptor: descriptor), try Secret.read(fileDescriptor: descriptor)]
      #expect(secrets.map(\.bytes) == [Array("123456".utf8), Array("密语".utf8)])
      #expect(throws: SecretError.empty) { try Secret.read(fileDescriptor: descriptor) }
    }
  }

  @Test func `a whole file by mistake is refused`() throws {
    try reading(String(repeating: "x", count: 2000)) { descriptor in
      #expect(throws: SecretError.tooLong) { try Secret.read(fileDescriptor: descriptor) }
    }
  }

  @Test func `a descriptor that is not open is told`() {
    #expect(throws: SecretError.unreadable(999)) { try Secret.read(fileDescriptor: 999) }
  }

  @Test func `a secret does not show itself`() {
    let secret = Secret(SecretBytes("123456".utf8))
    #expect("\(secret)" == "•••")
    #expect(!String(reflecting: secret).contains("49"))
  }

  @Test(arguments: [("12x\u{7F}3456\r", "123456"), ("999\u{15}密x\u{7F}\u{7F}a1\n", "a1")])
  func `a terminal takes corrections and shows nothing`(keys: String, secret: String) throws {
    let (master, slave) = try terminal()
    defer {
      close(master)
      close(slave)
    }
    let bytes = Array(keys.utf8)
    // What is typed before the question is flushed away, so the typist waits for it.
    let typist = Typist(master, bytes)
    let answer = try Secret.ask("PIN：", on: slave)
    typist.finish()
    #expect(answer.bytes == Array(secret.utf8))
  }

  @Test func `a new secret is typed twice, and anew when the entries differ`() throws {
    let (master, slave) = try terminal()
    defer {
      close(master)
      close(slave)
    }
    let typist = Typist(master, ["805193\r", "805139\r", "739154\r", "739154\r"].map { Array($0.utf8) })
    let answer = try Secret.askNew(Both("新 PIN：", "New PIN: "), in: .chinese, on: slave)
    #expect(answer.bytes == Array("739154".utf8))
    #expect(typist.shown.contains("两次输入不一致"))
    #expect(!typist.shown.contains("7391"))
  }

  private func terminal() throws -> (Int32, Int32) {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var number: Int32 = 0, unlocked: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>, which are macros of macros.
    try #require(ioctl(master, 0x4004_5431, &unlocked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
    return (master, open("/dev/pts/\(number)", O_RDWR | O_NOCTTY))
  }
}

/// Waits for each question on a terminal, then types.
final class Typist {
  private let thread: Thread
  private let screen: Screen

  convenience init(_ master: Int32, _ keys: [UInt8]) { self.init(master, [keys]) }

  /// - Parameter answers: what is typed after the first question, the second, and so on.
  init(_ master: Int32, _ answers: [[UInt8]]) {
    let screen = Screen()
    self.screen = screen
    thread = Thread {
      for keys in answers {
        var byte: UInt8 = 0
        repeat {
          guard read(master, &byte, 1) == 1 else { return }
          screen.bytes.withLock { $0.append(byte) }
        } while !screen.bytes.withLock { $0.suffix(3).elementsEqual("：".utf8) }
        _ = write(master, keys, keys.count)
      }
    }
    thread.start()
  }

  /// What stood on the terminal up to the last question.
  var shown: String { screen.bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func finish() { while !thread.isFinished { usleep(1000) } }
}

/// What a terminal has shown, read by one thread and looked at by another.
private final class Screen: Sendable {
  let bytes = Mutex<[UInt8]>([])
}
