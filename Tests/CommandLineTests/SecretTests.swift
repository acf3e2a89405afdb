// Secrets on descriptors and terminals.
import CommandLine
import Domain
import Glibc
import Secrets
import Testing
import WrittenSecrets

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
    let terminal = try PretendTerminal()
    let bytes = Array(keys.utf8)
    // What is typed before the question is flushed away, so the typist waits for it.
    let typist = Typist(at: terminal, [bytes])
    let answer = try Secret.ask("PIN：", on: terminal.end)
    typist.finish()
    #expect(answer.bytes == Array(secret.utf8))
  }

  @Test func `a new secret is typed twice, and anew when the entries differ`() throws {
    let terminal = try PretendTerminal()
    let typist = Typist(at: terminal, ["805193\r", "805139\r", "739154\r", "739154\r"].map { Array($0.utf8) })
    let answer = try Secret.askNew(Both("新 PIN：", "New PIN: "), in: .chinese, on: terminal.end)
    #expect(answer.bytes == Array("739154".utf8))
    #expect(typist.shown.contains("两次输入不一致"))
    #expect(!typist.shown.contains("7391"))
  }
}
