// A reader's own keys in software (PC/SC part 10, v2.02): strict about every field, so that a misbuilt structure is refused.

/// A reader with keys, and somebody who presses them. It shares no code with the side that asks.
public final class VirtualPinpad {
  /// What the holder does when a PIN is asked for.
  public enum Press: Hashable, Sendable { case digits(String), cancel, nothing }
  /// What a program gets back.
  public enum Outcome: Hashable, Sendable { case answer([UInt8]), unsupported, cardGone }
  /// What the reader's display says.
  public enum Prompt: UInt8, Hashable, Sendable { case present, new, again }

  /// Features in the order in which they are told: their tags, and the numbers that the driver gave them.
  public var features: [(tag: UInt8, number: UInt32)] = [(0x06, 0x4233_0006), (0x0A, 0x4233_000A), (0x07, 0x4233_0007)]
  /// What it says about itself when it is asked (feature 12): two lines of sixteen characters, 4 to 16 digits, and who
  /// made it.
  public var properties: [UInt8] = [
    0x01, 2, 0x10, 0x02, 0x06, 1, 0x04, 0x07, 1, 0x10, 0x08, 3, 0x31, 0x2E, 0x30, 0x0B, 2, 0x6A, 0x1A, 0x0C, 2, 1, 0,
  ]
  /// What is pressed at each prompt.
  public var press: (Prompt) -> Press
  /// Everything that the display has said.
  public private(set) var prompts: [Prompt] = []

  public init(press: @escaping (Prompt) -> Press) { self.press = press }

  private static let verifyTag: UInt8 = 0x06
  private static let modifyTag: UInt8 = 0x07
  private static let propertiesTag: UInt8 = 0x12

  /// One call of SCardControl.
  public func control(_ code: UInt32, _ input: [UInt8], card: VirtualCard) -> Outcome {
    if code == 0x4200_0D48 { return .answer(input.isEmpty ? told : []) }
    guard let feature = features.first(where: { $0.number == code }) else { return .unsupported }
    do throws(Refusal) {
      switch feature.tag {
      case Self.verifyTag: return answer(of: card, to: try complete(PINStructure(verifying: input)))
      case Self.modifyTag: return answer(of: card, to: try complete(PINStructure(modifying: input)))
      case Self.propertiesTag: return .answer(input.isEmpty ? properties : [])
      default: return .unsupported
      }
    } catch { return .answer(error.status.bytes) }
  }

  /// Tag, length, number with its highest byte first.
  private var told: [UInt8] {
    features.flatMap { feature in
      [feature.tag, 4] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: feature.number >> UInt32($0)) }
    }
  }

  private func answer(of card: VirtualCard, to command: [UInt8]) -> Outcome {
    card.answer(command).map { .answer($0) } ?? .cardGone
  }

  /// Has every PIN typed and puts it where the structure says.
  private func complete(_ structure: PINStructure) throws(Refusal) -> [UInt8] {
    var command = structure.command
    var new: String?
    for prompt in structure.prompts {
      let digits = try typed(prompt, structure.digits)
      if prompt == .again, digits != new { throw Refusal(StatusWord(0x6402)) }
      if prompt == .new { new = digits }
      let place = 5 + (prompt == .present ? structure.presentOffset : structure.newOffset)
      command.replaceSubrange(place..<(place + digits.utf8.count), with: digits.utf8)
    }
    return command
  }

  private func typed(_ prompt: Prompt, _ count: ClosedRange<Int>) throws(Refusal) -> String {
    prompts.append(prompt)
    switch press(prompt) {
    case .nothing: throw Refusal(StatusWord(0x6400))
    case .cancel: throw Refusal(StatusWord(0x6401))
    case .digits(let digits):
      guard count.contains(digits.utf8.count) else { throw Refusal(StatusWord(0x6403)) }
      return digits
    }
  }
}
