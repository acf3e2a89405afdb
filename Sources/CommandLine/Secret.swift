// Secrets typed by a person or handed over on a descriptor; never from the command line, never echoed.
internal import Glibc

/// A PIN or a passphrase on its way in. It does not show itself.
public struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  /// As typed, without the line end.
  public let bytes: [UInt8]

  public var description: String { "•••" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// The most bytes a secret may have.
  static let limit = 1024

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next line of a descriptor, so that one descriptor can hand over several secrets.
  public static func read(fileDescriptor: Int32) throws(SecretError) -> Secret {
    var bytes: [UInt8] = []
    while let byte = try next(fileDescriptor), byte != UInt8(ascii: "\n") {
      bytes.append(byte)
      guard bytes.count <= limit else { throw .tooLong }
    }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty else { throw .empty }
    return Secret(bytes)
  }

  /// Asks on the terminal without showing what is typed.
  /// - Parameter prompt: what is asked for, such as `PIN：`.
  public static func ask(_ prompt: String) throws(SecretError) -> Secret {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { throw .noTerminal }
    defer { close(terminal) }
    return try ask(prompt, on: terminal)
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
    var bytes: [UInt8] = []
    while let key = try next(terminal) {
      switch key {
      case 0x0A, 0x0D:
        guard !bytes.isEmpty else { throw .empty }
        return Secret(bytes)
      case 0x03, 0x1B, 0x1C: throw .cancelled
      case 0x15: bytes.removeAll()
      case 0x08, 0x7F: dropCharacter(&bytes)
      case 0x04 where bytes.isEmpty: throw .cancelled
      case 0x20...: bytes.append(key)
      default: break
      }
      guard bytes.count <= limit else { throw .tooLong }
    }
    throw .cancelled
  }

  /// Takes back one character, with the continuation bytes of UTF-8.
  private static func dropCharacter(_ bytes: inout [UInt8]) {
    while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
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
