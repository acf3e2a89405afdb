// An object of a PDF file as text in which references wait for the numbers that objects will have.

/// An object's notation, cut where it refers to others.
struct PDFText: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case bytes([UInt8])
    /// The object with this number in the file that the text was taken from.
    case reference(Int)

    static func text(_ text: String) -> Piece { .bytes(Array(text.utf8)) }
  }

  private(set) var pieces: [Piece] = []

  init(_ pieces: [Piece]) { self.pieces = pieces }

  /// Takes notation apart in which a reference is a number, a zero and an R.
  init(_ notation: ArraySlice<UInt8>) {
    let notation = Notation(bytes: Array(notation))
    var start = 0
    var place = 0
    while place < notation.bytes.count {
      let token = place..<notation.endOfToken(place)
      if let number = notation.reference(token) {
        pieces.append(.bytes(Array(notation.bytes[start..<place])))
        pieces.append(.reference(number))
        start = token.upperBound
      }
      place = token.upperBound
    }
    pieces.append(.bytes(Array(notation.bytes[start...])))
  }

  var references: [Int] { pieces.compactMap { if case .reference(let number) = $0 { number } else { nil } } }

  /// The text with each reference as `number` says.
  func append(to bytes: inout [UInt8], number: (Int) -> Int) {
    for piece in pieces {
      switch piece {
      case .bytes(let plain): bytes.append(contentsOf: plain)
      case .reference(let old):
        bytes.append(decimal: number(old))
        bytes.append(contentsOf: " 0 R".utf8)
      }
    }
  }
}
