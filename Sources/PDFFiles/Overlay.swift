// Lets a second layer draw on the first one's pages: its names and its content marks move out of the way.

/// A page's operators as a second layer.
struct Overlay {
  /// How many marked contents the page has below this layer.
  let marksBelow: Int

  /// Names that the drawing library gives to fonts, pictures and states, and what they are called in this layer.
  private static let letters: [UInt8: UInt8] = [
    UInt8(ascii: "f"): UInt8(ascii: "g"), UInt8(ascii: "x"): UInt8(ascii: "y"), UInt8(ascii: "a"): UInt8(ascii: "b"),
  ]

  static func renamed(_ name: String) -> String {
    var bytes = Array(name.utf8)
    rename(&bytes, at: 1)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `/f-0-0` becomes `/g-0-0`, `/MCID 3` becomes `/MCID 17`.
  func moved(_ operators: [UInt8]) -> [UInt8] {
    let mark = Array("/MCID ".utf8)
    var moved: [UInt8] = []
    moved.reserveCapacity(operators.count + 64)
    var place = 0
    while place < operators.count {
      let byte = operators[place]
      moved.append(byte)
      place += 1
      guard byte == UInt8(ascii: "/"), place < operators.count else { continue }
      if operators[(place - 1)...].starts(with: mark) {
        moved.append(contentsOf: mark.dropFirst())
        place += mark.count - 1
        let digits = operators[place...].prefix { $0.isDigit }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        moved.append(contentsOf: String(number + marksBelow).utf8)
        place += digits.count
      } else if place + 1 < operators.count, Self.isOwnName(operators[place], operators[place + 1]) {
        moved.append(Self.letters[operators[place]] ?? operators[place])
        place += 1
      }
    }
    return moved
  }

  private static func isOwnName(_ letter: UInt8, _ next: UInt8) -> Bool {
    letters[letter] != nil && (next.isDigit || next == UInt8(ascii: "-"))
  }

  private static func rename(_ bytes: inout [UInt8], at place: Int) {
    guard bytes.count > place + 1, isOwnName(bytes[place], bytes[place + 1]), let letter = letters[bytes[place]] else {
      return
    }
    bytes[place] = letter
  }
}
