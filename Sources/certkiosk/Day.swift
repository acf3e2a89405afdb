// day: the command that the nightly timer runs.
internal import Scans
internal import Records
internal import CommandLine
internal import Counter
internal import Domain
internal import Files

extension Certkiosk {
  static let day = Command(
    "day", Both("无人值守的一轮处理，可随时中断和重来", "one unattended pass; may be stopped and repeated at any time"),
    details: Both(
      "收件目录下的 applications、scans、bundles 依次处理，处理过的移入 done；输出目录得到 documents 和 bundles。",
      "Reads applications, scans and bundles below the inbox and moves them to done; documents and bundles appear in the outbox."
    ),
    examples: [Example("certkiosk day --inbox inbox --outbox outbox", Both("处理一轮", "one pass"))],
    options: [
      .value("inbox", "DIR", .folder, required: true, Both("收件目录", "the inbox")),
      .value("outbox", "DIR", .folder, required: true, Both("输出目录", "the outbox")),
    ], run: { try run(Session($0)) })

  private static func run(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let began = desk.clock.now()
    let tally = DayTally()
    if let inbox = session.invocation.value("inbox"), Files.kind(of: inbox) != .folder {
      session.console.say(Both("收件目录 \(inbox) 原来没有，已新建", "there was no inbox at \(inbox); it was made"))
    }
    let day = Day(
      desk: desk, inbox: session.invocation.value("inbox") ?? "inbox",
      outbox: session.invocation.value("outbox") ?? "outbox"
    ) { event in
      tally.count(event)
      session.tell(event)
    }
    try day.run()
    for order in try desk.going(orChangedSince: began) { session.tell(try desk.view(order)) }
    return tally.refused > 0 ? .refused : .done
  }
}

/// How many inputs a pass had to refuse.
private final class DayTally {
  private(set) var refused = 0

  func count(_ event: DayEvent) {
    switch event {
    case .finding(let finding) where finding.severity == .error: refused += 1
    case .page(let page) where page.verdict.verdict == .refused: refused += 1
    case .unreadable, .bundleRefused: refused += 1
    default: break
    }
  }
}

extension Session {
  func tell(_ event: DayEvent) {
    switch event {
    case .registered(let order, let place): tell(order, place)
    case .finding(let finding): tell(finding)
    case .documents(let order, let folder, let count):
      console.emit(["order": .string(order.text), "folder": .string(folder), "documents": .number(count)])
      console.say(Both("订单 \(order)  文件 \(count) 份：\(folder)", "order \(order)  \(count) documents: \(folder)"))
    case .page(let page): tell(page, to: nil)
    case .incomplete(let lacking): tell(lacking)
    case .unreadable(let file, let explanation):
      console.hint(file)
      console.explain(explanation)
    case .imported(let line): tell(line)
    case .bundleRefused(let file, let explanation):
      console.hint(file)
      console.explain(explanation)
    case .exported(let bundle):
      console.emit(["exported": .string(bundle)])
      console.say(Both("已导出 \(bundle)", "exported \(bundle)"))
    case .lapse(let explanation):
      console.emit(["lapse": .string(explanation.code)])
      console.explain(explanation)
    case .retired(let retired): tell(retired)
    case .cleared(let count): console.say(Both("已清除到期的文件 \(count) 处", "\(count) files whose days were over went"))
    case .carried(let count): console.say(Both("补齐数据包 \(count) 个", "\(count) bundles copied again"))
    }
  }
}
