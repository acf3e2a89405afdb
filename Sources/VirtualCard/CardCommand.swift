// A command as the card receives it, taken apart by ISO 7816-4 section 5.1 and by nothing else.

/// The two bytes that end every answer.
struct StatusWord: Hashable, Sendable {
  let value: UInt16

  init(_ value: UInt16) { self.value = value }

  static let done = StatusWord(0x9000)
  static let wrongLength = StatusWord(0x6700)
  static let notAuthenticated = StatusWord(0x6982)
  static let blocked = StatusWord(0x6983)
  static let referenceUnusable = StatusWord(0x6984)
  static let conditionsNotMet = StatusWord(0x6985)
  static let badData = StatusWord(0x6A80)
  static let notSupported = StatusWord(0x6A81)
  static let absent = StatusWord(0x6A82)
  static let full = StatusWord(0x6A84)
  static let badParameters = StatusWord(0x6A86)
  static let noReference = StatusWord(0x6A88)
  static let unknownCommand = StatusWord(0x6D00)
  static let unknownClass = StatusWord(0x6E00)
  static let failure = StatusWord(0x6F00)

  static func tries(_ left: Int) -> StatusWord { StatusWord(0x63C0 | UInt16(min(left, 15))) }

  var bytes: [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
}

/// What the card refuses a command with.
struct Refusal: Error {
  let status: StatusWord

  init(_ status: StatusWord) { self.status = status }
}

/// One command APDU. `expected` is the greatest length of answer the terminal wants, nil without Le.
struct CardCommand {
  let chained: Bool
  let instruction: UInt8
  let p1: UInt8
  let p2: UInt8
  var data: [UInt8]
  let expected: Int?
  let isExtended: Bool

  init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count >= 4 else { throw Refusal(.wrongLength) }
    guard bytes[0] == 0x00 || bytes[0] == 0x10 else { throw Refusal(.unknownClass) }
    chained = bytes[0] == 0x10
    (instruction, p1, p2) = (bytes[1], bytes[2], bytes[3])
    let body = Array(bytes[4...])
    isExtended = body.count >= 3 && body[0] == 0
    guard let parts = isExtended ? Self.extendedBody(body) : Self.shortBody(body) else { throw Refusal(.wrongLength) }
    (data, expected) = parts
  }

  private static func shortBody(_ body: [UInt8]) -> ([UInt8], Int?)? {
    guard let first = body.first else { return ([], nil) }
    if body.count == 1 { return ([], first == 0 ? 256 : Int(first)) }
    let rest = body.dropFirst()
    if rest.count == Int(first) { return (Array(rest), nil) }
    guard rest.count == Int(first) + 1, let last = rest.last else { return nil }
    return (Array(rest.dropLast()), last == 0 ? 256 : Int(last))
  }

  private static func extendedBody(_ body: [UInt8]) -> ([UInt8], Int?)? {
    let length = Int(body[1]) << 8 | Int(body[2])
    if body.count == 3 { return ([], length == 0 ? 65_536 : length) }
    let rest = body.dropFirst(3)
    guard length > 0 else { return nil }
    if rest.count == length { return (Array(rest), nil) }
    guard rest.count == length + 2 else { return nil }
    let last = Int(rest[rest.endIndex - 2]) << 8 | Int(rest[rest.endIndex - 1])
    return (Array(rest.dropLast(2)), last == 0 ? 65_536 : last)
  }

  /// Whether another command continues the chain that this one is part of.
  func continues(_ other: CardCommand) -> Bool {
    instruction == other.instruction && p1 == other.p1 && p2 == other.p2
  }
}
