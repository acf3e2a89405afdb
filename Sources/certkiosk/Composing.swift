// compose, check and intake: applicant data files in.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Glibc
internal import Processes
internal import Records

extension Certkiosk {
  private static let fileArgument = Argument(
    "FILE", .some, .file, Both("申请数据文件或目录（JSON、CSV、XLSX）", "applicant data files or folders (JSON, CSV, XLSX)"))
  private static let serviceOption = Option.value(
    "service", "ID", Both("文件未写明时的服务机构", "the service of files that name none"))

  static let compose = Command(
    "compose", Both("申请数据进，文件出；不需要数据库和设备", "applicant data in, documents out; needs no store and no device"),
    examples: [
      Example(
        "certkiosk compose 申请.xlsx --to out --boxes",
        Both("为表格中的每个申请人制作文件，并写出各栏位置", "make every applicant's documents with the places of their boxes"))
    ],
    options: [
      .value("to", "DIR", .folder, required: true, Both("输出目录", "where the documents go")), serviceOption,
      .value(
        "jobs", "N", .number(1...64),
        Both("并行进程数（默认按处理器核数，数据少时只用一个）", "processes to work in parallel (one for each core, one for few data)")),
      .value("copies", "N", .number(1...9), Both("份数", "copies of each document")),
      .value("date", "YYYY-MM-DD", Both("文件上的日期（默认今天）", "the day on the documents (today by default)")),
      .value(
        "key", "FILE", .file,
        Both(
          "站点密钥；没有时只印预览页码。柜台收回的文件须从订单打印（documents）",
          "the site key; without it pages are previews. What a counter takes back is printed from an order")),
      .value("kiosk", "ID", Both("页码中的柜台代号", "the kiosk in page codes")),
      .value("share", "K/N", Both("只做第 K 份（供并行使用）", "do only this share (used by --jobs)")),
      .value(
        "count-on", "FD", .number(3...9),
        Both("每办一份记一笔的描述符（供并行使用）", "where applications are counted (used by --jobs)")),
      .flag("boxes", Both("同时写出各栏位置", "write the places of all boxes too")),
    ], arguments: [fileArgument], run: { try compose(Session($0)) })

  private static func compose(_ session: Session) throws -> ExitStatus {
    let invocation = session.invocation
    let jobs = processes(session)
    if jobs > 1, invocation.value("share") == nil { return try composeInParallel(session, jobs) }
    let chosen = try session.date
    var wishes = Composing.Wishes(folder: invocation.value("to") ?? ".", date: chosen ?? Clock.system.now().day)
    wishes.isDateChosen = chosen != nil
    wishes.service = invocation.value("service")
    wishes.copies = invocation.number("copies") ?? 1
    wishes.boxes = invocation.flag("boxes")
    if let file = invocation.value("key") {
      wishes.key = try SiteKey(file: file).pageKey(kiosk: session.kiosk)
    }
    if let share = invocation.value("share")?.split(separator: "/").compactMap({ Int($0) }), share.count == 2 {
      wishes.share = (share[0], max(1, share[1]))
    }
    return try compose(session, wishes)
  }

  private static func compose(_ session: Session, _ wishes: Composing.Wishes) throws -> ExitStatus {
    let composing = try Composing(packs: session.packs(), forms: session.forms, wishes: wishes)
    let part = wishes.share.of > 1 ? ".\(wishes.share.part)" : ""
    let log = try FindingLog("\(wishes.folder)/findings\(part).jsonl", language: session.language)
    let shared = session.invocation.number("count-on").map { SharedCount(inherited: Int32($0)) }
    var done = 0
    for file in session.files("FILE") {
      try composing.compose(file) {
        done += 1
        if let shared { shared.add() } else { session.showComposed(done) }
      } told: { finding in
        try log.append(finding)
        session.tell(finding)
      }
    }
    session.console.endProgress()
    try log.finish()
    let tally = composing.tally
    if wishes.share.of > 1 {
      try tally.write(to: tallyFile(wishes.folder, wishes.share.part))
    } else {
      session.tell(tally)
    }
    return tally.refused > 0 ? .refused : .done
  }

  /// What a share of the work came to, for the process that adds the shares up.
  private static func tallyFile(_ folder: String, _ part: Int) -> String { "\(folder)/.tally.\(part)" }

  /// As many as were asked for; else one for each core, where there is enough to do for another process to be worth it.
  private static func processes(_ session: Session) -> Int {
    if let wished = session.invocation.number("jobs") { return wished }
    let sizes = session.files("FILE").map { Files.size(of: $0) ?? 0 }
    return sizes.reduce(0, +) < enoughForTwo ? 1 : max(1, min(64, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Bytes of applicant data, about a hundred applicants: less is done before a second process has started.
  private static let enoughForTwo = 32_768

  /// Cairo wants one thread, so parallel work means processes; each takes its share of the applications.
  private static func composeInParallel(_ session: Session, _ jobs: Int) throws -> ExitStatus {
    let folder = session.invocation.value("to") ?? "."
    let logs = (0..<jobs).map { "findings.\($0).jsonl" }
    // What an earlier run left lying was not found by this one.
    for log in logs { try Files.remove("\(folder)/\(log)") }
    for part in 0..<jobs { try Files.remove(tallyFile(folder, part)) }
    let count = try SharedCount()
    let children = try (0..<jobs).map { part in
      try Child(
        "/proc/self/exe", session.invocation.words(adding: ["--share=\(part)/\(jobs)", "--count-on=3"]),
        environment: Program.environment, descriptors: [3: count.descriptor])
    }
    while children.contains(where: { $0.poll() == nil }) {
      session.showComposed(count.total, processes: jobs)
      usleep(100_000)
    }
    session.showComposed(count.total, processes: jobs)
    session.console.endProgress()
    let worst = try worst(of: children.map { $0.wait() })
    // A share that stopped has told why, and has no findings to put with the others'.
    guard worst.rawValue <= ExitStatus.refused.rawValue else { return worst }
    try FindingLog.join(logs, in: folder)
    var sum = Composing.Tally()
    for part in 0..<jobs { try sum.add(fileOfShare: tallyFile(folder, part)) }
    session.tell(sum)
    return worst
  }

  private static func worst(of endings: [Ending]) throws(CounterError) -> ExitStatus {
    var worst = ExitStatus.done.rawValue
    for ending in endings {
      switch ending {
      case .exited(let status): worst = max(worst, status)
      case .killed(let signal): throw .shareKilled(signal: signal)
      case .lost: throw .shareKilled(signal: 0)
      }
    }
    return ExitStatus(rawValue: worst) ?? .failed
  }

  static let check = Command(
    "check", Both("检查申请数据，不写任何文件", "judge applicant data and write nothing"),
    examples: [Example("certkiosk check 申请.csv", Both("列出每一处问题", "list everything that is wrong"))],
    options: [serviceOption], arguments: [fileArgument],
    run: { invocation in
      let session = Session(invocation)
      let checking = try Checking(packs: session.packs(), forms: session.forms, service: invocation.value("service"))
      for file in session.files("FILE") { try checking.check(file) { session.tell($0) } }
      invocation.console.say(
        Both(
          "合格 \(checking.good) 份，错误 \(checking.errors) 处",
          "\(checking.good) good applications, \(checking.errors) errors"))
      return checking.errors > 0 ? .refused : .done
    })

  static let intake = Command(
    "intake", Both("登记申请，生成订单", "register applications as orders"),
    examples: [Example("certkiosk intake 申请.json --store store", Both("登记一份申请", "register an application"))],
    options: [
      serviceOption,
      .value("channel", "WORD", Both("申请途径（默认为柜台）", "the way they came (the counter's own by default)")),
    ], arguments: [fileArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let intake = desk.intake(service: invocation.value("service"))
      var refused = 0
      for file in session.files("FILE") {
        try desk.takeIn(file, with: intake, channel: invocation.value("channel")) { taken in
          switch taken {
          case .finding(let finding):
            if finding.severity == .error { refused += 1 }
            session.tell(finding)
          case .order(let order, let place): session.tell(order, place)
          }
        }
      }
      return refused > 0 ? .refused : .done
    })
}

extension Composing.Tally {
  fileprivate func write(to file: String) throws { try Files.write(Array("\(made) \(refused)".utf8), to: file) }

  fileprivate mutating func add(fileOfShare file: String) throws {
    let counts = String(decoding: try Files.read(file, limit: 100), as: UTF8.self).split(separator: " ").map {
      Int($0) ?? 0
    }
    try Files.remove(file)
    guard counts.count == 2 else { return }
    self = Composing.Tally(made: made + counts[0], refused: refused + counts[1])
  }
}

extension Session {
  /// How many applications were composed or refused by now.
  fileprivate func showComposed(_ count: Int, processes: Int = 1) {
    let workers = processes == 1 ? Both("", "") : Both("，\(processes) 个进程", ", \(processes) processes")
    console.progress(Both("已处理 \(count) 份申请\(workers.chinese)", "\(count) applications done\(workers.english)"))
  }

  /// The day that was asked for.
  fileprivate var date: CivilDate? {
    get throws {
      guard let text = invocation.value("date") else { return nil }
      guard let date = CivilDate(text) else {
        throw UsageError.rule(Both("--date 不是日历上的日子：\(text)", "--date is no day of the calendar: \(text)"))
      }
      return date
    }
  }

  /// The kiosk in page codes, which have room for three characters.
  fileprivate var kiosk: String {
    get throws {
      let kiosk = invocation.value("kiosk") ?? "C00"
      guard Store.isKiosk(kiosk) else { throw RecordsError.badKiosk }
      return kiosk
    }
  }

  fileprivate func tell(_ tally: Composing.Tally) {
    console.emit(["made": .number(tally.made), "refused": .number(tally.refused)])
    console.say(
      Both(
        "制作 \(tally.made) 份申请的文件，拒绝 \(tally.refused) 项",
        "\(tally.made) applications composed, \(tally.refused) findings refused"))
  }

  func tell(_ order: Order, _ place: Place) {
    console.emit([
      "order": .string(order.number.text), "application": .string(order.application.number),
      "service": .string(order.application.service), "business": .string(order.application.businessType),
      "file": .string(place.file), "line": JSON(place.line),
    ])
    console.say(
      Both(
        "订单 \(order.number)  申请 \(order.application.number)",
        "order \(order.number)  application \(order.application.number)"))
  }
}
