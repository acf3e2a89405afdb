// The code of a page: what it says comes back, and nothing in it can be altered without the key.
import Domain
import Testing

@Suite struct PageCodeTests {
  /// A sum that any one letter changes; what HMAC is for is tested where it is computed.
  private static let key = PageCode.Key(kiosk: "A01", id: "K1") { text in
    (0..<9).map { turn in text.utf8.reduce(UInt8(turn)) { $0 &* 31 &+ $1 } }
  }

  private static func code(
    reference: String = "A010126030900075", edition: Int = 7, revision: Int = 2, page: Int = 1, pages: Int = 2,
    copy: Int = 1, key: PageCode.Key? = key
  ) -> PageCode {
    PageCode(
      service: "BJ", reference: reference, document: "AF", edition: edition, revision: revision, page: page,
      pages: pages, copy: copy, digest: [0xFF, 0, 1, 2, 3, 4, 5, 6], key: key)
  }

  @Test(arguments: [
    code(), code(reference: "A"), code(edition: 1295, revision: 1295, page: 35, pages: 35, copy: 35), code(key: nil),
  ])
  func `a code says what was put into it, in 58 letters that a small QR code holds`(code: PageCode) {
    #expect(PageCode(code.text) == code)
    #expect(code.text.count == 58)
    #expect(code.text.allSatisfy { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.".contains($0) })
  }

  @Test func `whatever letter is altered, the key no longer vouches for the page`() {
    let text = Array(Self.code().text)
    #expect(Self.code().isVouched(by: Self.key))
    for place in text.indices {
      var altered = text
      altered[place] = altered[place] == "A" ? "B" : "A"
      #expect(PageCode(String(altered))?.isVouched(by: Self.key) != true, "\(place)")
    }
  }

  /// A stranger's code must not end the program that reads it.
  @Test(arguments: ["--", "-0", "-1", "-Z", "1-", "..", ".1"])
  func `figures are digits and letters alone, and behind a short reference stand only dots`(figures: String) {
    var text = Array(Self.code(reference: "A").text)
    for start in [21, 23] {
      text.replaceSubrange(start..<(start + 2), with: figures)
      #expect(PageCode(String(text)) == nil)
      text = Array(Self.code(reference: "A").text)
    }
    text[10] = "A"
    #expect(PageCode(String(text)) == nil)
  }

  @Test func `a preview has neither kiosk nor key, and nobody vouches for it`() {
    let preview = Self.code(key: nil)
    #expect(preview.seal == nil && preview.text.hasSuffix(String(repeating: "-", count: 18)))
    #expect(!preview.isVouched(by: Self.key))
  }

  @Test func `two copies of a page have codes of their own`() {
    #expect(Self.code(copy: 1).text != Self.code(copy: 2).text)
  }
}
