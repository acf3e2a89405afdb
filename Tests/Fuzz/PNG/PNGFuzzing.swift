// Random PNG files handed in as scans.
import PictureFuzzing
import Pictures

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  tryOut(Array(UnsafeBufferPointer(start: bytes, count: count)), as: .png)
  return 0
}
