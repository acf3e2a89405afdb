// Faults as a command line gives them: one word, with a number or bytes behind a colon.
internal import Cryptography

extension CardFault: CustomStringConvertible {
  /// As on a command line, with bytes counted and not written out.
  public var description: String {
    switch self {
    case .pullBefore: "pull-before"
    case .pullAfter: "pull-after"
    case .swap: "swap"
    case .reset: "reset"
    case .status(let word): "status " + [UInt8(word >> 8), UInt8(word & 0xFF)].hex
    case .answer(let bytes): "answer of \(bytes.count) bytes"
    case .garbled(let bytes): "garbled to \(bytes.count) bytes"
    case .truncated(let count): "truncated:\(count)"
    case .oversized(let count): "oversized:\(count)"
    case .delay(let milliseconds): "delay:\(milliseconds)"
    }
  }

  /// `pull-before`, `pull-after`, `swap`, `reset`, a status word such as `6F00`, `answer:HEX`, `garbled:HEX`,
  /// `random:BYTES`, `truncated:BYTES`, `oversized:BYTES`, `delay:MILLISECONDS`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let word = parts.first else { return nil }
    guard parts.count == 2 else {
      self.init(word: word)
      return
    }
    self.init(word: word, detail: parts[1])
  }

  private init?(word: String) {
    switch word {
    case "pull-before": self = .pullBefore
    case "pull-after": self = .pullAfter
    case "swap": self = .swap
    case "reset": self = .reset
    default:
      guard word.count == 4, let status = UInt16(word, radix: 16) else { return nil }
      self = .status(status)
    }
  }

  private init?(word: String, detail: String) {
    if let bytes = [UInt8](hex: detail), word == "answer" || word == "garbled" {
      self = word == "answer" ? .answer(bytes) : .garbled(bytes)
      return
    }
    guard let number = Int(detail), (0...60_000).contains(number) else { return nil }
    switch word {
    case "random": self = .garbled(Random.bytes(number))
    case "truncated": self = .truncated(number)
    case "oversized": self = .oversized(number)
    case "delay": self = .delay(number)
    default: return nil
    }
  }
}
