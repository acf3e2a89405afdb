// PIN_VERIFY_STRUCTURE and PIN_MODIFY_STRUCTURE taken apart, field by field (PC/SC part 10, v2.02; messages as in CCID 1.1).

/// What a reader is told about a PIN. Anything that a PIV card could not use is refused with 6B80.
struct PINStructure {
  let prompts: [VirtualPinpad.Prompt]
  /// Where the PIN that holds and the new one go, in bytes of the command's data.
  let presentOffset: Int
  let newOffset: Int
  let digits: ClosedRange<Int>
  let command: [UInt8]

  private static let fault = Refusal(StatusWord(0x6B80))
  /// A PIV card's block, in bytes.
  private static let block = 8

  init(verifying bytes: [UInt8]) throws(Refusal) {
    var fields = Fields(bytes)
    try Self.checkForm(&fields)
    digits = try Self.digits(&fields)
    try Self.checkEnd(&fields)
    try Self.require(fields.next() == 1)
    try Self.checkLanguage(&fields)
    prompts = [.present]
    try Self.require(fields.next() == 0)
    command = try Self.command(&fields)
    (presentOffset, newOffset) = (0, 0)
    try Self.require(command[1] == 0x20 && command.count == 5 + Self.block)
    try Self.requirePadding(in: command, at: 0)
  }

  init(modifying bytes: [UInt8]) throws(Refusal) {
    var fields = Fields(bytes)
    try Self.checkForm(&fields)
    (presentOffset, newOffset) = (Int(try fields.next()), Int(try fields.next()))
    digits = try Self.digits(&fields)
    let confirmation = try fields.next()
    try Self.require(confirmation & ~3 == 0 && confirmation & 1 == 1)
    let asked: [VirtualPinpad.Prompt] = confirmation & 2 == 0 ? [.new, .again] : [.present, .new, .again]
    try Self.checkEnd(&fields)
    try Self.require(fields.next() == UInt8(asked.count))
    try Self.checkLanguage(&fields)
    for place in 0..<3 {
      let index = try fields.next()
      try Self.require(place < asked.count ? index == asked[place].rawValue : index == 0)
    }
    prompts = asked
    command = try Self.command(&fields)
    try Self.require([0x24, 0x2C].contains(command[1]) && command.count == 5 + 2 * Self.block)
    try Self.require(presentOffset == 0 && newOffset == Self.block)
    if confirmation & 2 != 0 { try Self.requirePadding(in: command, at: presentOffset) }
    try Self.requirePadding(in: command, at: newOffset)
  }

  private static func require(_ holds: Bool) throws(Refusal) {
    guard holds else { throw fault }
  }

  /// Two time-outs of some seconds; bytes, no shift, from the left, ASCII; a block of eight; no length of the PIN.
  private static func checkForm(_ fields: inout Fields) throws(Refusal) {
    for _ in 1...2 { try require((15...120).contains(fields.next())) }
    let form = try fields.next()
    try require(form & 0x80 != 0 && form & 0x78 == 0 && form & 0x04 == 0 && form & 0x03 == 2)
    try require(fields.next() == UInt8(block))
    try require(fields.next() == 0)
  }

  /// The lower byte is the most, the higher the fewest.
  private static func digits(_ fields: inout Fields) throws(Refusal) -> ClosedRange<Int> {
    let (most, fewest) = (Int(try fields.next()), Int(try fields.next()))
    try require(fewest == 6 && most == 8)
    return fewest...most
  }

  /// Ended by the key for it, and by nothing else: a PIN may have six, seven or eight digits.
  private static func checkEnd(_ fields: inout Fields) throws(Refusal) { try require(fields.next() == 0x02) }

  private static func checkLanguage(_ fields: inout Fields) throws(Refusal) {
    try require(fields.next() == 0x04)
    try require(fields.next() == 0x08)
  }

  /// A prologue of zeros, the length with its lowest byte first, and a whole short command without Le.
  private static func command(_ fields: inout Fields) throws(Refusal) -> [UInt8] {
    for _ in 1...3 { try require(fields.next() == 0) }
    var length = 0
    for shift in 0..<4 { length |= Int(try fields.next()) << (8 * shift) }
    let command = fields.rest
    try require(command.count == length && length > 5 && length == 5 + Int(command[4]))
    return command
  }

  private static func requirePadding(in command: [UInt8], at offset: Int) throws(Refusal) {
    try require(command[(5 + offset)..<(5 + offset + block)].allSatisfy { $0 == 0xFF })
  }

  /// Takes a byte at a time.
  private struct Fields {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    var rest: [UInt8] { Array(bytes) }

    mutating func next() throws(Refusal) -> UInt8 {
      guard let byte = bytes.popFirst() else { throw PINStructure.fault }
      return byte
    }
  }
}
