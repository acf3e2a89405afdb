// Random texts in the place of a page code, and random figures in the place of thresholds.
import CFuzzer
import Domain
import Foundation
import Scans

let key = PageCode.Key(kiosk: "A01", id: "K1") { _ in [UInt8](repeating: 7, count: 9) }

func tryOut(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let code = PageCode(text) {
    precondition(PageCode(code.text) == code, "a code that does not read back")
    _ = code.isVouched(by: key)
    let known = PageKnowledge(kiosk: "A01", vouching: { _ in .holds }, papers: { _ in nil })
    precondition(!PageMatch.findings(code, known).isEmpty)
  }
  _ = try? Thresholds(json: bytes)
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
