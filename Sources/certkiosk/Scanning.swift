// scan and page: papers back, and what a person decides about them.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Scanners
internal import Scans

extension Certkiosk {
  static let scan = Command(
    "scan", Both("收件：识别、归档并核验扫描件", "sort scans to their orders and judge them"),
    details: Both(
      "参数可以是订单号，其余为文件或目录。没有订单号时按页码自动归入各订单。整个目录可用 --ledger 记录进度，中断后用同一命令接着做。"
        + "判定为“请人工查看”的页面用 page 查看和决定。手写的空白件用 --as 归入，一次给出全部页面，由人查看后收下。",
      "The first argument may be an order; the others are files or folders. Without an order pages sort themselves. With"
        + " --ledger a folder's progress is written down and the same command goes on where it stopped. Pages that a"
        + " person must look at are shown and decided with page. A blank form filled in by hand is kept with --as, all"
        + " its pages at once, and taken once a person has looked at it."),
    examples: [
      Example("certkiosk scan 扫描件/ --to out", Both("核验整个目录，导出提取的印章", "judge a folder, write the seals found")),
      Example(
        "certkiosk scan A-1 --device airscan:e0:MFP", Both("从扫描仪收订单 A-1 的页面", "pages of order A-1 from a scanner")),
      Example(
        "certkiosk scan 扫描件/ --ledger scans.ledger", Both("可以中断后接着做", "can be stopped and given again")),
    ],
    options: [
      .value("to", "DIR", .folder, Both("导出印章图片和对照图的目录", "where pictures of seals and comparisons go")),
      .value(
        "as", "SLOT",
        Both(
          "作为申请人自带材料或手写的空白件存入（须先给出订单）",
          "keep as a paper the applicant brought, or a blank form filled in by hand (name the order first)")),
      .flag(
        "confirmed", Both("存入自带材料时：识别不出或不一致之处已当面核对", "with --as: what the program was not sure of was compared by eye")),
      .value("ledger", "FILE", .file, Both("进度文件：其中已有的文件不再处理", "progress: files that stand in it are left alone")),
      .value("device", "NAME", Both("从扫描仪收件（名称见 scanner list）", "take pages from a scanner: see scanner list")),
      .value(
        "source", "WHERE", .words(OpenScanner.Source.allCases.map(\.rawValue)),
        Both("平板 flatbed 或进纸器 feeder（默认 feeder）", "the glass or the feeder (feeder unless said)")),
      .flag("trial", Both("只核验：不归档，不记录", "only judge: nothing is kept or journalled")),
    ],
    arguments: [
      Argument("FILE", .any, .file, Both("订单号（可省略），然后是文件或目录", "an order, if wanted, then files or folders"))
    ],
    run: { try scan(Session($0)) })

  private static func scan(_ session: Session) throws -> ExitStatus {
    var names = session.invocation.arguments("FILE")
    var order: String?
    if let first = names.first, Files.kind(of: first) == nil || session.invocation.value("device") != nil {
      order = first
      names.removeFirst()
    }
    let desk = try session.desk()
    if let device = session.invocation.value("device") { return try scan(from: device, order, session, desk) }
    if names.isEmpty, let order, !desk.knows(order) { throw CounterError.nothingThere(order) }
    guard !names.isEmpty else { throw UsageError.rule(Both("请给出文件、目录或 --device", "give files, folders or --device")) }
    let files = names.flatMap { session.files(at: $0) }
    if let slot = session.invocation.value("as") { return try keep(files, as: slot, for: order, session, desk) }
    return try sort(files, order, session, desk)
  }

  private static func sort(
    _ files: [String], _ order: String?, _ session: Session, _ desk: Desk
  ) throws -> ExitStatus {
    let sorting = try Sorting(desk: desk, order: order)
    sorting.isTrial = session.invocation.flag("trial")
    let ledger = try session.invocation.value("ledger").map { try ScanLedger($0) }
    let open = files.filter { !(ledger?.holds($0) ?? false) }
    var tally = (files: files.count - open.count, refused: 0)
    try sorting.take(
      open,
      told: { told in
        if told.isRefused { tally.refused += 1 }
        try session.disclose(told, at: desk)
        session.tell(told, to: session.invocation.value("to"))
      },
      finished: { path, digest in
        tally.files += 1
        // What was found is out before the ledger says that the file is done.
        try session.console.flush()
        try ledger?.add(path, digest)
        let (done, all) = (tally.files, files.count)
        session.console.progress(Both("已处理 \(done)/\(all)", "\(done) of \(all) done"))
      })
    for lacking in try sorting.incomplete() { session.tell(lacking) }
    return tally.refused > 0 ? .refused : .done
  }

  private static func scan(
    from device: String, _ order: String?, _ session: Session, _ desk: Desk
  ) throws -> ExitStatus {
    let sorting = try Sorting(desk: desk, order: order)
    sorting.isTrial = session.invocation.flag("trial")
    let source = session.invocation.value("source").flatMap(OpenScanner.Source.init) ?? .feeder
    var refused = 0
    let scanning = Scanning(device: device, source: source)
    let isMore = try scanning.pages { (upload: Upload) in
      try sorting.take([upload]) { told in
        if told.isRefused { refused += 1 }
        try session.disclose(told, at: desk)
        session.tell(told, to: session.invocation.value("to"))
      }
    }
    for lacking in try sorting.incomplete() { session.tell(lacking) }
    if isMore {
      let most = scanning.mostPages
      session.console.hint(
        Both("一次最多收 \(most) 页；进纸器里还有纸时请再次运行", "one run takes \(most) pages; if the feeder holds more, run it again")
          .text(in: session.language))
    }
    return refused > 0 ? .refused : .done
  }

  private static func keep(
    _ files: [String], as slot: String, for order: String?, _ session: Session, _ desk: Desk
  ) throws -> ExitStatus {
    guard let order else { throw UsageError.rule(Both("--as 之前须给出订单", "name the order before --as")) }
    var last: Order?
    var refused = false
    let confirmed = session.invocation.flag("confirmed")
    let isForm = try desk.isForm(slot, of: order)
    if isForm, confirmed {
      throw UsageError.rule(
        Both("手写的空白件由人用 page 查看后收下，不用 --confirmed", "a form filled in by hand is looked at with page, not confirmed"))
    }
    for files in isForm ? [files] : files.map({ [$0] }) {
      do {
        let kept =
          try isForm
          ? desk.keepFilledByHand(files, as: slot, for: order)
          : desk.keepUpload(files[0], as: slot, for: order, confirmed: confirmed)
        last = kept.order
        for finding in kept.findings { session.tell(finding, about: slot) }
      } catch let upload as UnreadableUpload {
        refused = true
        session.tell(upload)
      }
    }
    if let last { _ = try session.tell(last, at: desk) }
    return refused ? .refused : .done
  }

  // MARK: Pages that wait for a person

  private static let pictureArgument = Argument(
    "PICTURE", .one, .text, Both("图片摘要（前几位即可）", "the picture's digest, or its first characters"))

  static let page = Command(
    "page", Both("请人工查看的页面", "pages that wait for somebody's eyes"),
    examples: [Example("certkiosk page list A-1", Both("列出待查看的页面", "list the pages that wait"))],
    subcommands: [
      Command(
        "list", Both("列出待查看的页面", "list the pages that wait"),
        examples: [
          Example("certkiosk page list A-1", Both("订单 A-1 的", "those of order A-1")),
          Example(
            "certkiosk page list A-1 --all --to 缩略图",
            Both("各项材料的全部页面和缩略图", "every page of every paper, with small pictures")),
        ],
        options: thumbnailOptions,
        arguments: [orderArgument],
        run: { invocation in
          let session = Session(invocation)
          let order = try session.desk().order(session.argument("ORDER"))
          if invocation.flag("all") { return try session.tellPages(of: order) }
          for referral in order.referred ?? [] { session.tell(referral) }
          return try session.writeThumbnails(of: order, onlyWaiting: true)
        }),
      Command(
        "show", Both("写出一页的图片", "write a page's picture"),
        examples: [
          Example("certkiosk page show A-1 3fa9 --to page.jpg", Both("写成 JPEG", "as a JPEG"))
        ],
        options: [.value("to", "FILE", .file, required: true, Both("写到哪里", "where it goes"))],
        arguments: [orderArgument, pictureArgument],
        run: { invocation in
          let session = Session(invocation)
          try session.desk().writePicture(
            of: session.argument("PICTURE"), in: session.argument("ORDER"), to: invocation.value("to") ?? "")
          return .done
        }),
      decision("accept", Both("看过图片，收下这一页", "take a page after looking at its picture"), accepted: true),
      copyKept, removing, sealPictures,
      decision("refuse", Both("看过图片，不收这一页", "do not take a page"), accepted: false),
    ])

  private static func decision(_ name: String, _ summary: Both, accepted: Bool) -> Command {
    Command(
      name, summary,
      examples: [
        Example(
          "certkiosk page \(name) A-1 3fa9 --reason \(accepted ? "印章可辨" : "印章看不清") --person wang",
          Both("决定并记录", "decide; it is journalled"))
      ],
      options: [.value("reason", "TEXT", required: !accepted, Both("原因", "the reason"))],
      arguments: [orderArgument, pictureArgument],
      run: { invocation in
        let session = Session(invocation)
        let desk = try session.desk()
        let after = try desk.decide(
          session.argument("PICTURE"), in: session.argument("ORDER"), accepted: accepted,
          reason: invocation.value("reason"))
        return try session.tell(after, at: desk)
      })
  }
}

extension Sorting.Told {
  /// Whether an input was judged and refused.
  var isRefused: Bool {
    switch self {
    case .page(let page): page.verdict.verdict == .refused
    case .unreadable: true
    }
  }
}
