// Tagged values of card answers: round trips, and refusal of all that does not fit.
import Testing
import Tokens

@Suite struct TLVTests {
  @Test(arguments: [0, 1, 127, 128, 255, 256, 3000])
  func `a value of any length comes back`(length: Int) {
    let value = [UInt8](repeating: 0xAB, count: length)
    #expect(TLV.single(0x5FC1, TLV(0x5FC1, value).bytes) == nil)
    #expect(TLV.single(0x53, TLV(0x53, value).bytes) == value)
    #expect(TLV.sequence(TLV(0x7F49, value).bytes)?.first?.tag == 0x7F49)
  }

  @Test func `cut anywhere, an answer is refused`() {
    let whole = TLV(0x70, [UInt8](repeating: 1, count: 300)).bytes + TLV(0x71, [0]).bytes + TLV(0xFE, []).bytes
    let ends = Set([0, 304, 307, 309])
    for count in 0..<whole.count where !ends.contains(count) { #expect(TLV.sequence(Array(whole[..<count])) == nil) }
    #expect(TLV.sequence(whole)?.count == 3)
  }

  @Test(
    arguments: [[0x53], [0x53, 0x80], [0x53, 0x83, 0, 0, 1, 0], [0x53, 0x82, 1], [0x5F], [0x5F, 0x81, 0x01]]
      as [[UInt8]])
  func `a malformed head is refused`(bytes: [UInt8]) { #expect(TLV.sequence(bytes) == nil) }

  @Test func `tag 00 is written as it is read`() {
    let bytes: [UInt8] = [0, 1, 7]
    #expect(TLV.sequence(bytes)?.flatMap(\.bytes) == bytes)
  }
}
