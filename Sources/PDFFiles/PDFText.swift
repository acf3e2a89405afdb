// An object of a PDF file as text in which references wait for the numbers that objects will have.

/// An object's notation, cut where it refers to others.
struct PDFText: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case bytes([UInt8])
    /// The object with this number in the file that the text was taken from.
    case reference(Int)
  }

  private(set) var pieces: [Piece] = []

  /// Takes notation apart in which a reference is a number, a zero and an R.
  init(_ notation: ArraySlice<UInt8>) {
    let text = Array(notation)
    var start = 0
    var place = 0
    while place < text.count {
      if text[place] == UInt8(ascii: "(") {
        place = Self.endOfString(in: text, from: place)
      } else if let (number, length) = Self.reference(in: text, at: place) {
        pieces.append(.bytes(Array(text[start..<place])))
        pieces.append(.reference(number))
        place += length
        start = place
      } else {
        place += 1
      }
    }
    pieces.append(.bytes(Array(text[start...])))
  }

  var references: [Int] { pieces.compactMap { if case .reference(let number) = $0 { number } else { nil } } }

  /// The text with each reference as `number` says.
  func append(to bytes: inout [UInt8], number: (Int) -> Int) {
    for piece in pieces {
      switch piece {
      case .bytes(let plain): bytes.append(contentsOf: plain)
      case .reference(let old): bytes.append(contentsOf: "\(number(old)) 0 R".utf8)
      }
    }
  }

  /// Behind the closing parenthesis; `\` makes the next byte a letter of the string.
  private static func endOfString(in text: [UInt8], from start: Int) -> Int {
    var place = start + 1
    while place < text.count, text[place] != UInt8(ascii: ")") {
      place += text[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place + 1, text.count)
  }

  /// `12 0 R` at a place of the text, with its length.
  private static func reference(in text: [UInt8], at start: Int) -> (number: Int, length: Int)? {
    if start > 0, text[start - 1].isDigit { return nil }
    var place = start
    var number = 0
    while place < text.count, text[place].isDigit {
      number = number * 10 + Int(text[place] - UInt8(ascii: "0"))
      place += 1
    }
    guard place > start, text[place...].starts(with: Self.tail) else { return nil }
    return (number, place + Self.tail.count - start)
  }

  private static let tail = Array(" 0 R".utf8)
}
