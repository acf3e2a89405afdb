// What may be a PIN, before any card is asked.
import Testing
import Tokens
import WrittenSecrets

@Suite struct PINTests {
  @Test(arguments: ["730194", "8051937", "19753086"])
  func `six to eight unrelated digits are taken`(text: String) throws { _ = try PIN(new: text) }

  @Test(arguments: [
    ("12345", PIN.Malformed.length), ("123456789", .length), ("", .length), ("12345a", .character),
    ("１２３４５６", .character), ("123456", .weak), ("12345678", .weak), ("876543", .weak), ("111111", .weak),
    ("121212", .weak), ("112112", .weak), ("123123", .weak), ("00000000", .weak), ("737373", .weak),
  ])
  func `anything else is refused with the reason`(text: String, reason: PIN.Malformed) {
    #expect(throws: reason) { try PIN(new: text) }
  }

  @Test func `a weak PIN that is already set may still be entered`() throws { _ = try PIN("123456") }

  @Test(arguments: ["aB3-x9", "pa ss~1!", "12345a"])
  func `letters and signs that another program set are taken, and not chosen here`(text: String) throws {
    _ = try PIN(text)
    #expect(throws: PIN.Malformed.character) { try PIN(new: text) }
  }

  @Test(arguments: [("１２３４５６", PIN.Malformed.character), ("密码", .character), ("ab1", .length), ("abcdefghi", .length)])
  func `what no card takes is no present PIN`(text: String, reason: PIN.Malformed) {
    #expect(throws: reason) { try PIN(text) }
  }

  @Test func `a random PUK has eight digits and is never the last one`() {
    let (first, second) = (PUK.random().text, PUK.random().text)
    #expect(first.count == 8 && first.allSatisfy { ("0"..."9").contains($0) })
    #expect(first != second)
    #expect(PUK(first)?.text == first)
  }

  @Test(arguments: ["", "12345", "123456789", "密码密码密码", "1234567\t"])
  func `a PUK of the wrong form is refused`(text: String) { #expect(PUK(text) == nil) }

  @Test(arguments: ["12 45678", "Ab-#/~1", "!\"$%&()"])
  func `a PUK may hold any character that can be typed`(text: String) { #expect(PUK(text)?.text == text) }
}
