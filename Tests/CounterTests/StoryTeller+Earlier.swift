// The verbs of stories for what an earlier order left behind, and for data that are corrected.
import Counter
import Domain
import Files
import Foundation
import Testing
import Tokens
import VirtualCard

extension StoryTeller {
  static let earlierVerbs: [String: Verb] = [
    "以前办理": { teller, words in try teller.holdCertificate(words) },
    "查找证书": { teller, _ in _ = try teller.desk.findCertificate(for: teller.number) },
    "核对留存信息": { teller, words in try teller.compareFacts(words) },
    "凭原件解绑": { teller, words in try teller.release(words) },
    "改申请": { teller, words in try teller.amend(words) },
    "申请吊销": { teller, _ in _ = try teller.desk.requestRevocation(teller.number) },
    "核对费用": { teller, words in
      let fee = try teller.desk.view(teller.desk.order(teller.number)).fee
      guard fee.yuan == words.first else { throw StoryMistake(description: "费用是 \(fee.yuan)") }
    },
    "应办结": { teller, words in
      let due = try teller.desk.deadline(of: teller.desk.order(teller.number))?.text ?? "没有"
      guard due == words.joined(separator: " ") else { throw StoryMistake(description: "应办结 \(due)") }
    },
    "更正账户": { teller, words in
      guard words.count == 3 else { throw StoryMistake(description: "更正账户 户名 开户行 账号") }
      let account = BankAccount(name: words[0], bank: words[1], account: words[2])
      _ = try teller.desk.askProofAgain(teller.number, account: account)
    },
  ]

  /// `以前办理 [天数] [已开票]`: the same organisation's order of an earlier year, finished here; its token lies on the desk,
  /// and its certificate has so many days left.
  private func holdCertificate(_ words: [String]) throws {
    card = VirtualCard(CardState(.strict, serial: 2))
    let person = try #require(desk.person)
    let earlier = try counter.issueEarlier(like: desk.order(number), on: card, isFound: true)
    if try desk.order(earlier).isSealDue { _ = try desk.noSeal(earlier, reason: "没有印章") }
    if words.contains("已开票") {
      let buyer = ["invoice.contact", "invoice.bank", "invoice.account"].map { "\($0)=\(Self.applicant[$0] ?? "")" }
      try requestInvoice(of: earlier, buyer)
    }
    _ = try desk.handOver(earlier, items: [])
    card = try counter.aged(card, daysLeft: words.first.flatMap { Int64($0) } ?? 30)
    oldCard = card
    try desk.signIn(person.id, pin: CounterDesk.pin)
  }

  /// `核对留存信息 email=… phone=…`
  private func compareFacts(_ words: [String]) throws {
    let facts = words.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    _ = try desk.compareFacts(number, facts.map { (name: $0[0], value: $0[1]) })
  }

  /// `凭原件解绑 李强 营业执照正本`
  private func release(_ words: [String]) throws {
    guard words.count == 2, let second = Self.people.first(where: { $0.name == words[0] }) else {
      throw StoryMistake(description: "凭原件解绑 第二人 原件")
    }
    let person = SecondPerson(second.id, pin: CounterDesk.pin)
    _ = try desk.release(number, by: .original(document: words[1], person))
  }

  /// `改申请 栏目=内容 …`: the application's file, corrected, comes in once more.
  private func amend(_ words: [String]) throws {
    for pair in words.map({ $0.split(separator: "=", maxSplits: 1).map(String.init) }) where pair.count == 2 {
      record[pair[0]] = pair[1]
    }
    let file = "\(counter.folder)/\(UUID().uuidString).json"
    try Files.write(Array(try JSONEncoder().encode([record])), to: file)
    var told: [String] = []
    let after = try desk.amend(number, from: file, with: desk.intake(), told: { told.append("\($0.explanation)") })
    if after == nil { throw StoryMistake(description: "没有改动：\(told.joined(separator: "\n"))") }
  }
}
