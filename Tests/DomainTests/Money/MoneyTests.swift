// Amounts, their capitals and the dates of cheques.
import Domain
import Testing

struct MoneyTests {
  struct Amounts: Decodable {
    struct Case: Decodable {
      let fen: Int
      let yuan: String
      let canonical: String
      let accept: [String]
    }
    let cases: [Case]
  }

  @Test func `amounts are written in one canonical form and read in every permitted one`() throws {
    for item in try Vectors.load("rmb", as: Amounts.self).cases {
      let money = try #require(Money(fen: item.fen))
      #expect(money.yuan == item.yuan)
      #expect(Money(yuan: item.yuan) == money)
      #expect(money.capitals == item.canonical)
      for spelling in item.accept { #expect(Money.fen(fromCapitals: spelling) == item.fen, "\(spelling)") }
    }
  }

  @Test(arguments: [
    ("壹仟陆佰捌拾元零叁角贰分", 168_032), ("壹仟陆佰捌拾元叁角贰分", 168_032), ("壹万陆仟肆佰零玖元零贰分", 1_640_902),
    ("壹萬貳仟圓整", 1_200_000), ("人民币壹億圓正", 10_000_000_000), ("壹亿零壹仟元整", 10_000_100_000),
    ("壹亿壹仟元整", 10_000_100_000), ("壹拾亿贰仟万元整", 102_000_000_000), ("玖仟玖佰玖拾玖亿元整", 99_990_000_000_000),
  ])
  func `further permitted spellings are read`(text: String, fen: Int) {
    #expect(Money.fen(fromCapitals: text) == fen)
  }

  @Test(arguments: [
    "", "人民币", "元整", "叁佰", "叁佰元", "拾元整", "壹佰零零伍元整", "壹佰伍元整", "一百元整", "廿元整", "叁佰元零整", "零伍分", "零元伍分",
    "壹角壹角", "壹佰元伍分", "壹佰元伍分整", "叁佰元整整", "佰元叁", "壹佰贰佰元整", "亿亿亿亿亿亿元整", "壹万亿元整", "壹元壹元整", "人民币 叁佰元整",
  ])
  func `spellings that no rule permits are not read`(text: String) {
    #expect(Money.fen(fromCapitals: text) == nil)
  }

  @Test func `what is written is read again`() throws {
    var random = Seeded(state: 3)
    for round in 0..<20_000 {
      let digits = round % 14 + 1
      var fen = 0
      for _ in 0..<digits { fen = fen * 10 + (Bool.random(using: &random) ? 0 : Int.random(in: 0...9, using: &random)) }
      let money = try #require(Money(fen: fen))
      #expect(Money.fen(fromCapitals: money.capitals) == fen, "\(money.yuan) \(money.capitals)")
      #expect(Money(yuan: money.yuan) == money)
    }
  }

  @Test(arguments: ["", "1.", ".5", "1.234", "-1", "+1", "1e3", "1,000", "１", "0x10", "1000000000000"])
  func `texts that are no amount are refused`(text: String) {
    #expect(Money(yuan: text) == nil)
  }

  struct Dates: Decodable {
    struct Case: Decodable {
      let date: String
      let cn: String
    }
    let cases: [Case]
  }

  @Test func `cheque dates carry their zeros`() throws {
    for item in try Vectors.load("rmb_date", as: Dates.self).cases {
      #expect(CivilDate(item.date)?.chequeCapitals == item.cn)
    }
    #expect(CivilDate("2024-10-20")?.chequeCapitals == "贰零贰肆年零壹拾月零贰拾日")
    #expect(CivilDate("2024-11-21")?.chequeCapitals == "贰零贰肆年壹拾壹月贰拾壹日")
    #expect(CivilDate("2024-03-30")?.chequeCapitals == "贰零贰肆年叁月零叁拾日")
  }
}
