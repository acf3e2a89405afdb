// Telephones, accounts, postcodes and e-mail addresses.
import Domain
import Testing

struct PlainNumbersTests {
  struct Misc: Decodable {
    struct Mobile: Decodable {
      struct Case: Decodable {
        let s: String
        let ok: Bool
      }
      let cases: [Case]
    }
    struct Invoice: Decodable {
      struct Case: Decodable {
        let s: String
        let ok: Bool
        let cleaned: String?
      }
      let cases: [Case]
    }
    struct Masked: Decodable {
      let kind: String
      let s: String
      let shown: String
    }
    let mobile: Mobile
    let invoice_text: Invoice
    let masking: [Masked]
  }

  @Test func `mobile numbers hold after their clean-up`() throws {
    for item in try Vectors.load("misc", as: Misc.self).mobile.cases {
      #expect((MobileNumber(MobileNumber.cleaned(item.s)) != nil) == item.ok, "\(item.s)")
    }
  }

  @Test func `invoice texts are cleaned by offer, and doubtful hyphens are asked about`() throws {
    for item in try Vectors.load("misc", as: Misc.self).invoice_text.cases {
      let text = InvoiceText(item.s)
      #expect(text.isClean == item.ok, "\(item.s)")
      #expect(text.cleaned == item.cleaned ?? item.s)
    }
    let address = InvoiceText("颖秀路2766号3-2-501")
    #expect(address.cleaned == address.text)
    #expect(address.doubtful == [10, 12])
  }

  @Test func `values are masked as the vectors show`() throws {
    let kinds: [String: FieldKind] = [
      "id": .identityNumber(kindField: nil), "mobile": .mobile, "account": .account, "name": .personName,
    ]
    for item in try Vectors.load("misc", as: Misc.self).masking {
      #expect(Masking.masked(item.s, try #require(kinds[item.kind])) == item.shown)
    }
  }

  @Test(arguments: ["", "1", "12", "1234", "张", "a@b.cn"])
  func `a short value is never shown whole`(value: String) {
    for kind in [FieldKind.identityNumber(kindField: nil), .mobile, .account, .text] where !value.isEmpty {
      #expect(Masking.masked(value, kind) != value)
    }
    #expect(Masking.masked(value, .account).count == value.count)
  }

  struct Luhn: Decodable {
    struct Case: Decodable {
      let n: String
      let luhn: Bool
    }
    let cases: [Case]
  }

  @Test func `an account is never refused for its Luhn digit`() throws {
    for item in try Vectors.load("luhn", as: Luhn.self).cases {
      #expect(Account.isLuhn(item.n) == item.luhn)
      #expect(Account.isWellFormed(item.n))
      #expect(!Account.looksLikeCard(item.n))
    }
    #expect(Account.looksLikeCard("6222021234567890128") == Account.isLuhn("6222021234567890128"))
    #expect(Account.looksLikeCard("4111111111111111"))
  }

  @Test(arguments: [
    ("0531-67880028", "0531-67880028"), ("053167880028", "0531-67880028"), ("010-12345678", "010-12345678"),
    ("02112345678", "021-12345678"), ("0531-67880028-801", "0531-67880028-801"), ("4001234567", "4001234567"),
    ("400-123-4567", "4001234567"), ("67880028", nil), ("0531-678", nil), ("0531-67880028-", nil),
  ])
  func `a landline has its area code`(text: String, written: String?) {
    #expect(Landline(text)?.text == written)
  }

  @Test(arguments: [
    ("li.si@example.com", true), ("a+b@sub.example.cn", true), ("@example.com", false), ("a@b", false),
    ("a b@example.com", false), ("a@@example.com", false), ("a.@example.com", false), ("a@-b.com", false),
  ])
  func `an e-mail address is judged by its form`(text: String, holds: Bool) {
    #expect(Email.isWellFormed(text) == holds)
  }
}
