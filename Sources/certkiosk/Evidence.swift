// payment evidence: the pictures that were recorded with a payment, for whoever confirms it.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let showingEvidence = paymentVerb(
    "evidence", Both("写出登记付款时附上的凭据图片，供核对的人查看", "write the pictures of a payment's evidence, for whoever confirms it"),
    "evidence A-1 1 --to out --person zhao",
    [.value("to", "DIR", .folder, required: true, Both("写到此目录", "the folder they go to"))],
    [orderArgument, Argument("ENTRY", .one, .text, Both("付款登记号", "the entry's number"))]
  ) { session, desk in
    let entry = session.argument("ENTRY")
    let order = try desk.order(session.argument("ORDER"))
    let files = try desk.writeEvidence(order.number.text, entry: entry, to: session.invocation.value("to") ?? "")
    let paidAt = order.payments.first { $0.id == entry }?.paidAt?.chinaText
    for file in files {
      session.console.emit(["entry": .string(entry), "file": .string(file), "paidAt": JSON(paidAt)])
      session.console.say(Both(file, file))
    }
    return .done
  }
}

extension Session {
  /// An option that is a moment of China's clocks, to the minute or to the second; nil without it.
  func moment(_ option: String) throws -> Instant? {
    guard let text = invocation.value(option) else { return nil }
    guard let moment = Instant(chinaText: text) else {
      throw UsageError.rule(Both("--\(option) 应写作 2026-03-09T14:05", "write --\(option) as 2026-03-09T14:05"))
    }
    return moment
  }
}
