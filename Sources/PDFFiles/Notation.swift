// Finds its way through PDF notation (ISO 32000-1, 7.2 and 7.3): where values end, and what a dictionary holds.

/// The bytes of a file and the values that stand in them.
struct Notation {
  let bytes: [UInt8]

  typealias Value = Range<Int>

  /// A dictionary's entries in their order; nil where none stands.
  func dictionary(_ value: Value) -> [(name: String, value: Value)]? {
    guard starts(with: "<<", at: value.lowerBound) else { return nil }
    var entries: [(name: String, value: Value)] = []
    var place = skipBlanks(value.lowerBound + 2)
    while place < value.upperBound, !starts(with: ">>", at: place) {
      let nameEnd = end(of: place)
      let start = skipBlanks(nameEnd)
      let stop = end(of: start)
      guard bytes[place] == UInt8(ascii: "/"), stop > start else { return nil }
      entries.append((text(place..<nameEnd), start..<stop))
      place = skipBlanks(stop)
    }
    return entries
  }

  /// An array's items; nil where none stands.
  func items(_ value: Value) -> [Value]? {
    guard value.lowerBound < bytes.count, bytes[value.lowerBound] == UInt8(ascii: "[") else { return nil }
    var items: [Value] = []
    var place = skipBlanks(value.lowerBound + 1)
    while place < value.upperBound - 1 {
      let stop = end(of: place)
      guard stop > place else { return nil }
      items.append(place..<stop)
      place = skipBlanks(stop)
    }
    return items
  }

  func text(_ value: Value) -> String { String(decoding: bytes[value], as: UTF8.self) }

  /// The number that an indirect reference names; nil for any other value.
  func reference(_ value: Value) -> Int? { bytes[value].last == UInt8(ascii: "R") ? number(value) : nil }

  /// Behind the string, name, number or reference that begins at a place; of everything else behind its first byte.
  func endOfToken(_ place: Int) -> Int {
    switch bytes[place] {
    case UInt8(ascii: "("): endOfString(place)
    case UInt8(ascii: "/"): endOfWord(place + 1)
    default: max(place + 1, endOfNumber(place))
    }
  }

  /// The digits that a value begins with, as a number.
  func number(_ value: Value) -> Int? {
    let digits = bytes[value].prefix { $0.isDigit }
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// The value that begins at a place.
  func value(at place: Int) -> Value {
    let start = skipBlanks(place)
    return start..<end(of: start)
  }

  func starts(with text: StaticString, at place: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return text.withUTF8Buffer { letters in
      for index in 0..<count where bytes[place + index] != letters[index] { return false }
      return true
    }
  }

  // MARK: Where values end

  func skipBlanks(_ place: Int) -> Int {
    var place = place
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      } else if bytes[place] > 0x20 {
        break
      }
      place += 1
    }
    return min(place, bytes.count)
  }

  /// Behind the value that begins at a place; the place itself where none does.
  private func end(of place: Int) -> Int {
    guard place < bytes.count else { return place }
    switch bytes[place] {
    case UInt8(ascii: "<"):
      return starts(with: "<<", at: place) ? endOfNest(place, opening: 2) : endOfHexadecimal(place)
    case UInt8(ascii: "["): return endOfNest(place, opening: 1)
    case UInt8(ascii: "("): return endOfString(place)
    case UInt8(ascii: "/"): return endOfWord(place + 1)
    default: return endOfNumber(place)
    }
  }

  private func endOfNest(_ start: Int, opening: Int) -> Int {
    var place = skipBlanks(start + opening)
    while place < bytes.count {
      if opening == 2 ? starts(with: ">>", at: place) : bytes[place] == UInt8(ascii: "]") { return place + opening }
      let next = end(of: place)
      guard next > place else { return start }
      place = skipBlanks(next)
    }
    return start
  }

  private func endOfHexadecimal(_ start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") { place += 1 }
    return min(place + 1, bytes.count)
  }

  /// Parentheses may stand inside one another; `\` makes the next byte a letter of the string.
  private func endOfString(_ start: Int) -> Int {
    var place = start
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\\"): place += 1
      default: break
      }
      place += 1
      if depth == 0 { break }
    }
    return min(place, bytes.count)
  }

  private func endOfWord(_ start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place] > 0x20, !Self.delimiters.contains(bytes[place]) { place += 1 }
    return place
  }

  /// `12` or, as one value, `12 0 R`.
  private func endOfNumber(_ start: Int) -> Int {
    let stop = endOfWord(start)
    guard bytes[start..<stop].allSatisfy(\.isDigit), starts(with: " 0 R", at: stop) else { return stop }
    return stop + 4
  }

  private static let delimiters: [UInt8] = Array("()<>[]{}/%".utf8)
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
