// The modules of a QR code (ISO/IEC 18004).
internal import CCairo
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
    let mode = bytes.allSatisfy { Self.alphanumeric[Int($0)] } ? QR_MODE_AN : QR_MODE_8
    let level = correction == .quartile ? QR_ECLEVEL_Q : QR_ECLEVEL_M
    guard let input = QRinput_new2(0, level) else { throw .codeTooLong(count: bytes.count) }
    defer { QRinput_free(input) }
    guard QRinput_append(input, mode, Int32(bytes.count), bytes) == 0, let code = QRcode_encodeMask(input, 0) else {
      throw .codeTooLong(count: bytes.count)
    }
    defer { QRcode_free(code) }
    width = Int(code.pointee.width)
    let modules = CodeModules(code)
    let mask = MaskChoice(modules).best
    guard mask != 0, let masked = QRcode_encodeMask(input, Int32(mask)) else {
      dark = modules.dark
      return
    }
    defer { QRcode_free(masked) }
    dark = CodeModules(masked).dark
  }

  /// Dark modules that stand side by side.
  var runs: [(row: Int, columns: Range<Int>)] {
    var runs: [(row: Int, columns: Range<Int>)] = []
    for place in dark.indices where dark[place] {
      let (row, column) = (place / width, place % width)
      if let last = runs.last, last.row == row, last.columns.upperBound == column {
        runs[runs.count - 1].columns = last.columns.lowerBound..<column + 1
      } else {
        runs.append((row, column..<column + 1))
      }
    }
    return runs
  }

  /// One bit a module, 1 for dark; each row begins a byte of its own, its first module highest.
  var rows: [UInt8] {
    let stride = (width + 7) / 8
    var rows = [UInt8](repeating: 0, count: stride * width)
    for row in 0..<width {
      for column in 0..<width where dark[row * width + column] {
        rows[row * stride + column / 8] |= 128 >> UInt8(column % 8)
      }
    }
    return rows
  }

  /// The modules as a surface of one bit each, for cairo to paint through; the caller destroys it.
  func stencil() -> OpaquePointer? {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A1, Int32(width), Int32(width)),
      let rows = cairo_image_surface_get_data(surface)
    else { return nil }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for row in 0..<width {
      // Cairo keeps 32 pixels in a word of the machine's own order: the first one lowest, on this machine.
      for column in 0..<width where dark[row * width + column] {
        rows[row * stride + column / 8] |= 1 << (column % 8)
      }
    }
    cairo_surface_mark_dirty(surface)
    return surface
  }

  private static let alphanumeric: [Bool] = {
    var known = [Bool](repeating: false, count: 256)
    for byte in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8 { known[Int(byte)] = true }
    return known
  }()
}

/// A code's modules row by row: which are dark, and which are under the mask.
struct CodeModules {
  let width: Int
  let dark: [Bool]
  let masked: [Bool]

  /// libqrencode marks what is no data with its highest bit, and dark modules with the lowest.
  init(_ code: UnsafePointer<QRcode>) {
    width = Int(code.pointee.width)
    let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
    dark = modules.map { $0 & 1 == 1 }
    masked = modules.map { $0 & 0x80 == 0 }
  }
}
