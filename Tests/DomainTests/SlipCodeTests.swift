// The code of a slip: what it says comes back, and no other text means the same.

import Domain
import Testing

@Suite struct SlipCodeTests {
  private func code(_ proofs: [String]) throws -> SlipCode {
    SlipCode(
      service: "EX", document: "RC", reference: "A010126030900075", revision: 40,
      day: try #require(CivilDate("2026-03-09")), kiosk: "A01", key: "7ZQ3K1MA",
      digest: [0xFF, 0, 1, 2, 3, 4, 5, 6], proofs: proofs
    ) { message in (0..<64).map { UInt8(truncatingIfNeeded: message.count + $0 * 3) } }
  }

  @Test(arguments: [[], ["300.00"], ["300.00", "2026-03-10", "9A01026030+MK20260300881"]])
  func `a code says what was put into it`(proofs: [String]) throws {
    let code = try code(proofs)
    let read = try #require(SlipCode(code.text))
    #expect(read == code)
    #expect(read.proofs == proofs)
    #expect(read.reference == "A010126030900075" && read.revision == 40 && read.day.description == "2026-03-09")
  }

  @Test func `a code is of the letters that a small QR code holds`() throws {
    let text = try code(["叁佰元/整*", "9a01"]).text
    #expect(text.allSatisfy { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains($0) })
    #expect(SlipCode(text)?.proofs == ["%%%%%%", "9A01"])
  }

  @Test func `more serial numbers than a code holds are cut and the cut is marked`() throws {
    let long = (1...30).map { "9A0102603\($0)" }.joined(separator: "+")
    let code = try code(["300.00", long])
    #expect(code.proofs[1].hasSuffix("%") && code.text.utf8.count < 300)
    #expect(SlipCode(code.text) == code)
  }

  @Test func `no code of another length, version or spelling is read`() throws {
    let text = try code(["300.00"]).text
    #expect(SlipCode(String(text.dropLast())) == nil)
    #expect(SlipCode(text + "0") == nil)
    #expect(SlipCode(text.lowercased()) == nil)
    #expect(SlipCode("S2" + text.dropFirst(2)) == nil)
    #expect(SlipCode("") == nil && SlipCode("/") == nil && SlipCode("你好") == nil)
  }

  @Test func `bytes have one text, and bits left over are refused`() throws {
    let bytes = (0..<64).map { UInt8($0 * 4 & 0xFF) }
    let text = Base32.text(bytes, count: 103)
    #expect(Base32.bytes(text, count: 64) == bytes)
    let last = try #require(text.last)
    let others = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".filter { $0 != last }
    let meanings = others.compactMap { Base32.bytes(text.dropLast() + String($0), count: 64) }
    #expect(!meanings.contains(bytes))
    #expect(Base32.bytes("I", count: 0) == nil)
  }
}
