// DER and PEM at their edges.
import Cryptography
import Testing

@Suite struct Encodings {
  @Test(arguments: [(0, 2), (127, 129), (128, 131), (255, 258), (256, 260), (65536, 65541)])
  func `lengths take as few bytes as they can`(count: Int, whole: Int) throws {
    let written = DER.octetString([UInt8](repeating: 7, count: count))
    #expect(written.count == whole)
    #expect(try #require(DER.elements(in: written[...])).map(\.content.count) == [count])
    #expect(DER.elements(in: written.dropLast()) == nil || count == 0)
  }

  @Test func `integers are positive and short`() {
    #expect(DER.integer([0]) == [2, 1, 0])
    #expect(DER.integer([0, 0, 0x7F]) == [2, 1, 0x7F])
    #expect(DER.integer([0x80]) == [2, 2, 0, 0x80])
  }

  @Test func `object identifiers go by their dotted text`() throws {
    #expect(try DER.objectIdentifier("1.2.156.10260.4.1.4") == [6, 8, 42, 129, 28, 208, 20, 4, 1, 4])
    #expect(throws: CryptographyError.malformed(.objectIdentifier)) { try DER.objectIdentifier("9.9") }
  }

  @Test(arguments: 0..<130)
  func `PEM gives back what it was given`(count: Int) {
    let bytes = Random.bytes(count)
    #expect(PEM.blocks(in: PEM.text(bytes, label: "X"), label: "X") == [bytes])
  }

  @Test(arguments: ["A", "AA==\n", "A===", "AB==", "!!!!", "AAAA="])
  func `base 64 that is not canonical is refused`(text: String) {
    #expect(PEM.decodedBase64(text) == nil)
  }

  @Test func `a block of another label is not taken`() {
    let text = PEM.text([1], label: "A") + PEM.text([2], label: "B").replacing("\n", with: "\r\n")
    #expect(PEM.blocks(in: text, label: "B") == [[2]])
  }
}
