// Random bytes as a file of one format: it is refused by name, or becomes a picture within the limits.
internal import Domain
public import Pictures

/// Small limits, so that the fuzzer's own memory is never the question.
private let limits = PictureLimits(bytes: 1 << 20, pages: 20, pixels: 1 << 20, side: 4096)

/// Stops the program when a promise is broken.
/// - Parameter format: what has no such beginning is given one, so that every input reaches this format's reader.
public func tryOut(_ bytes: [UInt8], as format: PictureFormat) {
  let file = PictureFormat(sniffing: bytes) == format ? bytes : format.beginning + bytes.dropFirst(4)
  do throws(PictureError) {
    let pages = try PictureFile.pages(in: file, limits: limits)
    precondition((1...limits.pages).contains(pages), "\(pages) pages")
    for page in 0..<min(pages, 2) {
      let picture = try PictureFile.decode(file, page: page, limits: limits)
      precondition(picture.width * picture.height <= limits.pixels, "too many pixels")
      precondition(max(picture.width, picture.height) <= limits.side, "too long a side")
    }
  } catch {
    precondition(!error.explanation.code.isEmpty, "an error without a code")
  }
}

extension PictureFormat {
  fileprivate var beginning: [UInt8] {
    switch self {
    case .jpeg: [0xFF, 0xD8, 0xFF, 0xE0]
    case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    case .tiff: [0x49, 0x49, 0x2A, 0]
    case .pdf: Array("%PDF-1.4\n".utf8)
    default: preconditionFailure("\(self) is not taken")
    }
  }
}
