// The packs of the five services load without a fault and say what the manuals say.
import Domain
import Services
import Testing

@Suite struct PacksTests {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  static let forms = root + "/Forms"

  static func packs() throws -> Packs {
    do { return try Packs.load(from: forms) } catch {
      Issue.record("\(error.faults.map { $0.text(in: .chinese) }.joined(separator: "\n"))")
      throw error
    }
  }

  @Test func `every pack of the house loads`() throws {
    let packs = try Self.packs()
    #expect(packs.packs.map(\.id) == ["bjca", "guocai", "szca", "yangguang", "zhongyuan"])
    #expect(packs.packs.map(\.code) == ["BJ", "GC", "SZ", "YG", "ZY"])
  }

  @Test(arguments: ["bjca", "zhongyuan", "guocai", "yangguang"])
  func `a broken token is brought, a lost one is not asked for`(service: String) throws {
    let type = try #require(try Self.packs()[service]?.businessType("replace"))
    let broken = type.brought(for: ["certificate.lossReason": "损坏"])
    let lost = type.brought(for: ["certificate.lossReason": "丢失"])
    #expect(broken.count == lost.count + 1 && broken.last?.hasPrefix("损坏的原") == true)
    #expect(type.checklistItems(for: ["certificate.lossReason": "丢失"]).allSatisfy { !$0.title.contains("损坏") })
    #expect(type.checklist(for: ["certificate.lossReason": "损坏"]).last == broken.last)
  }

  @Test func `years are chosen where a price counts them, and are one year everywhere else`() throws {
    for pack in try Self.packs().packs {
      for type in pack.vocabulary.businessTypes {
        #expect(type.years == (pack.id == "szca" ? [1, 2, 3] : [1]), "\(pack.id) \(type.id)")
      }
    }
    let type = try #require(try Self.packs()["szca"]?.businessType("new"))
    #expect(type.fee(for: ["certificate.years": "3"]).fen == 3 * 260_00 + 60_00)
  }

  @Test(arguments: [
    ("zhongyuan", ["新制": "new", "新办": "new", "初次申请": "new", "延期": "renew", "续期": "renew", "延期续费": "renew"]),
    ("yangguang", ["新办": "new", "密码重置": "unlock", "解锁": "unlock", "延期续费": "renew", "信息变更": "change"]),
    ("guocai", ["密钥解锁": "unlock", "密码重置": "unlock", "升级": "upgrade", "补办": "replace", "新制": "new"]),
    ("bjca", ["初次申请": "new", "新办": "new", "丢失补办": "replace", "变更": "change"]),
    ("szca", ["续期": "renew-expired", "过期续期": "renew-expired", "新办": "new"]),
  ])
  func `the words of one service are understood by the others`(service: String, words: [String: String]) throws {
    let packs = try Self.packs()
    let pack = try #require(packs[service])
    for (word, type) in words {
      #expect(pack.businessType(named: word)?.id == type)
      #expect(pack.vocabulary.businessType(named: word)?.id == type)
    }
  }

  /// Manual and line of each.
  @Test(arguments: [
    ("yangguang", "0531-67880028"), ("yangguang", "400-0531-556"), ("yangguang", "0531-86196993"),
    ("bjca", "58515511"), ("bjca", "15937036784"), ("szca", "400-112-3838"),
  ])
  func `telephone numbers are those of the manuals`(service: String, number: String) throws {
    let pack = try #require(try Self.packs()[service])
    #expect(pack.contacts.contains { $0.contains(number) })
  }

  @Test func `the waybill to the receiving point carries the manual's words`() throws {
    let mailing = try #require(try Self.packs()["bjca"]?.mailing)
    #expect(mailing.postcode == "476600")
    #expect(mailing.note == "申请办理永城市公共资源交易中心证书")
  }

  @Test func `a licence that holds the organisation code replaces the code's own certificate`() throws {
    let type = try #require(try Self.packs()["bjca"]?.businessType("new"))
    let merged = type.documents(for: ["organisation.mergedLicence": "是"]).map(\.id)
    let separate = type.documents(for: ["organisation.mergedLicence": "否"]).map(\.id)
    #expect(!merged.contains("organisation-code-certificate"))
    #expect(separate.contains("organisation-code-certificate"))
    #expect(type.requiredWhen["organisation.code"]?.holds(for: ["organisation.mergedLicence": "否"]) == true)
  }

  @Test func `what a manual calls by a wrong word is printed by its right one`() throws {
    // Lines 86 and 103 of the manual say 补办续费 and 延期 of a replacement (S0-23).
    let pack = try #require(try Self.packs()["zhongyuan"])
    let type = try #require(pack.businessType("replace"))
    #expect(type.title == "补办" && !type.names.contains { $0.contains("续费") || $0.contains("延期") })
    #expect(pack.businessType(named: "延期")?.id == "renew")
  }

  @Test func `the checklist says how many copies and what must be on them`() throws {
    let type = try #require(try Self.packs()["bjca"]?.businessType("new"))
    let list = type.checklist(for: ["organisation.mergedLicence": "是"])
    #expect(list.first == "单位数字证书申请表，一式 2 份，签字，盖章，骑缝盖章")
    #expect(list.contains("工商营业执照副本复印件，盖章，原件备查"))
  }

  @Test(arguments: [
    ("yangguang", "new", ["certificate.quantity": "3"], 900_00),
    ("yangguang", "new", [:], 300_00),
    ("szca", "renew-expired", ["certificate.years": "2", "certificate.quantity": "3"], 1560_00),
    ("szca", "new", ["certificate.years": "2"], 580_00),
    ("guocai", "new", ["delivery.urgency": "加急6小时"], 480_00),
    ("guocai", "new", ["delivery.urgency": "不加急"], 380_00),
    ("yangguang", "unlock", [:], 0),
  ])
  func `a fee is the sum of its lines`(service: String, type: String, values: [String: String], fen: Int) throws {
    let type = try #require(try Self.packs()[service]?.businessType(type))
    #expect(type.fee(for: values).fen == fen)
  }

  @Test func `an invoice that was declined is never written later where the manual says so`() throws {
    let packs = try Self.packs()
    #expect(packs["guocai"]?.invoice.later == false)
    #expect(packs["guocai"]?.invoice.usual == "纸质发票")
    #expect(packs["zhongyuan"]?.invoice.later == true)
    #expect(packs["zhongyuan"]?.invoice.categories.map(\.businessTypes) == [["new", "replace"], ["renew"]])
  }

  @Test func `another's account may pay where the pack says so`() throws {
    let packs = try Self.packs()
    #expect(packs["bjca"]?.payment.otherPayer == true)
    #expect(packs["guocai"]?.payment.otherPayer == false)
    #expect(packs["zhongyuan"]?.payment.otherPayer == true)
  }

  @Test func `a way without the step of the papers asks for none`() throws {
    let type = try #require(try Self.packs()["zhongyuan"]?.businessType("renew"))
    #expect(type.documents(for: [:]).map(\.id) == ["application-form", "authorization-letter"])
    #expect(type.documents(for: [:], by: "现场办理") == type.documents(for: [:]))
    #expect(type.documents(for: ["organisation.parentName": "某某集团"], by: "网上申办").isEmpty)
    #expect(type.checklistItems(for: [:], by: "网上申办").map(\.title) == type.brought(for: [:]))
  }

  @Test(arguments: [("yangguang", "new", 2), ("bjca", "new", 10), ("szca", "renew-expired", 3)])
  func `working days until the certificate are the manual's`(service: String, type: String, days: Int) throws {
    #expect(try Self.packs()[service]?.businessType(type)?.deadline?.days == days)
  }

  @Test func `urgent work has its hours`() throws {
    let type = try #require(try Self.packs()["guocai"]?.businessType("new"))
    #expect(type.express.map(\.hours) == [6, 12])
  }

  @Test func `renewal uses no token from stock and resetting touches only the PIN`() throws {
    let packs = try Self.packs()
    for pack in packs.packs {
      if let renew = pack.businessType("renew") { #expect(renew.token == .renew) }
      if let unlock = pack.businessType("unlock") { #expect(unlock.token == .pin) }
    }
  }

  @Test func `every service takes a foreign-invested company's oval seal for the round one, and none above 45 mm`()
    throws
  {
    for pack in try Self.packs().packs {
      let fit = pack.seals.fit(for: "unit")
      #expect(fit.map(\.id) == ["unit", "unit-oval"] && fit.allSatisfy { $0.accepted.upperBound <= 45 }, "\(pack.id)")
      for seal in pack.seals { #expect(seal.also.allSatisfy { pack.seal($0) != nil }) }
    }
  }

  @Test func `a passport or a permit comes with its translation, an identity card does not`() throws {
    for pack in try Self.packs().packs {
      let type = try #require(pack.businessTypes.first { $0.token == .full })
      func translations(_ legal: String, _ agent: String) -> [String] {
        type.documents(for: ["legal.idKind": legal, "agent.idKind": agent]).map(\.id).filter {
          $0.hasSuffix("translation")
        }
      }
      #expect(translations("居民身份证", "居民身份证").isEmpty, "\(pack.id)")
      #expect(translations("护照", "居民身份证") == ["legal-translation"], "\(pack.id)")
      #expect(translations("居民身份证", "台湾居民来往大陆通行证") == ["agent-translation"], "\(pack.id)")
    }
  }

  @Test func `whoever's word for a channel is used, every service knows it`() throws {
    for pack in try Self.packs().packs {
      for type in pack.businessTypes {
        #expect(type.channel(named: "现场办理") == type.channels[0], "\(pack.id)/\(type.id)")
        #expect(type.channel(named: "受理点") == type.channels[0], "\(pack.id)/\(type.id)")
        #expect(type.channel(named: "信鸽") == nil)
        guard type.channels.count > 1 else { continue }
        for word in ["网上申办", "在线办理", "远程办理"] {
          #expect(type.channel(named: word) == type.channels[1], "\(pack.id)/\(type.id)")
        }
      }
    }
  }

  @Test func `somebody else's locked token is unlocked with a letter of authorisation`() throws {
    for (service, type) in [("guocai", "unlock"), ("yangguang", "unlock")] {
      let documents = try #require(try Self.packs()[service]?.businessType(type)).documents(for: [:]).map(\.id)
      #expect(documents.contains("authorization-letter"), "\(service)")
    }
  }

  @Test func `proof of a phone's owner may be brought and is not asked for`() throws {
    let type = try #require(try Self.packs()["szca"]?.businessType("new"))
    let proof = try #require(type.documents(for: [:]).first { $0.id == "mobile-proof" })
    #expect(!proof.returned && proof.source == .upload)
    #expect(type.checklist(for: [:]).contains { $0.contains("先到运营商更正") })
    #expect(!type.checklistItems(for: [:]).contains { $0.id == "mobile-proof" })
  }
}
