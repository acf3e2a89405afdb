// The verbs for what goes down: what is asked of head office and what is said about it.
internal import Bundles
internal import CommandLine
internal import Domain
internal import Files
internal import HeadOffice

func listReviews(_ invocation: Invocation) throws -> ExitStatus {
  for waiting in try office(invocation).waitingReviews() {
    let application = waiting.application
    invocation.console.emit([
      "order": .string(application.number), "device": .string(waiting.device), "service": .string(application.service),
      "business": .string(application.businessType), "revision": .number(application.revision),
      "submission": .number(application.submission), "papers": .number(application.papers.count),
      "digest": .string(waiting.digest),
    ])
    guard !invocation.console.json else { continue }
    invocation.console.tell(
      "\(application.number)  \(waiting.device)  \(application.service) \(application.businessType)  "
        + "第 \(application.submission) 次提交  材料 \(application.papers.count) 页")
  }
  return .done
}

func showReview(_ invocation: Invocation) throws -> ExitStatus {
  let folder = invocation.value("to") ?? ""
  let (review, files) = try office(invocation).show(invocation.argument("ORDER") ?? "", to: folder)
  for file in files { invocation.console.emit(["order": .string(review.application.number), "file": .string(file)]) }
  invocation.console.say(
    Both(
      "已写出 \(files.count) 页到 \(folder)；内含个人信息，审核后请销毁",
      "wrote \(files.count) pages to \(folder); destroy them after review"))
  return .done
}

func decide(_ invocation: Invocation) throws -> ExitStatus {
  let reason = invocation.value("reason") ?? ""
  let rejected = invocation.values("slot").map { DecisionPayload.Item(slot: $0, reason: reason) }
  let decision = try office(invocation).decide(
    invocation.argument("ORDER") ?? "", rejecting: invocation.argument("VERDICT") == "reject" ? rejected : nil,
    by: invocation.value("by") ?? "", at: now())
  invocation.console.emit([
    "order": .string(decision.order), "verdict": .string(decision.verdict.rawValue),
    "revision": .number(decision.revision), "submission": .number(decision.submission),
    "digest": .string(decision.digest),
  ])
  invocation.console.say(
    Both(
      "\(decision.order) 的结论随下一个数据包发出（answer）",
      "the decision about \(decision.order) goes with the next bundle (answer)"))
  return .done
}

func addTable(_ invocation: Invocation) throws -> ExitStatus {
  let devices = invocation.values("for")
  let day = try invocation.value("from").map { text in
    guard let day = CivilDate(text) else {
      throw UsageError.rule(Both("日期应写作 2026-07-01", "write the day as 2026-07-01"))
    }
    return day
  }
  let order = TableOrder(
    kind: invocation.value("kind") ?? "", source: invocation.argument("FILE") ?? "",
    devices: devices.isEmpty ? nil : devices, days: invocation.number("days") ?? 90,
    stops: invocation.value("lapsed").map { $0 == "stop" }, service: invocation.value("service"), validFrom: day)
  let table = try office(invocation).addTable(order, at: now())
  tell(table, on: invocation.console)
  if ["cipher-cards", "release-codes"].contains(table.kind) {
    invocation.console.say(
      Both("源文件里有明文密码，请销毁；这里只留加盐摘要", "the source holds plain secrets: destroy it; only salted digests stay here"))
  }
  return .done
}

func listTables(_ invocation: Invocation) throws -> ExitStatus {
  for table in try office(invocation).tables() { tell(table, on: invocation.console) }
  return .done
}

func resendTables(_ invocation: Invocation) throws -> ExitStatus {
  let count = try office(invocation).sendTablesAgain(invocation.argument("KIND") ?? "")
  invocation.console.emit(["tables": .number(count)])
  invocation.console.say(Both("\(count) 张表将再次发出", "\(count) tables will be sent again"))
  return .done
}

func tell(_ table: TableReport, on console: Console) {
  console.emit([
    "kind": .string(table.kind), "scope": .string(table.scope), "version": .number(table.version),
    "expires": .string(table.expires.chinaText), "sent": .array(table.sent.map { .string($0) }),
    "cosigners": .array(table.cosigners.map { .string($0) }), "held": .bool(table.isHeldBack),
  ])
  guard !console.json else { return }
  let scope = table.scope.isEmpty ? "" : " \(table.scope)"
  let sent = table.sent.isEmpty ? "—" : table.sent.joined(separator: "、")
  let signed = table.cosigners.isEmpty ? "" : "  另签署 \(table.cosigners.joined(separator: "、"))"
  let held = table.isHeldBack ? "  签署不足，暂不下发" : ""
  console.tell(
    "\(table.kind)\(scope)  版本 \(table.version)  至 \(table.expires.wallClock)  已发往 \(sent)\(signed)\(held)")
}

func writeTransfers(_ invocation: Invocation) throws -> ExitStatus {
  let path = invocation.argument("FILE") ?? ""
  let count = try office(invocation).writeTransfers(to: path, at: now())
  invocation.console.emit(["transfers": .number(count)])
  invocation.console.say(
    count == 0
      ? Both("没有需要汇出的 0.01 元，没有写文件", "no transfer is due; no file was written")
      : Both("\(count) 笔 0.01 元写入 \(path)；交给银行后请销毁", "\(count) transfers in \(path); destroy it once the bank has it"))
  return .done
}

func writeRevocationList(_ invocation: Invocation) throws -> ExitStatus {
  let path = invocation.argument("FILE") ?? ""
  let (der, count) = try office(invocation).revocationList(days: invocation.number("days") ?? 7, at: now())
  try write(der, to: path)
  invocation.console.emit(["revoked": .number(count)])
  invocation.console.say(Both("吊销列表共 \(count) 张证书", "\(count) certificates are on the list"))
  return .done
}
