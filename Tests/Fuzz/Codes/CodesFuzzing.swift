// Random texts in the place of a page code, and random figures in the place of thresholds.
import Domain
import Scans

private let key = PageCode.Key(kiosk: "A01", id: "K1") { _ in [UInt8](repeating: 7, count: 9) }

func tryOut(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let code = PageCode(text) {
    precondition(PageCode(code.text) == code, "a code that does not read back")
    _ = code.isVouched(by: key)
    let known = PageKnowledge(kiosk: "A01", vouching: { _ in .holds }, papers: { _ in nil })
    precondition(!PageMatch.findings(code, known).isEmpty, "a page of no order was taken")
  }
  _ = try? Thresholds(json: bytes)
}

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  tryOut(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
