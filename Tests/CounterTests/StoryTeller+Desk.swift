// The verbs of stories for what an order needs besides its steps.
import Counter
import Domain
import Foundation
import Tokens
import WrittenSecrets

extension StoryTeller {
  static let deskVerbs: [String: Verb] = [
    // A locked token can be read, but it proves nothing.
    "出示介质": { teller, words in
      let pin = try words.first == "不验证" ? nil : PIN("739154")
      _ = try teller.desk.present(teller.number, on: TokenSession(PluggedCard(teller.card)), pin: pin)
    },
    "两人放行": { teller, words in try teller.waive(words) },
    "核身份": { teller, words in try teller.identify(words) },
    "核原件": { teller, _ in try teller.seeOriginals() },
    "材料打勾": { teller, words in try teller.tick(words) },
    "材料不需要": { teller, words in
      _ = try teller.desk.spare(teller.number, words.first ?? "", reason: words.dropFirst().joined(separator: " "))
    },
    "信息登记": { teller, words in _ = try teller.desk.register(teller.number, forms: words, token: nil) },
    "未开标": { teller, words in try teller.answerBids(words) },
    "没有印章": { teller, words in _ = try teller.desk.noSeal(teller.number, reason: words.joined(separator: " ")) },
    "收回介质": { teller, words in _ = try teller.desk.collectOldToken(teller.number, words.first ?? "") },
    "收到丢失说明": { teller, _ in _ = try teller.desk.stateLoss(teller.number) },
  ]

  /// `两人放行 已有证书 李强 原因`
  private func waive(_ words: [String]) throws {
    guard words.count == 3, let precondition = Precondition.allCases.first(where: { $0.title == words[0] }),
      let second = Self.people.first(where: { $0.name == words[1] })
    else { throw StoryMistake(description: "两人放行 \(Precondition.allCases.map(\.title)) 第二人 原因") }
    _ = try desk.waive(
      number, precondition, reason: words[2], second: SecondPerson(second.id, pin: CounterDesk.pin))
  }

  /// `核身份 [号码]`: the agent's, with the number where it must be typed.
  private func identify(_ words: [String]) throws {
    let values = try desk.order(number).application.values
    _ = try desk.identify(
      number, .agent, document: values["agent.idKind"] ?? "居民身份证",
      number: words.first == "号码" ? values["agent.idNumber"] : nil)
  }

  private func seeOriginals() throws {
    let order = try desk.order(number)
    _ = try desk.seeOriginals(number, desk.rules(for: order).presence.originals.map(\.slot))
  }

  /// `材料打勾 全部`, or the numbers of items.
  private func tick(_ words: [String]) throws {
    let order = try desk.order(number)
    let left = try order.unticked(under: desk.rules(for: order)).map(\.id)
    _ = try desk.tick(number, words == ["全部"] ? left : words)
  }

  /// `未开标 没有`, or the day of the opening.
  private func answerBids(_ words: [String]) throws {
    let opening = words.first.flatMap { Instant(opening: $0) }
    _ = try desk.answerBids(number, BidAnswer(openings: [opening].compactMap(\.self), isSigned: true))
  }
}
