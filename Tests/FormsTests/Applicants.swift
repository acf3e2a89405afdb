// People to print forms for: an ordinary one, one of rare characters, nobody, and thousands of extreme ones.
import Domain
import Services

struct Applicant: Sendable {
  let name: String
  let values: [FieldID: String]
  var copyLabel: String?
  var watermark: String?
}

enum Applicants {
  static let all = [
    Applicant(name: "ordinary", values: ordinary, copyLabel: "留存联"),
    Applicant(name: "rare", values: rare, watermark: "演练"), Applicant(name: "blank", values: [:], watermark: "仅供预览"),
  ]

  static let fields: [Field] = { (try? AllForms.packs.get().catalogue.fields) ?? [] }()

  /// Something plausible in every field.
  static let ordinary = Dictionary(uniqueKeysWithValues: fields.map { ($0.id, plausible($0)) })

  /// Names that only the fonts at the end of the chain draw, and characters that cairo is known to lose.
  static let rare = ordinary.merging([
    "organisation.name": "如瘃忉㛃䶮𬍛𨭎𠀀𪚥𫝀𫞩𬺰科技（集团）有限公司", "legal.name": "葛\u{E0100}𤭢𪜎", "agent.name": "邉\u{E0101}如𫗧",
    "organisation.address": "某市〇〇区如意路１号·Ａ座3—5层“𩽾𩾌”馆【丙】", "agent.email": "fi.ffl@AVATAR-To.example",
    "certificate.changes": "原名称“㐂𠮷”变更为“𡈽𣏕”；fi ffl é №３……",
  ]) { $1 }

  private static func plausible(_ field: Field) -> String {
    switch field.kind {
    case .organisationName: "河南嵩岳建设工程有限公司"
    case .personName: "张建国"
    case .socialCreditCode, .taxNumber: "91410100MA44YXQ08L"
    case .organisationCode: "MA44YXQ08"
    case .identityNumber: "410105197503120017"
    case .mobile, .telephone: "13803710001"
    case .email: "liyan@songyue-build.cn"
    case .postcode: "450018"
    case .account: "1702020109200012345"
    case .money: "1234.50"
    case .count: "2"
    case .date: "2026-03-20"
    case .truth: "是"
    case .choice(let words): words.first?.first ?? ""
    case .text where field.limit < 60: String("郑州第28号".prefix(field.limit))
    case .text: "郑州市郑东新区商务外环路28号中原大厦12层1203室"
    }
  }

  /// Values of any length of Chinese, Latin, figures or marks: of every second applicant as long as fields allow, of the
  /// others up to twice that.
  static func extreme(_ seed: UInt64) -> [FieldID: String] {
    var numbers = SplitMix(state: seed)
    let keepsLimits = (seed / 7) % 2 == 0
    return Dictionary(
      uniqueKeysWithValues: fields.compactMap { field in
        guard numbers.next() % 8 != 0 else { return nil }
        return (field.id, value(of: field, keepsLimits, &numbers))
      })
  }

  /// The first words of a choice are ticked, so that they are not always random.
  private static func value(of field: Field, _ keepsLimits: Bool, _ numbers: inout SplitMix) -> String {
    if case .choice(let words) = field.kind, numbers.next() % 4 != 0 { return numbers.pick(words)?.first ?? "" }
    if case .truth = field.kind { return numbers.next() % 2 == 0 ? "是" : "否" }
    let reach = numbers.next() % 6
    let limit = reach == 0 && !keepsLimits ? field.limit * 2 : numbers.next() % 2 == 0 ? field.limit : 12
    let length = Int(numbers.next() % UInt64(max(1, limit))) + 1
    let letters = alphabets[Int(numbers.next() % UInt64(alphabets.count))]
    return String((0..<length).compactMap { _ in numbers.pick(letters) })
  }

  private static let alphabets: [[Character]] = [
    Array("天地玄黄宇宙洪荒日月盈昃辰宿列张河南省有限责任公司"), Array("天地玄黄宇宙洪荒河南省责任公司（），、。《》“”·—…"),
    Array("ABCDEFGHabcdefgh0123456789-.@"), Array("0123456789"), Array("WMQ天地玄黄 ab宇宙3洪荒."), Array("如瘃忉㛃䶮𬍛𨭎𠀀龘一丨"),
    Array("Wm WMm i l "),
  ]
}

/// Steele, Lea and Flood's SplitMix64: the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<Choice>(_ choices: [Choice]) -> Choice? {
    choices.isEmpty ? nil : choices[Int(next() % UInt64(choices.count))]
  }
}
