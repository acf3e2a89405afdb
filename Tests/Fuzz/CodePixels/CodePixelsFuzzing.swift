// Random modules handed to both decoders of page codes: what they find has four corners and a text.
import Domain
import Pictures
import Scans

/// Pixels of a module's side, so that a small input makes a code that can be read.
private let side = 4

/// - Parameters:
///   - modules: row by row, one byte of grey each.
///   - across: how many make a row.
func tryOut(_ modules: [UInt8], across: Int) {
  let down = modules.count / across
  guard down > 0 else { return }
  let (width, height) = (across * side, down * side)
  let pixels = (0..<(width * height)).map { modules[$0 / width / side * across + $0 % width / side] }
  let picture = Picture(width: width, height: height, channels: .grey, pixels: pixels)
  for code in CodeFinder.zxing(picture) + CodeFinder.zbar(picture) {
    precondition(code.corners.count == 4, "\(code.corners.count) corners")
    precondition(code.corners.allSatisfy { $0.x.isFinite && $0.y.isFinite }, "a corner nowhere")
    if let page = code.pageCode { precondition(PageCode(page.text) == page, "a code that does not read back") }
  }
}

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input. Its first byte tells how wide a row is.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let first = input.first else { return 0 }
  tryOut(Array(input.dropFirst()), across: max(1, Int(first % 128)))
  return 0
}
