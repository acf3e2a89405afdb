// Credit codes, organisation codes and tax numbers.
import Domain
import Testing

struct OrganisationNumbersTests {
  struct CreditCases: Decodable {
    struct Case: Decodable {
      let code: String
      let check31: Bool
      let inner_org_ok: Bool
      let normalised: String?
    }
    let cases: [Case]
  }

  @Test func `a credit code holds exactly when both checks hold`() throws {
    for item in try Vectors.load("uscc", as: CreditCases.self).cases {
      let holds = (try? SocialCreditCode(item.code)) != nil
      #expect(holds == (item.check31 && item.inner_org_ok), "\(item.code)")
      if let normalised = item.normalised { #expect((try? SocialCreditCode(normalised)) != nil) }
    }
  }

  @Test(arguments: [
    ("9135", SocialCreditCode.Malformed.length(4)),
    ("91350100M000100Y44", .checkCharacter),
    ("123456789012345678", .organisationCode),
    ("9135010OM000100Y43", .character("O", place: 8, suggestion: "91350100M000100Y43")),
    ("9135010OM000100Y44", .character("O", place: 8, suggestion: nil)),
    ("91350100M000I00Y43", .character("I", place: 13, suggestion: "91350100M000100Y43")),
    ("91A50100M000100Y43", .division(place: 3)),
  ])
  func `a malformed credit code says why`(text: String, reason: SocialCreditCode.Malformed) {
    #expect(throws: reason) { try SocialCreditCode(text) }
  }

  @Test func `every change of a single character of a credit code is caught`() throws {
    for code in ["91350100M000100Y43", "913700007535433330", "91410000MA00430070"] {
      for place in 0..<18 {
        for character in "0123456789ABCDEFGHJKLMNPQRTUWXY" where character != Array(code)[place] {
          var changed = Array(code)
          changed[place] = character
          #expect((try? SocialCreditCode(String(changed))) == nil, "\(code) \(place) \(character)")
        }
      }
    }
  }

  @Test func `a credit code made from its parts holds`() throws {
    var random = Seeded(state: 7)
    for _ in 0..<2000 {
      let division = (0..<6).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      let body = String((0..<8).map { _ in "0123456789ABCDEFGHJKLMNPQRTUWXY".randomElement(using: &random) ?? "0" })
      let inner = body + String(try #require(OrganisationCode.checkCharacter(for: body)))
      let code = "91" + division + inner
      let whole = code + String(try #require(SocialCreditCode.checkCharacter(for: code)))
      #expect(try SocialCreditCode(whole).organisationCode == inner)
      #expect(try SocialCreditCode(whole).hasKnownRegistry)
    }
  }

  @Test(arguments: ["18", "44", "Y9", "B1", "Z1"])
  func `a registry and type outside of the table is told and not refused`(pair: String) throws {
    let body = pair + "350100" + "M000100Y4"
    guard let check = SocialCreditCode.checkCharacter(for: body) else {
      // Z is no letter of the alphabet: that is refused.
      #expect((try? SocialCreditCode(body + "0")) == nil)
      return
    }
    let code = try SocialCreditCode(body + String(check))
    #expect(!code.hasKnownRegistry)
    #expect(FieldFault.creditCodeRegistry.severity == .warning)
    #expect(FieldFault.creditCodeRegistry.explanation.code == "D36")
  }

  struct OrganisationCases: Decodable {
    struct Case: Decodable {
      let code: String
      let ok: Bool
    }
    let cases: [Case]
  }

  @Test func `organisation codes are checked with or without their hyphen`() throws {
    for item in try Vectors.load("orgcode", as: OrganisationCases.self).cases {
      #expect(((try? OrganisationCode(item.code)) != nil) == item.ok, "\(item.code)")
      let other =
        item.code.contains("-") ? item.code.filter { $0 != "-" } : item.code.dropLast() + "-" + item.code.suffix(1)
      #expect(((try? OrganisationCode(other)) != nil) == item.ok, "\(other)")
    }
  }

  @Test func `codes of the local area are refused`() throws {
    let body = "PDY00001"
    let code = body + String(try #require(OrganisationCode.checkCharacter(for: body)))
    #expect(throws: OrganisationCode.Malformed.local) { try OrganisationCode(code) }
  }

  @Test func `every change of a single digit of an organisation code is caught`() {
    // Weights 3 7 9 10 5 8 4 2 are all prime to 11, so digits always differ; letters may meet again modulo 11.
    for place in 0..<8 {
      for digit in "0123456789" where digit != Array("69189136")[place] {
        var changed = Array("691891366")
        changed[place] = digit
        #expect((try? OrganisationCode(String(changed))) == nil)
      }
    }
  }

  @Test(arguments: [
    ("370100753543333", true), ("37010075354333312", true), ("913700007535433330", true),
    ("37010075354333312345", true), ("123456789012345678", false), ("1234567890123456", false),
    ("91370000753543333-", false),
  ])
  func `a tax number has one of four lengths, and one of eighteen is a credit code`(text: String, holds: Bool) {
    #expect(((try? TaxNumber(text)) != nil) == holds)
  }
}
