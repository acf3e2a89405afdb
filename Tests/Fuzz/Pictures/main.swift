// Random bytes handed in as scans: each is refused by name, or becomes a picture within the limits.
import CFuzzer
import Domain
import Foundation
import Pictures

/// Small limits, so that the fuzzer's own memory is never the question.
let limits = PictureLimits(bytes: 1 << 20, pages: 20, pixels: 1 << 20, side: 4096)

func tryOut(_ bytes: [UInt8]) {
  do throws(PictureError) {
    let pages = try PictureFile.pages(in: bytes, limits: limits)
    precondition((1...limits.pages).contains(pages), "\(pages) pages")
    for page in 0..<min(pages, 2) {
      let picture = try PictureFile.decode(bytes, page: page, limits: limits)
      precondition(picture.width * picture.height <= limits.pixels && picture.width <= limits.side)
    }
  } catch {
    precondition(!error.explanation.code.isEmpty)
  }
}

var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = CommandLine.unsafeArgv
withUnsafeMutablePointer(to: &words) { words in
  words.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>>.self, capacity: 1) { words in
    exit(
      LLVMFuzzerRunDriver(&count, words) { bytes, count in
        tryOut(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
}
