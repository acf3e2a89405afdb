// Canonical JSON: one way to write, strict to read.
import Bundles
import Testing

@Suite struct `Canonical JSON` {
  struct Sample: Codable, Equatable {
    var zebra = 1
    var apple = "a/\"\\\u{1}\n é e\u{301} 𬍛"
    var list = [3, 2, 1]
    var nothing: String?
    var map = ["b": 1, "a": 2, "é": 3, "B": 4]
  }

  @Test func `the same value has the same bytes every time`() throws {
    let bytes = try CanonicalJSON.encode(Sample())
    for _ in 0..<50 { #expect(try CanonicalJSON.encode(Sample()) == bytes) }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"apple":"a/\"\\\u0001\n é é 𬍛","list":[3,2,1],"map":{"B":4,"a":2,"b":1,"é":3},"zebra":1}"#)
    #expect(try CanonicalJSON.decode(Sample.self, from: bytes) == Sample())
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, JSONFault.Reason.duplicateKey), ("1.0", .notAnInteger), ("1e3", .notAnInteger),
    ("01", .notAnInteger), ("-0", .notAnInteger), ("9223372036854775808", .notAnInteger), ("[1,]", .unexpected),
    (#""\ud800""#, .badText), (#""\x""#, .badText), ("\"\u{1}\"", .badText), ("{} {}", .trailing), ("", .unexpected),
    (#"{"a" 1}"#, .unexpected), ("[1", .unexpected), ("nul", .unexpected), (#"{a:1}"#, .unexpected),
    (String(repeating: "[", count: 1_000_000), .tooDeep),
  ])
  func `what could be read two ways is refused`(text: String, reason: JSONFault.Reason) {
    #expect { try JSONValue(parsing: Array(text.utf8)) } throws: { ($0 as? JSONFault)?.reason == reason }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: JSONFault.self) { try JSONValue(parsing: [0x22, 0xC3, 0x22]) }
    #expect(throws: JSONFault.self) { try JSONValue(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test(arguments: [#"{"b":1,"a":2}"#, #"{"a": 1}"#, #""\u0041""#, #""\/""#])
  func `another spelling of the same value is not canonical`(text: String) throws {
    _ = try JSONValue(parsing: Array(text.utf8))
    #expect(throws: JSONFault(reason: .notCanonical, offset: 0)) { try JSONValue(canonical: Array(text.utf8)) }
  }

  @Test func `escapes become the characters they stand for`() throws {
    #expect(try JSONValue(parsing: Array(#""\u90ed\ud870\udf5b\/\b""#.utf8)) == .text("郭𬍛/\u{8}"))
  }
}
