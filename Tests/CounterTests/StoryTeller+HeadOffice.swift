// What stories tell of head office: bundles that go there and come back, transfers, cards and decisions.
import Counter
import Cryptography
import Domain
import Foundation
import HeadOffice
import Testing

extension StoryTeller {
  static let officeVerbs: [String: Verb] = [
    "送总部": { teller, _ in _ = try teller.office().up() },
    "取回": { teller, _ in
      let faults = try teller.office().down().compactMap { $0.fault }
      if let fault = faults.first { throw StoryMistake(description: "\(fault.code) \(fault.chinese.happened)") }
    },
    "金融认证": { teller, words in
      let wrong = teller.remark == "000000" ? "000001" : "000000"
      _ = try teller.desk.proveAccount(teller.number, code: Array((words == ["附言"] ? teller.remark : wrong).utf8))
    },
  ]

  func office() throws -> Office {
    if let founded { return founded }
    let office = try Office(desk: desk, anchor: counter.issuer().authority.certificate)
    founded = office
    return office
  }

  /// What head office does by itself.
  func act(_ verb: String, _ words: [String]) throws {
    switch verb {
    case "汇出0.01元": remark = try #require(office().transfer("transfers-\(UUID().uuidString).csv")[number])
    case "下发密码卡": try office().add("cipher-cards", "serial,password,order\nMK1,7391,\(number)\n")
    case "审核通过": try office().office.decide(number, rejecting: nil, by: "liu", at: Office.now)
    case "开具发票": try writeInvoice(words.first ?? "")
    default: throw StoryMistake(description: "总部没有“\(verb)”这个动作")
    }
  }

  /// `制证 密码卡`
  func cipherCard(_ words: [String]) -> CipherCard? {
    words == ["密码卡"] ? CipherCard(serial: "MK1", password: Array("7391".utf8)) : nil
  }
}
