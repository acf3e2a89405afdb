// How payments, statement lines and reports are told.
internal import CommandLine
internal import Counter
internal import Domain

extension Desk.ReportLine {
  var yuan: String { signedYuan(fen) }
  /// Whether it is part of what came in.
  var counts: Bool { status != .waiting && status != .disputed }
}

func signedYuan(_ fen: Int) -> String { (fen < 0 ? "-" : "") + (Money(fen: abs(fen))?.yuan ?? "") }

extension Session {
  /// An option that is an amount of yuan.
  func money(_ option: String) throws -> Money {
    guard let money = Money(yuan: invocation.value(option) ?? "") else {
      throw UsageError.rule(Both("--\(option) 应写作 300.00", "write --\(option) as 300.00"))
    }
    return money
  }

  /// An option that is a day.
  func day(_ option: String) throws -> CivilDate {
    guard let day = CivilDate(invocation.value(option) ?? "") else {
      throw UsageError.rule(Both("--\(option) 应写作 2026-03-09", "write --\(option) as 2026-03-09"))
    }
    return day
  }

  /// Finance is told at once when somebody else paid.
  func warn(of order: Order, _ entry: String) {
    guard order.payments.contains(where: { $0.id == entry && $0.isOtherPayer }) else { return }
    console.hint(
      Both("付款方不是申请单位，请核款人员留意（S0-125）", "the payer is not the applicant; finance should look (S0-125)").text(
        in: language))
  }

  func tell(_ line: ShownLine) {
    console.emit([
      "line": .string(line.id), "queue": .string(line.queue.rawValue), "settled": .bool(line.isSettled),
      "order": JSON(line.order?.text), "hold": JSON(line.hold), "way": .string(line.line.way.rawValue),
      "day": JSON(line.line.day?.description), "yuan": .string(Money(fen: line.line.fen)?.yuan ?? ""),
      "reversal": .bool(line.line.isReversal), "reference": .string(line.line.reference),
      "payer": JSON(line.line.shownPayer), "account": JSON(line.line.account),
    ])
    guard !console.json else { return }
    let sum = (line.line.isReversal ? "-" : "") + (Money(fen: line.line.fen)?.yuan ?? "")
    let head = [line.id, line.line.day?.description].compactMap(\.self).joined(separator: "  ")
    let who = [line.line.shownPayer, line.order?.text].compactMap(\.self).map { "  \($0)" }.joined()
    console.tell(
      Both("\(head)  \(sum) 元\(who)  ", "\(head)  \(sum) yuan\(who)  ").with(line.queue.words)
        .with(line.isSettled ? Both("，已处理", ", settled") : nil)
        .with(line.hold.map { Both("  暂不能计入：\($0)（explain \($0)）", "  does not count yet: \($0) (explain \($0))") }))
  }

  func tell(_ summary: Desk.StatementSummary, of path: String) {
    let queues = StatementQueue.allCases.filter { summary.queues[$0] != nil }
    console.emit([
      "statement": .string(path), "lines": .number(summary.lines), "known": .number(summary.known),
      "outgoing": .number(summary.outgoing), "refused": .number(summary.refused),
      "settled": .number(summary.settled),
      "queues": .object(queues.map { .init($0.rawValue, .number(summary.queues[$0] ?? 0)) }),
    ])
    let words = Both.list(
      queues.map { $0.words.with(Both(" \(summary.queues[$0] ?? 0)", " \(summary.queues[$0] ?? 0)")) })
    console.say(
      Both(
        "收入 \(summary.lines) 行，其中以前导入过 \(summary.known) 行；已处理 \(summary.settled) 行。\(words.chinese)",
        "\(summary.lines) lines, \(summary.known) known before; \(summary.settled) settled. \(words.english)"))
  }
}

extension PaymentEntry {
  var json: JSON {
    [
      "id": .string(id), "kind": .string(kind.rawValue), "yuan": .string(Money(fen: fen)?.yuan ?? ""),
      "confirmed": .bool(confirmedBy != nil), "counted": .string(Money(fen: countedFen)?.yuan ?? ""),
      "handling": JSON(handlingFen.flatMap { Money(fen: $0)?.yuan }), "otherPayer": .bool(isOtherPayer),
      "paidAt": JSON(paidAt?.chinaText), "pictures": .number(pictures?.count ?? 0),
      "disputed": .bool(disputed), "line": JSON(line), "reversed": .bool(reversedBy != nil),
    ]
  }
}

extension Correction {
  var json: JSON {
    [
      "id": .string(id), "entry": .string(entry), "yuan": .string(Money(fen: fen)?.yuan ?? ""),
      "state": .string(state.rawValue),
    ]
  }
}

extension OrderView {
  /// What a clerk must know of the money: what is due, too much, from somebody else, or to be agreed to.
  var money: Both? {
    let counted = order.payments.contains { $0.countedFen > 0 }
    let isOther = order.payments.contains { $0.isOtherPayer && $0.countedFen > 0 }
    let isOpen = order.corrections.contains { $0.state == .open }
    let parts: [Both?] = [
      due > .zero && counted ? Both("还需支付 \(due.yuan)", "\(due.yuan) yuan due") : nil,
      over > .zero ? Both("多付 \(over.yuan)", "\(over.yuan) yuan too much") : nil,
      isOther ? Both("他人代付", "paid by somebody else") : nil,
      isOpen ? Both("更正待同意", "a correction to agree to") : nil,
    ]
    let words = parts.compactMap(\.self)
    return words.isEmpty ? nil : .list(words)
  }
}
