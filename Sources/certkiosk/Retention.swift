// store retire and store exports: when an applicant's data end here, and where they have gone.
internal import CommandLine
internal import Counter
internal import Domain
internal import Records
internal import Scans

extension Certkiosk {
  static let retire = Command(
    "retire", Both("销毁总部已确认且保留期满的订单资料", "destroy the data of acknowledged orders whose days are over"),
    details: Both(
      "保留天数写在机构目录（retention-days）；--days 和 --before 须由管理人员使用。密钥、附件、检索信息、付款人和已答复的数据包都不再存在，流水账和金额留下；"
        + "给出 --inbox、--outbox 时一并清除其中处理过的上传文件和制成的文件。总部没有确认的不动。可随时中断和重来；certkiosk day 每晚自动做。"
        + "以前的备份和 U 盘上的副本须另行销毁。",
      "The days stand in the service's pack (retention-days); --days and --before are for an administrator. Keys,"
        + " attachments, lookups, payers and answered bundles are gone afterwards; the journal and the sums stay. With"
        + " --inbox and --outbox the uploads that were read and the documents that were made go too. What head office has"
        + " not acknowledged is left alone. May be stopped and repeated; certkiosk day does it every night. Earlier"
        + " backups and copies on sticks must be destroyed by hand."),
    examples: [
      Example("certkiosk store retire --dry-run", Both("只列出会销毁的", "only tell what would go")),
      Example(
        "certkiosk store retire --days 30 --person guan", Both("确认满 30 天的全部销毁", "everything acknowledged 30 days ago")),
    ],
    options: [
      .value("days", "N", .number(0...36_500), Both("改用这个天数", "so many days instead")),
      .value("before", "DATE", Both("这一天之前确认的", "what was acknowledged before this day")),
      .value("inbox", "DIR", .folder, Both("同时清除收件目录的 done", "clear this inbox's done too")),
      .value("outbox", "DIR", .folder, Both("同时清除输出目录的 documents", "clear this outbox's documents too")),
      .flag("dry-run", Both("只列出，不销毁", "tell and destroy nothing")),
    ], run: { try retire(Session($0)) })

  static let exports = Command(
    "exports",
    Both("个人信息外出的记录：谁、何时、什么、多少、到哪里", "when personal data left the store: who, when, what, how many, where to"),
    examples: [Example("certkiosk store exports --since 2026-05-01", Both("五月以来", "since the first of May"))],
    options: [
      .value("since", "DATE", Both("这一天以来", "from this day on")),
      .value("order", "ORDER", Both("只列这份订单的", "only what was about this order")),
    ], run: { try exports(Session($0)) })

  private static func retire(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let (retention, trial) = (try session.retention, session.invocation.flag("dry-run"))
    let retired = try desk.retire(retention, trial: trial)
    for order in retired { session.tell(order) }
    let gone = try desk.clear(
      inbox: session.invocation.value("inbox"), outbox: session.invocation.value("outbox"), retention, trial: trial)
    session.console.emit(["retired": .number(retired.count), "cleared": .number(gone.count), "trial": .bool(trial)])
    session.console.say(
      trial
        ? Both(
          "到期：订单 \(retired.count) 份，文件 \(gone.count) 处；没有销毁",
          "due: \(retired.count) orders, \(gone.count) files; nothing was destroyed")
        : Both(
          "已销毁：订单 \(retired.count) 份，文件 \(gone.count) 处", "destroyed: \(retired.count) orders, \(gone.count) files"))
    if !trial { try desk.sweepRetired() }
    return .done
  }

  private static func exports(_ session: Session) throws -> ExitStatus {
    let since = try session.dayIfTold("since")
    for row in try session.desk().disclosures(since: since, of: session.invocation.value("order")) { session.tell(row) }
    return .done
  }
}

extension Session {
  fileprivate var retention: Retention {
    get throws {
      let (days, before) = (invocation.number("days"), try dayIfTold("before"))
      if days != nil, before != nil {
        throw UsageError.rule(Both("--days 和 --before 只能用一个", "use --days or --before, not both"))
      }
      return days.map { .days($0) } ?? before.map { .before($0) } ?? .pack
    }
  }

  fileprivate func dayIfTold(_ option: String) throws -> CivilDate? {
    try invocation.value(option).map { _ in try day(option) }
  }

  /// Pictures that are cut out of a page go to a folder; that is written down first.
  func disclose(_ told: Sorting.Told, at desk: Desk) throws {
    guard let folder = invocation.value("to"), case .page(let page) = told else { return }
    let count = page.verdict.seals.count + 2 * page.verdict.comparisons.count
    guard count > 0 else { return }
    try desk.disclose(.pictures, count, of: [page.order?.text].compactMap(\.self), toPath: folder)
  }

  func tell(_ retired: Desk.Retired) {
    console.emit([
      "order": .string(retired.order.text), "service": .string(retired.service),
      "acknowledged": .string(retired.acknowledged.chinaText),
    ])
    guard !console.json else { return }
    let order = "\(retired.order)  \(retired.service)  \(retired.acknowledged.wallClock)"
    console.tell(Both("\(order) 确认，保留期满", "\(order) acknowledged; its days are over"))
  }

  fileprivate func tell(_ row: Desk.Disclosed) {
    let disclosure = row.disclosure
    console.emit([
      "sequence": .number(row.sequence), "at": .string(row.at.chinaText), "person": .string(row.person),
      "what": .string(disclosure.what.rawValue), "count": .number(disclosure.count),
      "orders": .array(disclosure.orders.map { .string($0) }), "to": .string(disclosure.to),
    ])
    guard !console.json else { return }
    let orders = disclosure.orders.joined(separator: " ")
    console.tell(
      "\(row.at.wallClock)  \(row.person)  \(disclosure.what.words.text(in: language)) \(disclosure.count)  \(orders)  → \(disclosure.to)"
    )
  }
}

extension Disclosure.Subject {
  fileprivate var words: Both { Both(title, rawValue) }
}
