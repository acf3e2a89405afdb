// PIN and PUK: their form checked here, before a card can count a try; never in a string, never in an array.
internal import Cryptography
public import Secrets

/// A PIN of six to eight digits (SP 800-73-5 part 2, section 2.4.3); one that another program set may hold letters and
/// signs, which YubiKeys take.
public struct PIN: Sendable {
  /// Filled up with FF to eight bytes; nothing but FF where the reader is to put it in.
  let block: SecretBytes
  /// The holder types it at the reader's keys: it is not known here.
  let isAtReader: Bool

  /// Stands for a PIN that nobody but its holder and the reader gets to know; its weakness cannot be judged either.
  public static let atReader = PIN(block: SecretBytes([UInt8](repeating: 0xFF, count: 8)), isAtReader: true)

  private init(block: SecretBytes, isAtReader: Bool) { (self.block, self.isAtReader) = (block, isAtReader) }

  /// Why what was typed cannot be a PIN.
  public enum Malformed: Error, Hashable, Sendable { case length, character, weak }

  /// A PIN as it is on the card already: only its form is checked.
  public init(_ typed: SecretBytes) throws(Malformed) {
    try self.init(typed, of: 0x20...0x7E)
  }

  private init(_ typed: SecretBytes, of kinds: ClosedRange<UInt8>) throws(Malformed) {
    try typed.withBytes { characters throws(Malformed) in
      guard characters.allSatisfy(kinds.contains) else { throw .character }
      guard (6...8).contains(characters.count) else { throw .length }
    }
    self.init(block: .block(typed), isAtReader: false)
  }

  /// A PIN that somebody chooses now: also refused when it is one of those that thieves try first.
  public init(new typed: SecretBytes) throws(Malformed) {
    try self.init(typed, of: 0x30...0x39)
    guard !typed.withBytes(Self.isWeak) else { throw .weak }
  }

  /// Six digits by chance, to be wrong with.
  static func random() -> PIN { PIN(block: .digits(6), isAtReader: false) }

  /// Runs up or down, one or two digits repeated, and halves that repeat.
  private static func isWeak(_ digits: UnsafeRawBufferPointer) -> Bool {
    let steps = (1..<digits.count).map { Int(digits[$0]) - Int(digits[$0 - 1]) }
    let (isRun, half) = (Set(steps).count == 1 && abs(steps[0]) <= 1, digits.count / 2)
    let kinds = (0x30...0x39).count { digit in digits.contains(digit) }
    let repeats = digits.count.isMultiple(of: 2) && digits[..<half].elementsEqual(digits[half...])
    return isRun || kinds < 3 || repeats
  }

  /// What makers of tokens set, or unknown here.
  var mayBeFactory: Bool { isAtReader || block.isEqual(to: Self.factory) }

  private static let factory = SecretBytes(Array("123456".utf8) + [0xFF, 0xFF])

  /// Known to be the same.
  func isSame(as other: PIN) -> Bool { !isAtReader && block.isEqual(to: other.block) }
}

/// The code that unblocks a PIN: eight bytes.
public struct PUK: Sendable {
  /// Filled up with FF to eight bytes.
  let block: SecretBytes

  /// What was typed cannot be a PUK.
  public struct Malformed: Error, Hashable, Sendable { public init() {} }

  /// Six to eight characters that can be typed; nil for anything else. The standard lets a PUK be any eight bytes.
  public init?(_ typed: SecretBytes) {
    let isWritten = typed.withBytes { bytes in
      (6...8).contains(bytes.count) && bytes.allSatisfy { (0x20...0x7E).contains($0) }
    }
    guard isWritten else { return nil }
    block = .block(typed)
  }

  private init(block: SecretBytes) { self.block = block }

  /// Eight digits by chance.
  public static func random() -> PUK { PUK(block: .digits(8)) }

  /// Without the filling: to be sealed by the caller before it is set; never to be shown or logged.
  public var characters: SecretBytes {
    var draft = SecretDraft(capacity: 8)
    block.withBytes { bytes in draft.append(contentsOf: bytes.prefix { $0 != 0xFF }) }
    return draft.finished()
  }
}

extension SecretBytes {
  /// Eight bytes, filled up with FF (part 2, section 2.4.3).
  fileprivate static func block(_ typed: SecretBytes) -> SecretBytes {
    var draft = SecretDraft(capacity: 8)
    draft.append(typed)
    while !draft.isFull { draft.append(0xFF) }
    return draft.finished()
  }

  /// So many digits by chance, filled up.
  fileprivate static func digits(_ count: Int) -> SecretBytes {
    var draft = SecretDraft(capacity: count)
    while !draft.isFull {
      // 250 and above would make the low digits likelier.
      Random.secret(1).withBytes { byte in if byte[0] < 250 { draft.append(0x30 + byte[0] % 10) } }
    }
    return block(draft.finished())
  }
}
