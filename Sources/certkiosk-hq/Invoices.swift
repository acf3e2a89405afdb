// invoice list, issue, refuse: what counters asked for and the one answer to each.
internal import Bundles
internal import CommandLine
internal import Domain
internal import Files
internal import HeadOffice

let invoices = Command(
  "invoice", Both("柜台送来的开票申请", "requests for invoices that counters sent"),
  examples: [Example("certkiosk-hq invoice list --state hq", Both("等待开具的申请", "requests that wait"))],
  subcommands: [
    Command(
      "list", Both("列出等待答复的申请", "list the requests without an answer"),
      examples: [Example("certkiosk-hq invoice list --state hq --json", Both("给程序看", "for programs"))],
      run: listInvoices),
    Command(
      "issue", Both("答复发票号码，随下一个数据包发出", "answer with the invoice's number; the next bundle carries it"),
      examples: [
        Example(
          "certkiosk-hq invoice issue --state hq REQUEST --number 25412000000012345678 --file invoice.pdf",
          Both("附电子发票", "with the electronic invoice"))
      ],
      options: [
        .value("number", "N", required: true, Both("发票号码", "the invoice's number")),
        .value("date", "DATE", Both("开票日期，默认今天", "its day, today unless told")),
        .value("file", "FILE", .file, Both("电子发票文件（pdf、ofd 或 xml）", "the electronic invoice (pdf, ofd or xml)")),
      ], arguments: [requestArgument], run: issueInvoice),
    Command(
      "refuse", Both("不能开具，写明原因", "refuse, and say why"),
      examples: [
        Example("certkiosk-hq invoice refuse --state hq REQUEST --reason 税号已注销", Both("退回申请", "send it back"))
      ],
      options: [.value("reason", "TEXT", required: true, Both("原因", "the reason"))], arguments: [requestArgument],
      run: refuseInvoice),
  ])

private let requestArgument = Argument("REQUEST", .one, .text, Both("申请编号", "the request's id"))

private func listInvoices(_ invocation: Invocation) throws -> ExitStatus {
  for waiting in try office(invocation).waitingInvoices() {
    let request = waiting.request
    invocation.console.emit([
      "request": .string(request.id), "order": .string(request.order), "device": .string(waiting.device),
      "kind": .string(request.invoiceKind), "yuan": .string(Money(fen: request.amountFen)?.yuan ?? ""),
    ])
    guard !invocation.console.json else { continue }
    invocation.console.tell(
      "\(request.id)  \(request.order)  \(request.invoiceKind)  \(Money(fen: request.amountFen)?.yuan ?? "")")
    for (field, value) in request.buyer.sorted(by: { $0.key < $1.key }) {
      invocation.console.tell("  \(field)：\(value)")
    }
  }
  return .done
}

private func issueInvoice(_ invocation: Invocation) throws -> ExitStatus {
  let moment = now()
  let file = try invocation.value("file").map { path in
    InvoicePayload.File(
      format: String(path.split(separator: ".").last ?? "").lowercased(), bytes: try Files.read(path, limit: 16 << 20))
  }
  let day = invocation.value("date").flatMap { CivilDate($0) } ?? moment.day
  return try answer(
    InvoicePayload(
      request: invocation.argument("REQUEST") ?? "", outcome: .issued, number: invocation.value("number"), issued: day,
      file: file), invocation, at: moment)
}

private func refuseInvoice(_ invocation: Invocation) throws -> ExitStatus {
  try answer(
    InvoicePayload(
      request: invocation.argument("REQUEST") ?? "", outcome: .refused, reason: invocation.value("reason")), invocation,
    at: now())
}

private func answer(_ answer: InvoicePayload, _ invocation: Invocation, at moment: Instant) throws -> ExitStatus {
  try office(invocation).answerInvoice(answer, at: moment)
  invocation.console.emit(["request": .string(answer.request), "outcome": .string(answer.outcome.rawValue)])
  invocation.console.say(Both("答复随下一个数据包发出（answer）", "the answer goes with the next bundle (answer)"))
  return .done
}
