// Identity documents of residents and of everyone else.
import Domain
import Testing

struct IdentityDocumentTests {
  struct Cases: Decodable {
    struct Case: Decodable {
      let number: String
      let kind: String
      let ok: Bool
      let note: String
    }
    let cases: [Case]
  }

  static let today = CivilDate(year: 2026, month: 3, day: 9)!

  private func field() -> Field {
    Field(
      id: "agent.idNumber", label: "证件号码", kind: .identityNumber(kindField: "agent.idKind"), sensitivity: .sensitive,
      limit: 32)
  }

  @Test func `the vectors' numbers are judged as they say, except that fifteen digits are refused`() throws {
    for item in try Vectors.load("idcard", as: Cases.self).cases {
      let kind = item.kind == "resident15" ? "resident" : item.kind
      let judged = field().judge(item.number, today: Self.today, context: ["agent.idKind": kind])
      #expect(judged.isAccepted == (item.ok && item.kind != "resident15"), "\(item.note)")
    }
  }

  @Test func `a first-generation number is refused for its own reason and converts for look-up`() {
    #expect(IdentityDocument.resident.fault(in: "110105491231002") == .identity(.firstGeneration))
    #expect(IdentityNumber.upgraded("110105491231002") == "11010519491231002X")
    #expect(IdentityNumber.upgraded("11010549123100") == nil)
  }

  @Test func `every change of a single digit of an identity number is caught`() {
    let number = Array("34052419800101001X")
    for place in 0..<18 {
      for digit in "0123456789X" where digit != number[place] {
        var changed = number
        changed[place] = digit
        #expect(IdentityDocument.resident.fault(in: String(changed)) != nil, "\(place) \(digit)")
      }
    }
  }

  @Test func `a number whose birth lies more than 120 years back is warned about, not refused`() {
    let judged = field().judge("440524188001010014", today: Self.today, context: ["agent.idKind": "居民身份证"])
    #expect(judged.isAccepted)
    #expect(judged.faults.map(\.explanation.code) == ["D53"])
  }

  @Test(arguments: [
    (IdentityDocument.foreignPermanent, "USA370100123456", true), (.foreignPermanent, "USA37010012345", false),
    (.foreignPermanent, "911124198108030024", true), (.foreignPermanent, "911124198108030025", false),
    (.passport, "E12345678", true), (.passport, "508123456", true), (.passport, "ABCDEFG", false),
    (.passport, "E1234567890", false), (.hongKongMacaoPermit, "H12345678", true),
    (.hongKongMacaoPermit, "M1234567800", true), (.hongKongMacaoPermit, "K12345678", false),
    (.taiwanPermit, "12345678", true), (.taiwanPermit, "T2345678", false),
    (.hmtResidence, "820000199001010015", false), (.hmtResidence, "11010519491231002X", false),
  ])
  func `each kind of document has its own form of number`(kind: IdentityDocument, number: String, holds: Bool) {
    #expect((kind.fault(in: number) == nil) == holds)
  }

  @Test func `a number of another kind says so`() {
    #expect(IdentityDocument.resident.fault(in: "810000194912310028") == .identityOtherKind)
    #expect(IdentityDocument.resident.fault(in: "990105194912310028") == .identity(.region("990105")))
  }

  @Test func `an unknown kind of document is a fault of its own`() {
    let judged = field().judge("11010519491231002X", today: Self.today, context: ["agent.idKind": "驾驶证"])
    #expect(judged.faults.map(\.explanation.code) == ["D55"])
  }
}
