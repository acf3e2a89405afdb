// Tables from head office: newer ones replace older ones, none goes back, what lapsed or is unknown is told.
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import HeadOffice
import Records
import Services
import Testing
import Tokens
import VirtualCard

@Suite struct TableTests {
  private let branch: HeadOfficeCounter

  init() throws { branch = try HeadOfficeCounter() }

  private static let branches = """
    code,name
    102100099996,中国工商银行股份有限公司北京市分行
    102491002103,"中国工商银行股份有限公司郑州花园路支行"
    104491000019,中国银行股份有限公司郑州花园路支行

    """

  @Test func `a branch is found by keywords`() throws {
    #expect(throws: DownlinkError.noTable(kind: "bank-branches")) { try branch.desk.branches(holding: ["工商"]) }
    try branch.add("bank-branches", Self.branches)
    try branch.down()
    #expect(try branch.desk.branches(holding: ["工商"]).map(\.code) == ["102100099996", "102491002103"])
    #expect(try branch.desk.branches(holding: ["花园路", "工商"]).map(\.code) == ["102491002103"])
    #expect(try branch.desk.branches(holding: ["工商 花园路"]).count == 1)
    #expect(try branch.desk.branches(holding: ["１０４"]).map(\.code) == ["104491000019"])
    #expect(try branch.desk.branches(holding: ["农业"]).isEmpty)
    #expect(try branch.desk.branches(holding: ["银行"], limit: 2).count == 2)
  }

  @Test func `bundles in any order end in the same tables`() throws {
    try branch.add("bank-branches", Self.branches)
    let first = try branch.write()
    try branch.add("bank-branches", "code,name\n1,新\n")
    let second = try branch.write()
    let other = try HeadOfficeCounter()
    for path in first + second { #expect(try branch.codes(branch.desk.importBundle(path)) == []) }
    #expect(try branch.desk.branches(holding: [""]).map(\.name) == ["新"])
    // Once more, the older one after the newer.
    #expect(try branch.codes(first.flatMap { try branch.desk.importBundle($0) }) == ["Q10"])
    #expect(try branch.desk.branches(holding: [""]).map(\.name) == ["新"])
    #expect(try branch.desk.tables().map(\.version) == [2])
    #expect(throws: (any Error).self) { try other.desk.importBundle(first[0]) }
  }

  @Test func `every kiosk gets the newest once, and again when that is said`() throws {
    try branch.add("bank-branches", Self.branches)
    #expect(try branch.down().map(\.kind) == ["bank-branches"])
    #expect(try branch.write().isEmpty)
    #expect(try branch.office.tables().map(\.sent) == [["T01"]])
    #expect(try branch.office.sendTablesAgain("bank-branches") == 1)
    #expect(try branch.down().map(\.changed) == [false])
  }

  @Test func `a table for another kiosk does not come here`() throws {
    #expect(throws: OfficeRefusal.unknownKiosk("T09")) {
      try branch.office.addTable(
        TableOrder(kind: "bank-branches", source: branch.source(Self.branches), devices: ["T09"], days: 9),
        at: HeadOfficeCounter.now)
    }
    let request = try CertificateRequest.make(subject: DistinguishedName(commonName: "T02"), key: .generate(.p256))
    _ = try branch.office.enrol("T02", request, at: HeadOfficeCounter.now)
    try branch.office.addTable(
      TableOrder(kind: "bank-branches", source: branch.source(Self.branches), devices: ["T02"], days: 9),
      at: HeadOfficeCounter.now)
    #expect(try branch.write().allSatisfy { $0.contains("-T02-") })
  }

  @Test func `a lapsed table warns or stops as it says`() throws {
    try branch.add("bank-branches", Self.branches, days: 1)
    try branch.add(
      "certificate-list", "creditCode,serial,notAfter\n91350100M000100Y43,0a,2026-12-31\n", days: 1, stops: true)
    try branch.down()
    let late = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 2 * 86_400))
    #expect(try late.branches(holding: ["工商"]).count == 2)
    #expect(throws: DownlinkError.self) { try late.certificatesOnList(of: "91350100M000100Y43") }
    #expect(try late.tables().map(\.daysLeft) == [-1, -1])
    #expect(try branch.desk.tables().map(\.daysLeft) == [1, 1])
  }

  @Test func `the nightly pass tells which tables have lapsed and how many days the others have left`() throws {
    try branch.add("bank-branches", Self.branches, days: 13)
    try branch.add("certificate-list", "creditCode,serial,notAfter\n91350100M000100Y43,0a,2026-12-31\n", days: 40)
    try branch.down()
    func told(_ days: Int64) throws -> [String] {
      let desk = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: days * 86_400))
      var told: [String] = []
      try Day(desk: desk, inbox: "\(branch.folder)/inbox", outbox: "\(branch.folder)/outbox") { event in
        if case .lapse(let explanation) = event { told.append(explanation.code + explanation.chinese.happened) }
      }.run()
      return told
    }
    #expect(try told(0) == ["Q17开户行表还有 13 天过期"])
    #expect(try told(20).map { $0.prefix(3) } == ["Q12"])
    #expect(try told(30).map { $0.prefix(3) } == ["Q12", "Q17"])
  }

  @Test func `a table that had lapsed when it came is kept and told`() throws {
    try branch.add("bank-branches", Self.branches, days: 1)
    let late = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 2 * 86_400))
    #expect(try branch.codes(branch.down(to: late)) == ["Q12"])
    #expect(try late.branches(holding: ["工商"]).count == 2)
  }

  @Test func `the list knows an organisation's certificates and names no organisation`() throws {
    try branch.add(
      "certificate-list",
      "creditCode,serial,notAfter,revoked\n91350100M000100Y43,00AB12,2026-12-31,\n91350100M000100Y43,0c,2025-01-31,true\n"
    )
    try branch.down()
    let known = try branch.desk.certificatesOnList(of: "91350100M000100Y43")
    #expect(known.map(\.serial) == ["ab12", "c"] && known.map(\.isRevoked) == [false, true])
    #expect(known[0].notAfter.day == CivilDate("2026-12-31") && known[0].notAfter.chinaText.contains("23:59"))
    #expect(try branch.desk.certificatesOnList(of: "91410100MA44YXQ08L").isEmpty)
    let row = try #require(try branch.desk.store.downlink("certificate-list"))
    #expect(!String(decoding: row.body, as: UTF8.self).contains("91350100M000100Y43"))
  }

  @Test func `a release code is brought by whom it was sent to, and used once`() throws {
    try branch.add("release-codes", "id,creditCode,code\nR1,91350100M000100Y43,554433\n")
    try branch.down()
    let code = Array("554433".utf8)
    #expect(throws: DownlinkError.noRelease) { try branch.desk.releaseCode(code, of: "91410100MA44YXQ08L") }
    #expect(throws: DownlinkError.wrongRelease(triesLeft: 4)) {
      try branch.desk.releaseCode(Array("1".utf8), of: "91350100M000100Y43")
    }
    let secret = try branch.desk.releaseCode(code, of: "91350100M000100Y43")
    try branch.desk.store.commit(Change(burnt: [secret]))
    #expect(throws: DownlinkError.noRelease) { try branch.desk.releaseCode(code, of: "91350100M000100Y43") }
  }

  @Test func `a release code is used up by wrong guesses, and then the right one is too late`() throws {
    try branch.add("release-codes", "id,creditCode,code\nR1,91350100M000100Y43,554433\n")
    try branch.down()
    func say(_ code: String) throws { _ = try branch.desk.releaseCode(Array(code.utf8), of: "91350100M000100Y43") }
    for left in [4, 3, 2, 1] { #expect(throws: DownlinkError.wrongRelease(triesLeft: left)) { try say("1") } }
    for code in ["1", "554433"] { #expect(throws: DownlinkError.releaseUsedUp) { try say(code) } }
  }

  // MARK: Prices

  private func fee(_ order: String) throws -> String { try branch.desk.view(branch.desk.order(order)).fee.yuan }

  /// An application that becomes an order as at the counter.
  private func register(_ number: String, at desk: Desk) throws -> String {
    let file = try branch.source(
      """
      {"application": "\(number)", "service": "bjca", "business": "new", "organisation": {"name": "永城市样例贸易有限公司",
       "creditCode": "91350100M000100Y43", "address": "永城市样例路1号", "phone": "0370-8000000", "mergedLicence": "是"},
       "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
       "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000"}}
      """, "\(number).json")
    var made: String?
    try desk.takeIn(file, with: desk.intake()) { if case .order(let order, _) = $0 { made = order.number.text } }
    return try #require(made)
  }

  @Test func `new prices hold from their day on, and orders keep the price they were registered with`() throws {
    let early = try register("E-1", at: branch.desk)
    #expect(try fee(early) == "200.00")
    let day = HeadOfficeCounter.now.day
    try branch.add(
      "price-list", "title,yuan,per,types\n数字证书,180.00,token,new replace\n", service: "bjca", from: day.description)
    try branch.add(
      "price-list", "title,yuan,per,types\n数字证书,150.00,token,new\n", service: "bjca",
      from: CivilDate(daysSince1970: day.daysSince1970 + 30).description)
    #expect(try branch.codes(branch.down()) == [])
    let now = try register("E-2", at: branch.desk)
    #expect(try fee(now) == "180.00" && fee(early) == "200.00")
    let later = try register("E-3", at: branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 31 * 86_400)))
    #expect(try fee(later) == "150.00" && fee(now) == "180.00")
    #expect(try branch.desk.history(of: branch.desk.order(now)).map(\.entry.kind) == ["registered", "priced"])
  }

  @Test func `prices of one service leave the others alone`() throws {
    try branch.add(
      "price-list", "title,yuan,per,types\n数字证书,1.00,token,new\n", service: "szca",
      from: HeadOfficeCounter.now.day.description)
    try branch.down()
    #expect(try fee(register("E-1", at: branch.desk)) == "200.00")
  }

  @Test func `the adviser tells what an order of today would cost`() throws {
    let card = branch.counter.card()
    try branch.counter.issue(branch.counter.order(), on: card)
    func advised(_ business: String, at desk: Desk) throws -> String? {
      let advice = try desk.advise(on: TokenSession(PluggedCard(card)), service: "bjca")
      return advice.services.first?.advice.first { $0.type.id == business }?.fee.yuan
    }
    #expect(try advised("new", at: branch.desk) == "200.00")
    let day = HeadOfficeCounter.now.day
    for (yuan, after) in [("180.00", 0), ("150.00", 30)] {
      try branch.add(
        "price-list", "title,yuan,per,types\n数字证书,\(yuan),token,new\n", service: "bjca",
        from: day.advanced(byDays: after).description)
    }
    try branch.down()
    #expect(try advised("new", at: branch.desk) == fee(register("E-1", at: branch.desk)))
    #expect(try advised("new", at: branch.desk) == "180.00")
    #expect(try advised("replace", at: branch.desk) == "200.00", "the list does not name it")
    let later = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 31 * 86_400))
    #expect(try advised("new", at: later) == "150.00")
  }

  // MARK: Unknown and malformed

  private func heading(_ version: Int) -> TableHeading {
    TableHeading(
      version: version, issued: HeadOfficeCounter.now, expires: HeadOfficeCounter.now.advanced(bySeconds: 86_400),
      lapse: .warn)
  }

  @Test func `one version with two contents is told and the first stays`() throws {
    let tables = ["甲", "乙"].map {
      BankBranchesPayload(heading: heading(7), branches: [.init(code: "1", name: $0)])
    }
    let paths = try tables.enumerated().map { try branch.bundle([BundleRecord(id: "b", revision: 7, $1)], 800 + $0) }
    #expect(try branch.codes(paths.flatMap { try branch.desk.importBundle($0) }) == ["Q11"])
    #expect(try branch.desk.branches(holding: [""]).map(\.name) == ["甲"])
  }

  @Test func `a record of an unknown kind is told and kept, and a known one of that time is taken up`() throws {
    let unknown = BundleRecord(id: "r1", kind: "till-limits", payload: Array("{\"a\":1}".utf8))
    #expect(try branch.codes(branch.desk.importBundle(branch.bundle([unknown], 900))) == ["Q13"])
    #expect(try branch.desk.store.downlink("kept:till-limits", scope: "r1")?.body == unknown.payload)
    // As if an earlier version of the program had not known this kind.
    let table = try BundleRecord(
      id: "r2", BankBranchesPayload(heading: heading(1), branches: [.init(code: "1", name: "甲")]))
    _ = try branch.desk.store.keep(
      DownlinkRow(
        kind: "kept:bank-branches", scope: "r2", version: 1, issued: HeadOfficeCounter.now,
        expires: HeadOfficeCounter.now, body: table.payload), at: HeadOfficeCounter.now, by: nil)
    let lines = try branch.desk.importBundle(branch.bundle([], 901))
    #expect(lines.map(\.kind) == ["bank-branches"] && lines.map(\.changed) == [true])
    #expect(try branch.desk.branches(holding: ["甲"]).count == 1)
  }

  @Test func `a malformed table loses only itself`() throws {
    let twice = CipherCardsPayload(
      heading: heading(1), cards: try ["MK1", "MK1"].map { .init(serial: $0, password: try SaltedSecret([1])) })
    let good = BankBranchesPayload(heading: heading(1), branches: [.init(code: "1", name: "甲")])
    let records = [
      try BundleRecord(id: "a", twice), BundleRecord(id: "b", kind: "price-list", payload: Array("{}".utf8)),
      try BundleRecord(id: "c", good),
    ]
    #expect(try branch.codes(branch.desk.importBundle(branch.bundle(records, 902))) == ["Q15", "Q15"])
    #expect(try branch.desk.tables().map(\.kind) == ["bank-branches"])
  }
}
