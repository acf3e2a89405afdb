// Fields judged as a whole: what is changed, what is told and what is refused.
import Domain
import Testing

struct FieldJudgingTests {
  static let today = CivilDate(year: 2026, month: 3, day: 9)!

  private func judge(
    _ text: String, _ kind: FieldKind, _ sensitivity: Sensitivity = .open, limit: Int = 60, id: FieldID = "f",
    context: [FieldID: String] = [:]
  ) -> Judgement {
    Field(id: id, label: "栏", kind: kind, sensitivity: sensitivity, limit: limit).judge(
      text, today: Self.today, context: context)
  }

  @Test(arguments: [
    ("９１３５０１００M000100Y43", FieldKind.socialCreditCode, "91350100M000100Y43", [Change.Kind.halfWidth]),
    (" 91350100 m000100y43 ", .socialCreditCode, "91350100M000100Y43", [.space, .upperCase]),
    ("+86 187-6962-8833", .mobile, "18769628833", [.space, .separator]),
    ("6222 0212-3456", .account, "622202123456", [.space, .separator]),
    ("D2143569-X", .organisationCode, "D2143569X", [.separator]),
    ("（0531）67880028", .telephone, "0531-67880028", [.halfWidth, .separator]),
    ("张　三", .personName, "张三", [.halfWidth, .space]),
    ("John  Smith ", .personName, "John Smith", [.space]),
    ("阿依古丽•买买提", .personName, "阿依古丽·买买提", [.middleDot]),
    ("国采（湖北）技术有限公司", .organisationName, "国采（湖北）技术有限公司", []),
    ("ＡＢＣ（中国）有限公司", .organisationName, "ABC（中国）有限公司", [.halfWidth]),
    ("⼀⽂公司", .organisationName, "一文公司", [.lookAlike]), ("张\u{200B}三", .personName, "张三", [.invisible]),
    ("￥1,300.5元", .money, "1300.50", [.form]), ("2026年3月9日", .date, "2026-03-09", [.form]),
    ("20260309", .date, "2026-03-09", [.form]), ("Yes", .truth, "是", [.form]),
    ("新制", .choice([["新办", "新制"]]), "新办", [.form]), ("济南市 历下区", .text, "济南市 历下区", []),
  ])
  func `values are normalised and every change is told`(
    text: String, kind: FieldKind, value: String, changes: [Change.Kind]
  ) {
    let judged = judge(text, kind)
    #expect(judged.value.unicodeScalars.elementsEqual(value.unicodeScalars))
    #expect(judged.changes.map(\.kind) == changes)
    #expect(judged.faults.filter { $0.severity == .error }.isEmpty)
  }

  @Test(arguments: [
    ("张\u{0B}三", FieldKind.personName, "D21"), ("张\n三", .personName, "D22"), ("张\u{202E}三", .personName, "D23"),
    ("张\u{E000}", .personName, "D24"), ("张😀", .personName, "D25"), ("张\u{FFFD}", .personName, "D26"),
    ("张?", .personName, "D27"), ("山东?川公司", .organisationName, "D27"), ("a\u{301}\u{301}\u{301}", .personName, "D28"),
    ("⺌三", .personName, "D29"), ("张三1", .personName, "D30"), ("A#B公司", .organisationName, "D30"),
    ("123456789012345678", .socialCreditCode, "D35"), ("110105491231002", .identityNumber(kindField: nil), "D47"),
    ("110105204802290028", .identityNumber(kindField: nil), "D52"), ("1876962883", .mobile, "D58"),
    ("1234567", .account, "D60"), ("25000", .postcode, "D62"), ("a@b", .email, "D63"), ("一百", .money, "D64"),
    ("0", .count, "D65"), ("2026-02-30", .date, "D66"), ("也许", .truth, "D67"), ("注销", .choice([["新办"]]), "D68"),
    (String(repeating: "长", count: 61), .text, "D20"),
  ])
  func `a fault has its code`(text: String, kind: FieldKind, code: String) {
    let judged = judge(text, kind)
    #expect(judged.faults.map(\.explanation.code) == [code])
    #expect(!judged.isAccepted)
  }

  @Test(arguments: ["𬍛㛃䶮𨭎", "葛\u{E0100}城", "阿依古丽·买买提", "Mary-Jane O'Neil", "李𰻞", "\u{2EBF0}"])
  func `rare characters, variants and foreign names pass`(name: String) {
    let judged = judge(name, .personName)
    #expect(judged.isAccepted)
    #expect(judged.value == name)
  }

  @Test func `an address with a question mark is warned about`() {
    let judged = judge("济南市?泺路1号", .text)
    #expect(judged.isAccepted)
    #expect(judged.faults.map(\.severity) == [.warning])
  }

  @Test func `numbers of one organisation must agree`() {
    let context = ["organisation.creditCode": " 91350100m000100y43"]
    #expect(judge("M000100Y-4", .organisationCode, context: context).isAccepted)
    #expect(judge("D2143569-X", .organisationCode, context: context).faults.map(\.explanation.code) == ["D41"])
    #expect(judge("91350100M000100Y43", .taxNumber, context: context).isAccepted)
    let other = judge("913700007535433330", .taxNumber, context: context)
    #expect(other.faults.map(\.explanation.chinese.happened) == ["税号第 4 位与统一社会信用代码不同"])
    let reasoned = context.merging(["invoice.taxNumberReason": "分公司代付"]) { first, _ in first }
    #expect(judge("913700007535433330", .taxNumber, context: reasoned).isAccepted)
  }

  @Test(arguments: [
    ("护照", "12", "D56"), ("港澳居民来往内地通行证", "X1", "D57"), ("台湾居民来往大陆通行证", "123", "D57"),
  ])
  func `another document's number has its own form`(kind: String, number: String, code: String) {
    let judged = judge(number, .identityNumber(kindField: "legal.idKind"), context: ["legal.idKind": kind])
    #expect(judged.faults.map(\.explanation.code) == [code])
  }

  @Test(arguments: [("6222020200112230001", false), ("4111111111111111", true)])
  func `an account that has the form of a person's card is warned about`(account: String, isCard: Bool) {
    let judged = judge(account, .account)
    #expect(judged.faults.map(\.explanation.code) == (isCard ? ["D61"] : []))
    #expect(judged.isAccepted)
  }

  @Test func `a change of a sensitive value shows it masked`() {
    let judged = judge("11010519491231002x", .identityNumber(kindField: nil), .sensitive)
    #expect(judged.changes.map(\.after) == ["110***********002X"])
    let words = judged.findings(at: Place(file: "a.csv"), application: "A-1", field: "f").map {
      $0.explanation.chinese.happened
    }
    #expect(words.allSatisfy { !$0.contains("19491231") })
  }

  @Test func `judging a judged value changes nothing`() {
    for text in ["９１３５０１００m000100y43", "0531 67880028", " 张　三 ", "￥3,0", "ＡＢＣ（中国） 有限公司"] {
      for kind in [FieldKind.text, .organisationName, .personName, .socialCreditCode, .telephone, .money, .account] {
        let once = judge(text, kind)
        let twice = judge(once.value, kind)
        #expect(twice.value == once.value)
        #expect(twice.changes.isEmpty, "\(text) \(kind)")
      }
    }
  }

  @Test func `every specimen has a code of its own or shares it with its like`() {
    let explained = FieldFault.specimens.map(\.explanation) + Change.specimens.map(\.explanation)
    #expect(Set(explained.map(\.code)).count == 57)
    for item in explained {
      #expect(item.code.first == "D")
      #expect(!item.chinese.happened.isEmpty && !item.english.happened.isEmpty)
      #expect(!item.chinese.remedy.isEmpty && !item.english.remedy.isEmpty)
    }
  }
}
