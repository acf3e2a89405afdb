// The words of a content stream (ISO 32000-1, 7.8.2), without knowing what they do.

enum Token {
  case number(Double)
  case name(String)
  case string([UInt8])
  case list([Token])
  case map([String: Token])
  case word(String)
}

struct ContentTokens: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    skipWhite()
    guard place < bytes.count else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "/"): return .name(name())
    case UInt8(ascii: "("): return .string(literal())
    case UInt8(ascii: "["):
      place += 1
      return .list(rest(until: "]"))
    case UInt8(ascii: "<"): return peek(1) == UInt8(ascii: "<") ? map() : .string(hexadecimal())
    default: return regular()
    }
  }

  private func peek(_ ahead: Int) -> UInt8? { place + ahead < bytes.count ? bytes[place + ahead] : nil }

  private mutating func skipWhite() {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%") {
        while place < bytes.count, bytes[place] != 10, bytes[place] != 13 { place += 1 }
      } else if Self.white.contains(bytes[place]) {
        place += 1
      } else {
        return
      }
    }
  }

  private mutating func run() -> String {
    let start = place
    while place < bytes.count, !Self.white.contains(bytes[place]), !Self.marks.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func name() -> String {
    place += 1
    return "/" + run()
  }

  private mutating func regular() -> Token {
    let text = run()
    if text.isEmpty {
      place += 1
      return .word(String(UnicodeScalar(bytes[place - 1])))
    }
    return Double(text).map { .number($0) } ?? .word(text)
  }

  private mutating func rest(until end: String) -> [Token] {
    var items: [Token] = []
    while let token = next() {
      if case .word(end) = token { break }
      items.append(token)
    }
    return items
  }

  private mutating func map() -> Token {
    place += 2
    var entries: [String: Token] = [:]
    while let key = next() {
      guard case .name(let name) = key, let value = next() else { break }
      entries[name] = value
    }
    if peek(0) == UInt8(ascii: ">") { place += 1 }
    return .map(entries)
  }

  private mutating func hexadecimal() -> [UInt8] {
    place += 1
    var digits: [UInt8] = []
    while let byte = peek(0), byte != UInt8(ascii: ">") {
      if let digit = Character(UnicodeScalar(byte)).hexDigitValue { digits.append(UInt8(digit)) }
      place += 1
    }
    place += 1
    if digits.count % 2 == 1 { digits.append(0) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private mutating func literal() -> [UInt8] {
    place += 1
    var found: [UInt8] = []
    var depth = 1
    while let byte = peek(0) {
      place += 1
      switch byte {
      case UInt8(ascii: "\\"): escaped(into: &found)
      case UInt8(ascii: "("):
        depth += 1
        found.append(byte)
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return found }
        found.append(byte)
      default: found.append(byte)
      }
    }
    return found
  }

  private mutating func escaped(into found: inout [UInt8]) {
    guard let byte = peek(0) else { return }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): found.append(10)
    case UInt8(ascii: "r"): found.append(13)
    case UInt8(ascii: "t"): found.append(9)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = Int(byte - 48)
      for _ in 0..<2 {
        guard let digit = peek(0), (48...55).contains(digit) else { break }
        value = value * 8 + Int(digit - 48)
        place += 1
      }
      found.append(UInt8(truncatingIfNeeded: value))
    case 10, 13: break
    default: found.append(byte)
    }
  }

  private static let white: Set<UInt8> = [0, 9, 10, 12, 13, 32]
  private static let marks = Set("()<>[]{}/%".utf8)
}
