// PIN and PUK: their form checked here, before a card can count a try; their bytes wiped when they are done with.
internal import Cryptography
internal import Glibc

/// Eight bytes that are overwritten when nobody holds them any more.
final class SecretBytes: @unchecked Sendable {
  // Never written after init until deinit, so that reading from several threads is safe.
  private let storage: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    storage = .allocate(capacity: bytes.count)
    _ = storage.initialize(from: bytes)
  }

  deinit {
    if let start = storage.baseAddress { explicit_bzero(start, storage.count) }
    storage.deallocate()
  }

  var bytes: [UInt8] { Array(storage) }
}

/// A PIN of six to eight digits (SP 800-73-5 part 2, section 2.4.3).
public struct PIN: Sendable {
  private let secret: SecretBytes
  /// The holder types it at the reader's keys: it is not known here.
  let isAtReader: Bool

  /// Stands for a PIN that nobody but its holder and the reader gets to know; its weakness cannot be judged either.
  public static let atReader = PIN(secret: SecretBytes([UInt8](repeating: 0xFF, count: 8)), isAtReader: true)

  private init(secret: SecretBytes, isAtReader: Bool) { (self.secret, self.isAtReader) = (secret, isAtReader) }

  /// Why a text cannot be a PIN.
  public enum Malformed: Error, Hashable, Sendable { case length, character, weak }

  /// A PIN as it is on the card already: only its form is checked.
  public init(_ text: String) throws(Malformed) {
    let digits = Array(text.utf8)
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .character }
    guard (6...8).contains(digits.count) else { throw .length }
    self.init(secret: SecretBytes(digits + [UInt8](repeating: 0xFF, count: 8 - digits.count)), isAtReader: false)
  }

  /// A PIN that somebody chooses now: also refused when it is one of those that thieves try first.
  public init(new text: String) throws(Malformed) {
    try self.init(text)
    guard !Self.isWeak(Array(text.utf8)) else { throw .weak }
  }

  /// Runs up or down, one or two digits repeated, and halves that repeat.
  private static func isWeak(_ digits: [UInt8]) -> Bool {
    let steps = Set(zip(digits, digits.dropFirst()).map { Int($1) - Int($0) })
    let half = digits.count / 2
    return (steps.count == 1 && abs(steps.first ?? 9) <= 1)
      || Set(digits).count < 3
      || (digits.count.isMultiple(of: 2) && digits[..<half].elementsEqual(digits[half...]))
  }

  /// Filled up with FF to eight bytes; nothing but FF where the reader is to put it in.
  var block: [UInt8] { secret.bytes }

  /// Known to be the same.
  func isSame(as other: PIN) -> Bool { !isAtReader && block == other.block }
}

/// The code that unblocks a PIN: eight bytes.
public struct PUK: Sendable {
  private let secret: SecretBytes

  /// Six to eight digits or letters, filled up with FF; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    let isWritten = bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
    guard (6...8).contains(bytes.count), isWritten else { return nil }
    secret = SecretBytes(bytes + [UInt8](repeating: 0xFF, count: 8 - bytes.count))
  }

  /// Eight digits by chance.
  public static func random() -> PUK {
    var digits: [UInt8] = []
    while digits.count < 8 {
      // 250 and above would make the low digits likelier.
      digits += Random.bytes(16).filter { $0 < 250 }.map { 0x30 + $0 % 10 }
    }
    return PUK(digits: Array(digits.prefix(8)))
  }

  private init(digits: [UInt8]) { secret = SecretBytes(digits) }

  /// To be sealed by the caller before it is set; never to be shown or logged.
  public var text: String { String(decoding: secret.bytes.filter { $0 != 0xFF }, as: UTF8.self) }

  var block: [UInt8] { secret.bytes }
}
