// The modules of a QR code (ISO/IEC 18004), merged into few rectangles.
internal import CQRencode
internal import Layout

/// The dark modules of a QR code.
struct CodeMatrix {
  /// Modules along one side, without the quiet zone.
  let width: Int
  private let dark: [Bool]

  /// Text of digits, capitals and ` $%*+-./:` goes into alphanumeric mode, other text in as UTF-8.
  init(_ text: String, _ correction: Item.Correction) throws(DocumentError) {
    let bytes = Array(text.utf8)
    let mode = bytes.allSatisfy(Self.alphanumeric.contains) ? QR_MODE_AN : QR_MODE_8
    let level = correction == .quartile ? QR_ECLEVEL_Q : QR_ECLEVEL_M
    guard let input = QRinput_new2(0, level) else { throw .codeTooLong(count: bytes.count) }
    defer { QRinput_free(input) }
    guard QRinput_append(input, mode, Int32(bytes.count), bytes) == 0, let code = QRcode_encodeInput(input) else {
      throw .codeTooLong(count: bytes.count)
    }
    defer { QRcode_free(code) }
    width = Int(code.pointee.width)
    dark = UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
  }

  struct Block: Hashable {
    var column: Int
    var row: Int
    var width: Int
    var height: Int
  }

  /// The dark modules as rectangles: neighbours in a row, and equal stretches of rows below one another, are one.
  var blocks: [Block] {
    var done: [Block] = []
    var open: [Block] = []
    for row in 0..<width {
      let stretches = stretches(of: row)
      var next: [Block] = []
      for stretch in stretches {
        let above = open.first { $0.column == stretch.column && $0.width == stretch.width }
        next.append(
          above.map { Block(column: $0.column, row: $0.row, width: $0.width, height: $0.height + 1) } ?? stretch)
      }
      done += open.filter { block in !stretches.contains { $0.column == block.column && $0.width == block.width } }
      open = next
    }
    return done + open
  }

  private func stretches(of row: Int) -> [Block] {
    var found: [Block] = []
    for column in 0..<width where dark[row * width + column] {
      if let last = found.last, last.column + last.width == column {
        found[found.count - 1].width += 1
      } else {
        found.append(Block(column: column, row: row, width: 1, height: 1))
      }
    }
    return found
  }

  private static let alphanumeric = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
}
