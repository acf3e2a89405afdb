// Applicants for form tests: the longest, the shortest and random ones, and the definitions they are set in.

import Domain
import Layout
import Services
import Testing

enum FormSamples {
  static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
  static let folder = root + "/Forms"
  static let services = ["bjca", "zhongyuan", "yangguang", "guocai", "szca"]
  static let documents =
    services.flatMap { service in
      ["application-form", "authorization-letter", "seal-template"].map { (service, $0) }
    } + [("guocai", "short-form"), ("yangguang", "short-form")]

  static let packs = Result { () throws(PackFault) in try Packs.load(from: folder) }

  static var fields: [Field] { (try? packs.get().catalogue.fields) ?? [] }

  static func pack(_ service: String) throws -> Pack { try #require(try packs.get()[service]) }

  static func definition(_ service: String, _ document: String) throws -> DocumentDefinition {
    try packs.get().definition(document, of: pack(service), forms: folder)
  }

  static func context(
    _ service: String, copyLabel: String? = "留存联", watermark: String? = nil
  ) throws -> ComposeContext {
    let pack = try pack(service)
    return ComposeContext(
      pack: pack, businessType: pack.businessTypes[0], reference: "ZZ1002603090001K",
      date: try #require(CivilDate("2026-03-09")), copyLabel: copyLabel, watermark: watermark,
      code: { "1BJZZ1002603090001KAF0101\($0)\($1)17ABCD3EFGH5JKLKIO01ABCDEFGHJKMNP" })
  }

  static let ordinary: [FieldID: String] = [
    "organisation.name": "河南嵩岳建设工程有限公司", "organisation.creditCode": "91410100MA44YXQ08L",
    "organisation.code": "MA44YXQ08", "organisation.role": "供应商",
    "organisation.address": "河南省郑州市郑东新区商务外环路28号中原大厦12层1203室", "organisation.postcode": "450018",
    "organisation.phone": "0371-65901234", "organisation.ownership": "永城市公共资源交易中心",
    "legal.name": "张建国", "legal.idKind": "居民身份证", "legal.idNumber": "410105197503120017",
    "legal.mobile": "13803710001", "agent.name": "李𬍛", "agent.idKind": "居民身份证",
    "agent.idNumber": "410105199001011234", "agent.mobile": "13911112222", "agent.email": "liyan@songyue-build.cn",
    "certificate.quantity": "1", "certificate.years": "1", "certificate.seal": "是", "delivery.method": "现场领取",
    "delivery.recipient": "李𬍛", "delivery.phone": "13911112222",
    "delivery.address": "河南省郑州市郑东新区商务外环路28号中原大厦12层1203室", "invoice.kind": "电子发票",
    "invoice.title": "河南嵩岳建设工程有限公司", "invoice.taxNumber": "91410100MA44YXQ08L",
    "invoice.contact": "河南省郑州市郑东新区商务外环路28号0371-65901234", "invoice.bank": "中国工商银行股份有限公司郑州花园路支行",
    "invoice.account": "1702020109200012345", "invoice.mobile": "13911112222",
    "bank.name": "河南嵩岳建设工程有限公司", "bank.branch": "中国工商银行股份有限公司郑州花园路支行",
    "bank.account": "1702020109200012345", "consent.noRefund": "是", "consent.agreement": "是",
    "consent.privacy": "是", "consent.pendingBids": "否",
  ]

  /// Every value at a length that real applicants still reach.
  static let long: [FieldID: String] = ordinary.merging([
    "organisation.name": "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区天山雪莲农业生产资料供应链管理股份有限公司第一分公司",
    "organisation.address":
      "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区开发大道与丝绸之路交汇处西北角东方国际商务中心B座二十三层2301至2318室（原天山大厦旧址向南二百米）",
    "organisation.ownership": "新疆维吾尔自治区巴音郭楞蒙古自治州公共资源交易中心（政务服务和公共资源交易管理局）",
    "legal.name": "尼古拉斯·亚历山大·康斯坦丁诺夫·冯·霍恩洛厄", "legal.idKind": "外国人永久居留身份证",
    "legal.idNumber": "911124197503120017", "agent.name": "阿不都热西提·买买提依明·吐尔逊",
    "agent.idKind": "港澳居民来往内地通行证",
    "agent.email": "abdurashid.mamatimin.tursun@purchasing-and-tendering-department.tianshan-xuelian.com.cn",
    "certificate.oldSerial": "1A2B3C4D5E6F708192A3B4C5D6E7F8091A2B3C4D5E6F7081",
    "certificate.oldToken": "BJCA-20210809-000123",
    "certificate.changes": "单位名称由“新疆天山雪莲农业生产资料有限公司”变更为现名称；法定代表人由“买买提·艾力”变更为现法定代表人；通信地址同时变更。",
    "delivery.address":
      "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区开发大道与丝绸之路交汇处西北角东方国际商务中心B座二十三层2301至2318室",
    "invoice.title": "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区天山雪莲农业生产资料供应链管理股份有限公司第一分公司",
    "invoice.contact":
      "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区开发大道与丝绸之路交汇处西北角东方国际商务中心B座二十三层0996-2012345",
    "bank.name": "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区天山雪莲农业生产资料供应链管理股份有限公司第一分公司",
    "bank.branch": "中国农业银行股份有限公司巴音郭楞蒙古自治州库尔勒经济技术开发区支行营业室", "consent.pendingBids": "是",
    "consent.bidOpening": "2026-03-20", "certificate.lossReason": "丢失",
  ]) { $1 }

  static let short: [FieldID: String] = [
    "organisation.name": "吉庆", "organisation.creditCode": "91410000MA00430070", "legal.name": "丁一",
    "agent.name": "于二",
  ]

  static let empty: [FieldID: String] = [:]

  /// Values of any length up to twice the field's limit, of Chinese, Latin or both.
  static func random(_ seed: UInt64) -> [FieldID: String] {
    var numbers = SplitMix(state: seed)
    let han = Array("天地玄黄宇宙洪荒日月盈昃辰宿列张（）·，、河南省有限责任公司")
    let latin = Array("ABCDEFGHabcdefgh0123456789-.@ ")
    return Dictionary(
      uniqueKeysWithValues: fields.compactMap { field in
        guard numbers.next() % 8 != 0 else { return nil }
        let length = Int(numbers.next() % UInt64(numbers.next() % 4 == 0 ? field.limit * 2 : field.limit)) + 1
        let letters = numbers.next() % 3 == 0 ? latin : numbers.next() % 3 == 0 ? han + latin : han
        let text = (0..<length).map { _ in letters[Int(numbers.next() % UInt64(letters.count))] }
        return (field.id, String(text))
      })
  }
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
}

/// Chinese is one em wide, Latin 0.56; without fonts.
struct PlainMeasure: TextMeasure {
  func advances(of text: String, in style: TextStyle) throws(MissingGlyph) -> [Length] {
    text.map { character in
      let isLatin = (character.unicodeScalars.first?.value ?? 0) < 0x2000 && character != "·"
      return isLatin ? style.size * 56 / 100 : style.size
    }
  }

  func ascentAndDescent(of style: TextStyle) -> (ascent: Length, descent: Length) {
    (style.size * 88 / 100, style.size * 12 / 100)
  }
}
