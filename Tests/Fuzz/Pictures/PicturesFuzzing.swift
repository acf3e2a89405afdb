// Random bytes handed in as scans: each is refused by name, or becomes a picture within the limits.
import Domain
import Pictures

/// Small limits, so that the fuzzer's own memory is never the question.
private let limits = PictureLimits(bytes: 1 << 20, pages: 20, pixels: 1 << 20, side: 4096)

func tryOut(_ bytes: [UInt8]) {
  do throws(PictureError) {
    let pages = try PictureFile.pages(in: bytes, limits: limits)
    precondition((1...limits.pages).contains(pages), "\(pages) pages")
    for page in 0..<min(pages, 2) {
      let picture = try PictureFile.decode(bytes, page: page, limits: limits)
      precondition(picture.width * picture.height <= limits.pixels, "too many pixels")
      precondition(max(picture.width, picture.height) <= limits.side, "too long a side")
    }
  } catch {
    precondition(!error.explanation.code.isEmpty, "an error without a code")
  }
}

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  tryOut(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
