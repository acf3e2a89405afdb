// Plays a story's lines at a desk, by the Chinese verbs that a clerk uses.
import Bundles
import Counter
import Cryptography
import Domain
import Foundation
import Records
import Services
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

/// A verb that no story knows, or words that do not fit it.
struct StoryMistake: Error, CustomStringConvertible {
  let description: String
}

final class StoryTeller {
  typealias Verb = @Sendable (StoryTeller, [String]) throws -> Void

  let counter: CounterDesk
  /// The order that the story is about.
  var number = ""
  /// The token that lies on the desk.
  var card = VirtualCard(CardState(.strict, serial: 1))
  /// How many blank tokens were laid there; each has a number of its own.
  private var blanks: UInt32 = 0
  /// The token that an earlier order left.
  var oldCard: VirtualCard?
  /// What the order was registered from.
  var record: [String: String] = [:]
  var desk: Desk { counter.desk }
  /// Founded when a story first speaks of it.
  var founded: Office?
  /// The code in the remark of the latest transfer.
  var remark = ""

  /// The names in the stories, and what each may do. Everybody's PIN is the same here.
  static let people: [(name: String, id: String, roles: Set<Role>)] = [
    ("王芳", "wangfang", [.clerk]), ("李强", "liqiang", [.reviewer]), ("赵敏", "zhaomin", [.finance]),
    ("陈刚", "chengang", [.maker]), ("周洁", "zhoujie", [.clerk, .reviewer, .finance, .maker]),
  ]

  init() throws {
    counter = try CounterDesk()
    for person in Self.people {
      try desk.store.enrol(
        person.id, name: person.name, roles: person.roles, pin: CounterDesk.pin, at: CounterDesk.now, by: nil)
    }
  }

  func play(_ scene: StoryScene) -> StoryOutcome {
    do {
      if scene.person == "总部" {
        try act(scene.verb, scene.arguments)
        return try outcome()
      }
      guard let person = Self.people.first(where: { $0.name == scene.person }) else {
        throw StoryMistake(description: "没有名叫“\(scene.person)”的人员")
      }
      guard let verb = Self.verbs[scene.verb] else { throw StoryMistake(description: "没有“\(scene.verb)”这个动作") }
      try desk.signIn(person.id, pin: CounterDesk.pin)
      try verb(self, scene.arguments)
      return try outcome()
    } catch let error as any Explained {
      let wording = error.explanation.chinese
      return .refusal("\(error.explanation.code) \(wording.happened) \(wording.remedy)")
    } catch { return .refusal("\(error)") }
  }

  private func outcome() throws -> StoryOutcome {
    let view = try desk.view(desk.order(number))
    return .state(view.state.rawValue, open: Set(view.open.map(\.title)))
  }

  static let verbs: [String: Verb] = [
    orderVerbs, tokenVerbs, deskVerbs, officeVerbs, earlierVerbs, parcelVerbs, moneyVerbs,
  ].reduce(into: [:]) { all, some in
    all.merge(some) { first, _ in first }
  }

  private static let orderVerbs: [String: Verb] = [
    "登记": { teller, words in try teller.register(words) },
    "确认不能退办": { teller, _ in _ = try teller.desk.acknowledge(teller.number) },
    "核对信息": { teller, _ in
      _ = try teller.desk.confirmValues(teller.number, digest: Desk.digest(of: teller.desk.order(teller.number)))
    },
    "收件": { teller, words in try teller.takePapers(words) },
    "提交信息": { teller, _ in _ = try teller.desk.submit(teller.number) },
    "撤回": { teller, words in _ = try teller.desk.withdraw(teller.number, reason: words.first ?? "") },
    "作废": { teller, words in _ = try teller.desk.void(teller.number, reason: words.first ?? "") },
    "审核通过": { teller, _ in _ = try teller.desk.approve(teller.number) },
    "退回": { teller, words in try teller.reject(words) },
    "交付": { teller, words in
      // A number follows its item after a colon, for a story's words part at blanks.
      _ = try teller.desk.handOver(
        teller.number, items: words.map { $0.replacingOccurrences(of: "：", with: " ") })
    },
  ]

  private static let tokenVerbs: [String: Verb] = [
    "插入": { teller, words in try teller.insert(words) },
    "制证": { teller, words in try teller.issue(words) },
    "重置密码": { teller, _ in
      try teller.desk.unlock(teller.number, on: TokenSession(PluggedCard(teller.card)), new: PIN(new: "805193"))
    },
  ]

  // MARK: Orders

  /// Invented numbers whose check characters are right; those of the catalogue's examples are not.
  static let applicant = [
    "organisation.name": "永城市样例贸易有限公司", "organisation.creditCode": "91350100M000100Y43",
    "organisation.code": "M000100Y4", "legal.idNumber": "11010519491231002X", "agent.idNumber": "34052419800101001X",
    "invoice.title": "永城市样例贸易有限公司", "invoice.taxNumber": "91350100M000100Y43", "bank.holder": "永城市样例贸易有限公司",
    "certificate.lossReason": "丢失", "agent.email": "agent@example.com", "invoice.contact": "济南市样例路1号",
    "invoice.bank": "虚构银行济南分行", "invoice.account": "152970000021", "invoice.mobile": "13900000000",
  ]

  /// A word that stands for every value that the service asks of an invoice's buyer.
  private static let wholeInvoice = "开票资料齐全"

  /// What a platform says of an organisation whose 基本信息 was audited.
  private static let registration = [
    "organisation.platformID": "M-0001", "organisation.audited": "是", "organisation.auditedOn": "2026-03-02",
  ]

  /// `登记 中原云商 新制 [途径] [开票资料齐全] [栏目=内容 …]`: what the service requires of this business, filled with the
  /// catalogue's examples, comes in as a data file.
  private func register(_ words: [String]) throws {
    guard words.count >= 2, let pack = desk.packs.packs.first(where: { ([$0.title] + $0.names).contains(words[0]) }),
      let type = pack.businessType(named: words[1])
    else { throw StoryMistake(description: "登记 机构 业务 [途径] [开票资料齐全] [栏目=内容 …]") }
    var record = example(of: type, in: pack, isInvoiced: words.contains(Self.wholeInvoice))
    (record["申请编号"], record["服务机构"], record["业务类型"]) = ("A-\(UUID().uuidString.prefix(8))", words[0], words[1])
    let told = words.dropFirst(2).filter { $0.contains("=") }.map {
      $0.split(separator: "=", maxSplits: 1).map(String.init)
    }
    for pair in told where pair.count == 2 { record[pair[0]] = pair[1] }
    let channel = words.dropFirst(2).first { !$0.contains("=") && $0 != Self.wholeInvoice }
    self.record = record
    number = try counter.register(record, channel: channel)
  }

  /// What the business type requires, by labels.
  /// - Parameter isInvoiced: whether what its kinds of invoice ask of the buyer is there too.
  private func example(of type: BusinessType, in pack: Pack, isInvoiced: Bool) -> [String: String] {
    var values = type.preconditions.contains(.registration) ? Self.registration : [:]
    for field in type.required.union(isInvoiced ? type.requiredWhen.keys.filter { $0.hasPrefix("invoice.") } : []) {
      values[field] = Self.applicant[field] ?? desk.packs.catalogue.example[field]
    }
    if type.required.contains("invoice.kind") {
      values["invoice.kind"] = pack.invoice.kinds.contains("无需发票") ? "无需发票" : pack.invoice.usual
    }
    return Dictionary(
      values.map { (desk.packs.catalogue[$0]?.label ?? $0, $1) }, uniquingKeysWith: { first, _ in first })
  }

  /// `收件 全部`, or the titles of papers. Judging scans is told elsewhere.
  private func takePapers(_ titles: [String]) throws {
    let order = try desk.order(number)
    for paper in try desk.rules(for: order).papers where titles == ["全部"] || titles.contains(paper.title) {
      for copy in 1...paper.copies {
        for page in paper.pages == 0 ? [nil] : (1...paper.pages).map(Optional.some) {
          let picture = Array("\(paper.slot)\(page ?? 0).\(copy)".utf8)
          let object = try desk.store.putObject(picture, order: order.number)
          let accepted = Paper(slot: paper.slot, page: page, copy: copy, object: object.text, thresholds: "1")
          try counter.record(.paperAccepted(accepted), on: number)
        }
      }
    }
  }

  /// `退回 TITLE REASON`
  private func reject(_ words: [String]) throws {
    let papers = try desk.rules(for: desk.order(number)).papers
    guard words.count == 2, let paper = papers.first(where: { $0.title == words[0] }) else {
      throw StoryMistake(description: "退回 材料 原因；材料有 \(papers.map(\.title))")
    }
    _ = try desk.reject(number, [Rejection(slot: paper.slot, reason: words[1])])
  }

  // MARK: Tokens

  /// `插入 新介质`, or `插入 原介质 [天数]`: one that an earlier order of the same organisation left, whose certificate
  /// has so many days left.
  private func insert(_ words: [String]) throws {
    guard let word = words.first, ["新介质", "原介质"].contains(word) else {
      throw StoryMistake(description: "插入 新介质 或 原介质")
    }
    guard word == "原介质" else {
      blanks += 1
      card = VirtualCard(CardState(.strict, serial: 100 + blanks))
      return
    }
    if let oldCard {
      card = oldCard
      return
    }
    card = VirtualCard(CardState(.strict, serial: 2))
    try counter.issueEarlier(like: desk.order(number), on: card)
    card = try counter.aged(card, daysLeft: words.dropFirst().first.flatMap { Int64($0) } ?? 30)
    oldCard = card
  }

  private func issue(_ words: [String]) throws {
    let renews = try desk.renews(number)
    let pins =
      try renews
      ? Desk.IssuePINs(pin: PIN("739154"))
      : Desk.IssuePINs(current: PIN("123456"), new: PIN(new: "739154"), currentPUK: #require(PUK("12345678")))
    _ = try desk.issue(
      number, on: TokenSession(PluggedCard(card)), pins, issuer: counter.issuer(), card: cipherCard(words))
  }
}
