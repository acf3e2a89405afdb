// Secrets typed by a person or handed over on a descriptor; never from the command line, never echoed.
internal import Glibc
public import Domain
public import Secrets

/// A PIN or a passphrase on its way in. It does not show itself.
public struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  /// As typed, without the line end, in the memory that it was read into.
  public let content: SecretBytes

  /// A copy that nobody overwrites: for numbers that are kept as text anyway, and for what scrypt takes as an array.
  public var bytes: [UInt8] { content.withBytes { Array($0) } }

  public var description: String { "•••" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// The most bytes a secret may have.
  static let limit = 1024

  public init(_ content: SecretBytes) { self.content = content }

  /// The next line of a descriptor, so that one descriptor can hand over several secrets.
  public static func read(fileDescriptor: Int32) throws(SecretError) -> Secret {
    var draft = SecretDraft(capacity: limit)
    while let byte = try next(fileDescriptor), byte != UInt8(ascii: "\n") {
      guard !draft.isFull else { throw .tooLong }
      draft.append(byte)
    }
    if draft.last == UInt8(ascii: "\r") { draft.removeLast() }
    guard draft.count > 0 else { throw .empty }
    return Secret(draft.finished())
  }

  /// Whether there is a terminal to ask on.
  public static var canAsk: Bool {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return false }
    close(terminal)
    return true
  }

  /// Asks on the terminal without showing what is typed.
  /// - Parameter prompt: what is asked for, such as `PIN：`.
  public static func ask(_ prompt: String) throws(SecretError) -> Secret {
    try onTerminal { terminal throws(SecretError) in try ask(prompt, on: terminal) }
  }

  /// Asks for a secret that is being chosen: twice, and again until both entries are the same, because nobody sees them.
  public static func askNew(_ prompt: Both, in language: Language) throws(SecretError) -> Secret {
    try onTerminal { terminal throws(SecretError) in try askNew(prompt, in: language, on: terminal) }
  }

  private static func onTerminal(_ ask: (Int32) throws(SecretError) -> Secret) throws(SecretError) -> Secret {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { throw .noTerminal }
    defer { close(terminal) }
    return try ask(terminal)
  }

  package static func askNew(_ prompt: Both, in language: Language, on terminal: Int32) throws(SecretError) -> Secret {
    var notice = ""
    while true {
      let first = try ask(notice + prompt.text(in: language), on: terminal)
      let second = try ask(Both("再输入一次：", "Once more: ").text(in: language), on: terminal)
      if second.content.isEqual(to: first.content) { return first }
      notice = Both("两次输入不一致，请重新输入。\n", "The two entries differ; enter it anew.\n").text(in: language)
    }
  }

  /// Keys are taken one by one with signals off, so that an interrupt cannot leave the terminal without echo.
  package static func ask(_ prompt: String, on terminal: Int32) throws(SecretError) -> Secret {
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { throw .noTerminal }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { throw .noTerminal }
    defer {
      tcsetattr(terminal, TCSAFLUSH, &before)
      put("\n", on: terminal)
    }
    put(prompt, on: terminal)
    return try typed(on: terminal)
  }

  private static func typed(on terminal: Int32) throws(SecretError) -> Secret {
    var draft = SecretDraft(capacity: limit)
    while let key = try next(terminal) {
      switch key {
      case 0x0A, 0x0D:
        guard draft.count > 0 else { throw .empty }
        return Secret(draft.finished())
      case 0x03, 0x1B, 0x1C: throw .cancelled
      case 0x15: draft.removeAll()
      case 0x08, 0x7F: dropCharacter(&draft)
      case 0x04 where draft.count == 0: throw .cancelled
      case 0x20...:
        guard !draft.isFull else { throw .tooLong }
        draft.append(key)
      default: break
      }
    }
    throw .cancelled
  }

  /// Takes back one character, with the continuation bytes of UTF-8.
  private static func dropCharacter(_ draft: inout SecretDraft) {
    while draft.count > 0, draft.removeLast() & 0xC0 == 0x80 {}
  }

  private static func put(_ text: String, on terminal: Int32) {
    let bytes = Array(text.utf8)
    _ = write(terminal, bytes, bytes.count)
  }

  /// One byte; nil at the end.
  private static func next(_ descriptor: Int32) throws(SecretError) -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(descriptor, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(descriptor) }
      return count == 0 ? nil : byte
    }
  }
}
