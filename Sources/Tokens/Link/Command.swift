// Command and answer APDUs, and what a request is (ISO 7816-4; SP 800-73-5 part 2).
package import Secrets

/// The instructions of a PIV card; those from `setTries` on are Yubico's.
package enum Instruction: UInt8, Sendable {
  case select = 0xA4, getData = 0xCB, putData = 0xDB, verify = 0x20, changeReference = 0x24
  case resetRetryCounter = 0x2C, generalAuthenticate = 0x87, generate = 0x47, getResponse = 0xC0
  case version = 0xFD, serial = 0xF8, metadata = 0xF7, setManagementKey = 0xFF, setTries = 0xFA
  case attest = 0xF9, move = 0xF6, importKey = 0xFE, resetApplication = 0xFB

  /// Changes nothing on a card, however often it is sent.
  var onlyAsks: Bool { [.getData, .metadata, .attest, .version, .serial].contains(self) }
}

/// One command before it is cut into APDUs.
package struct Command: Sendable {
  package var instruction: Instruction
  package var p1: UInt8 = 0
  package var p2: UInt8 = 0
  package var data: [UInt8] = []
  /// A PIN, PUK or key in the place of `data`: put together where it leaves no copies. Never longer than a short block.
  package var secrets: [SecretBytes] = []
  /// Whether the card is to answer with bytes: then a Le is sent.
  package var wantsAnswer = false

  /// The answer may be longer than 256 bytes, so that it is worth an extended Le; a short one brings it too, in parts.
  package var mayAnswerLong = false

  package init(
    _ instruction: Instruction, p1: UInt8 = 0, p2: UInt8 = 0, data: [UInt8] = [], wantsAnswer: Bool = false,
    mayAnswerLong: Bool = false
  ) {
    self.mayAnswerLong = mayAnswerLong
    self.instruction = instruction
    (self.p1, self.p2) = (p1, p2)
    self.data = data
    self.wantsAnswer = wantsAnswer
  }
}

extension Command {
  /// A command that carries secrets, one behind the other, and asks for no bytes.
  init(_ instruction: Instruction, p1: UInt8 = 0, p2: UInt8, secrets: [SecretBytes]) {
    self.init(instruction, p1: p1, p2: p2)
    self.secrets = secrets
  }

  /// The whole short command around its secrets; overwritten as soon as nobody holds it any more.
  var secretBytes: SecretBytes {
    let count = secrets.reduce(0) { $0 + $1.count }
    var draft = SecretDraft(capacity: 5 + count)
    draft.append(contentsOf: [0, instruction.rawValue, p1, p2, UInt8(count)])
    for secret in secrets { draft.append(secret) }
    return draft.finished()
  }
}

/// The two bytes that end an answer.
public struct StatusWord: Hashable, Sendable, CustomStringConvertible {
  public let value: UInt16

  public init(_ value: UInt16) { self.value = value }

  static let done = StatusWord(0x9000)
  static let notAuthenticated = StatusWord(0x6982)
  static let blocked = StatusWord(0x6983)
  static let conditionsNotMet = StatusWord(0x6985)
  static let badData = StatusWord(0x6A80)
  static let absent = StatusWord(0x6A82)
  static let full = StatusWord(0x6A84)
  static let badParameters = StatusWord(0x6A86)
  static let noReference = StatusWord(0x6A88)
  static let wrongLength = StatusWord(0x6700)

  /// Tries left: `63CX`, on some old cards `630X`; a blocked PIN has none.
  var triesLeft: Int? {
    if self == .blocked { return 0 }
    return [0x63C0, 0x6300].contains(value & 0xFFF0) ? Int(value & 0x0F) : nil
  }

  /// The card does not know the command at all.
  var isUnknownCommand: Bool { [0x6D00, 0x6E00, 0x6A81].contains(value) }

  /// The card has no such secret, or no command for it.
  var isWithoutReference: Bool { isUnknownCommand || self == .noReference || self == .badParameters }

  /// The Le was wrong, and the right one stands in the second byte (6Cxx): nothing was carried out.
  var correctsLength: Bool { value >> 8 == 0x6C }

  /// The card has no application of this name, or does not take a name of this length.
  var isUnknownName: Bool {
    isUnknownCommand || [StatusWord.absent, .wrongLength, .badData, .badParameters].contains(self)
  }

  /// An execution or checking error (64xx to 6Fxx), which says nothing besides.
  var isRefusal: Bool { (0x64...0x6F).contains(value >> 8) }

  /// A failure inside the card that only a reset mends.
  var isCardFailure: Bool { value >> 8 == 0x6F }

  /// Four hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// A whole answer, joined from its parts.
package struct Answer: Sendable {
  package let data: [UInt8]
  package let status: StatusWord
}

extension Answer {
  /// What came back, with its status word at the end.
  init(whole: [UInt8]) throws(LinkFailure) {
    guard whole.count >= 2 else { throw LinkFailure(.other, code: 0) }
    let status = UInt16(whole[whole.count - 2]) << 8 | UInt16(whole[whole.count - 1])
    self.init(data: Array(whole.dropLast(2)), status: StatusWord(status))
  }
}

/// What a command does to the card: nothing that lasts, one change, or one that a refusal can leave half done.
enum Effect { case none, atOnce, inParts }

/// A question to the card together with how its answer is read.
protocol Request {
  associatedtype Reply
  var command: Command { get }
  var effect: Effect { get }
  /// What is typed at the reader's keys to complete the command; nil when it is whole.
  var entry: PINEntry? { get }
  func reply(to answer: Answer) throws(TokenError) -> Reply
}

extension Request {
  var effect: Effect { .none }
  var entry: PINEntry? { nil }
}

extension Answer {
  /// The data of a successful answer; anything else is a refusal.
  func accepted() throws(TokenError) -> [UInt8] {
    guard status == .done else { throw TokenError(.refused(status)) }
    return data
  }
}
