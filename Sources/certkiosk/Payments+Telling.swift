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

  func tell(_ line: ShownLine, onlyWaiting: Bool = false) {
    console.emit([
      "line": .string(line.id), "queue": .string(line.queue.rawValue), "settled": .bool(line.isSettled),
      "order": JSON(line.order?.text), "hold": JSON(line.hold), "way": .string(line.line.way.rawValue),
      "day": JSON(line.line.day?.description), "yuan": .string(Money(fen: line.line.fen)?.yuan ?? ""),
      "reversal": .bool(line.line.isReversal), "reference": .string(line.line.reference),
      "payer": JSON(line.line.shownPayer), "account": JSON(line.line.account),
    ])
    guard !console.json, !(onlyWaiting && line.isSettled) else { return }
    let sum = (line.line.isReversal ? "-" : "") + (Money(fen: line.line.fen)?.yuan ?? "")
    let parts: [String?] = [
      line.id, line.line.day?.description, "\(sum) 元", line.line.shownPayer, line.order?.text,
      line.queue.title + (line.isSettled ? "，已处理" : ""), line.hold.map { "暂不能计入：\($0)（explain \($0)）" },
    ]
    console.tell(parts.compactMap(\.self).joined(separator: "  "))
  }

  func tell(_ summary: Desk.StatementSummary, of path: String) {
    let queues = StatementQueue.allCases.filter { summary.queues[$0] != nil }
    console.emit([
      "statement": .string(path), "lines": .number(summary.lines), "known": .number(summary.known),
      "outgoing": .number(summary.outgoing), "refused": .number(summary.refused),
      "settled": .number(summary.settled),
      "queues": .object(queues.map { .init($0.rawValue, .number(summary.queues[$0] ?? 0)) }),
    ])
    let words = queues.map { "\($0.title) \(summary.queues[$0] ?? 0)" }.joined(separator: "、")
    console.say(
      Both(
        "收入 \(summary.lines) 行，其中以前导入过 \(summary.known) 行；已处理 \(summary.settled) 行。\(words)",
        "\(summary.lines) lines, \(summary.known) known before; \(summary.settled) settled"))
  }
}

extension PaymentEntry {
  var json: JSON {
    [
      "id": .string(id), "kind": .string(kind.rawValue), "yuan": .string(Money(fen: fen)?.yuan ?? ""),
      "confirmed": .bool(confirmedBy != nil), "counted": .string(Money(fen: countedFen)?.yuan ?? ""),
      "handling": JSON(handlingFen.flatMap { Money(fen: $0)?.yuan }), "otherPayer": .bool(isOtherPayer),
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
  var money: String? {
    let counted = order.payments.contains { $0.countedFen > 0 }
    let parts: [String?] = [
      due > .zero && counted ? "还需支付 \(due.yuan)" : nil, over > .zero ? "多付 \(over.yuan)" : nil,
      order.payments.contains { $0.isOtherPayer && $0.countedFen > 0 } ? "他人代付" : nil,
      order.corrections.contains { $0.state == .open } ? "更正待同意" : nil,
    ]
    let words = parts.compactMap(\.self).joined(separator: "，")
    return words.isEmpty ? nil : words
  }
}
