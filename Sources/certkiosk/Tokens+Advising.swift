// token advise: what can be asked for with the token in the reader, and what not and why.
internal import CommandLine
internal import Counter
internal import Domain
internal import Services
internal import Tokens

extension Certkiosk {
  static func advise(_ session: Session) throws -> ExitStatus {
    let hasStore = session.invocation.value("store") != nil
    let desk = try hasStore ? session.desk() : nil
    let service = session.invocation.value("service")
    let packs = try session.packs().packs.filter { service == nil || $0.id == service }
    let advice = try withToken(session, desk?.readerPolicy ?? .production) { token in
      try desk?.advise(on: token, service: service)
        ?? Desk.advise(on: token, packs: packs, today: Clock.system.now().day)
    }
    session.tell(advice)
    return .done
  }
}

extension Session {
  fileprivate func tell(_ advice: TokenAdvice) {
    console.emit([
      "token": JSON(advice.token), "holder": JSON(advice.holder), "serial": JSON(advice.serial),
      "until": JSON(advice.until?.description), "daysLeft": JSON(advice.daysLeft),
      "pinTriesLeft": JSON(advice.triesLeft), "seal": .bool(advice.hasSeal),
      "unfinished": .array(advice.unfinished.map { ["slot": .string($0.slot), "order": JSON($0.order)] }),
    ])
    if !console.json { for line in advice.lines { console.tell(line) } }
    for (pack, lines) in advice.services {
      if !console.json { console.tell(Both(pack.title, pack.id)) }
      for line in lines { tell(line, of: pack) }
    }
  }

  private func tell(_ advice: Advice, of pack: Pack) {
    console.emit([
      "service": .string(pack.id), "business": .string(advice.type.id), "title": .string(advice.type.title),
      "possible": .bool(advice.isPossible), "fee": .string(advice.fee.yuan),
      "papers": .array(advice.papers.map { .string($0) }), "deadline": JSON(advice.deadline),
      "asksForBids": .bool(advice.asksForBids), "carriedYears": JSON(advice.upgrade?.carriedYears),
      "obstacles": .array(
        advice.obstacles.map {
          let wording = $0.explanation.wording(in: language)
          return [
            "code": .string($0.explanation.code), "message": .string(wording.happened),
            "remedy": .string(wording.remedy),
          ]
        }),
    ])
    guard !console.json else { return }
    for line in advice.lines(in: language) { console.tell(line) }
    if advice.isPossible, let upgrade = advice.upgrade { tell(upgrade) }
  }
}

extension TokenAdvice {
  fileprivate var lines: [Both] {
    let name = Both(
      "介质 \(token ?? "未编号")  \(holder ?? "—")  ", "token \(token ?? "without a number")  \(holder ?? "—")  ")
    let days =
      daysLeft.map {
        $0 < 0 ? Both("已过期 \(-$0) 天", "expired \(-$0) days ago") : Both("剩余 \($0) 天", "\($0) days left")
      } ?? Both("没有证书", "no certificate")
    let tries =
      triesLeft.map { Both("  PIN 剩余 \($0) 次  ", "  \($0) tries at the PIN  ") }
      ?? Both("  PIN 次数不详  ", "  tries at the PIN unknown  ")
    let seal = hasSeal ? Both("有电子印章", "a seal") : Both("没有电子印章", "no seal")
    return [name.with(days).with(tries).with(seal)] + unfinished.map(Self.words)
  }

  private static func words(_ slot: String, _ order: String?) -> Both {
    order.map {
      Both("  \(slot) 尚未完成：订单 \($0) 未办完，请继续该订单", "  \(slot) is not finished: go on with order \($0)")
    }
      ?? Both(
        "  \(slot) 有不完整的内容，不属于本机的任何订单；再次制作时会被替换",
        "  \(slot) holds something unfinished of no order here; the next making replaces it")
  }
}

extension Advice {
  fileprivate func lines(in language: Language) -> [Both] {
    let name = Both(type.title, type.id)
    guard isPossible else {
      return obstacles.map { obstacle in
        let wording = obstacle.explanation.wording(in: language)
        let why = "  \(wording.happened)  \(wording.remedy)"
        return Both("  ✗ ", "  ✗ ").with(name).with(Both(why, why))
      }
    }
    let time = deadline.map { Both("  \($0)", "  “\($0)”") }
    let bids =
      asksForBids
      ? [Both("      先询问有无未开标的加密投标文件（签声明）", "      ask for unopened encrypted bids first (signed declaration)")] : []
    return [Both("  ✓ ", "  ✓ ").with(name).with(Both("  \(fee.yuan) 元", "  \(fee.yuan) yuan")).with(time)]
      + papers.map { Both("      带：\($0)", "      bring: “\($0)”") } + bids
  }
}
