// documents and scan: papers out, papers back.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Scans

extension Certkiosk {
  static let documents = Command(
    "documents", Both("制作或打印订单当前版次的文件", "make or print the documents of an order's present revision"),
    details: Both(
      "不写 --paper 时，按阅读顺序写出交给申请人的整套纸件：材料清单、须签字盖章的各表、声明、同意书和协议。"
        + "加 --print 时逐份打印（一式两份就是两份各自制作的文件），盖章签字的单面印，等印完为止；印过的不重印，中断后再次执行接着印。",
      "Without --paper the whole set for the applicant is written in reading order. With --print each copy is printed, what"
        + " is stamped or signed on one side only, and waited for. What came out is not printed again; the same command"
        + " goes on where an earlier one stopped."),
    examples: [
      Example("certkiosk documents A-1 --to out", Both("写出待打印的 PDF", "write the PDFs to print")),
      Example("certkiosk documents A-1 --paper receipt --to out", Both("只写收据", "write the receipt only")),
      Example("certkiosk documents A-1 --list", Both("列出可以制作的纸件", "list the papers it can have")),
      Example("certkiosk documents A-1 A-2 --print", Both("打印两份订单的全部文件", "print the papers of two orders")),
      Example("certkiosk documents A-1 --print --reason 客户遗失 --person wang", Both("重印", "print again")),
    ],
    options: [
      .value("to", "DIR", .folder, Both("输出目录（默认当前目录下以申请编号命名）", "where they go")),
      .value("copies", "N", .number(1...9), Both("份数（默认按规定）", "copies (as the service asks by default)")),
      .flag("boxes", Both("同时写出各栏位置", "write the places of all boxes too")),
    ] + paperOptions + printOptions,
    arguments: [Argument("ORDER", .any, .text, Both("订单号或申请编号", "orders' or applications' numbers"))],
    run: { invocation in
      let session = Session(invocation)
      try checkPaperWishes(invocation)
      let orders = try orders(named: session)
      if invocation.flag("print") { return try print(orders, session) }
      let desk = try session.desk()
      let refused = try session.each(orders, at: desk) { text in
        let order = try desk.order(text)
        if invocation.flag("list") { return session.list(try desk.papers(of: order)) }
        let folder = invocation.value("to").map { orders.count == 1 ? $0 : "\($0)/\(order.application.number)" }
        let written = try session.write(order, at: desk, to: folder ?? order.application.number)
        for document in written { session.tell(document) }
      }
      return refused > 0 ? .refused : .done
    })

  static let scan = Command(
    "scan", Both("收件：识别、归档并核验扫描件", "sort scans to their orders and judge them"),
    details: Both(
      "参数可以是订单号，其余为文件或目录。没有订单号时按页码自动归入各订单。",
      "The first argument may be an order; the others are files or folders. Without an order pages sort themselves."),
    examples: [
      Example("certkiosk scan 扫描件/ --to out", Both("核验整个目录，导出提取的印章", "judge a folder, write the seals found"))
    ],
    options: [
      .value("to", "DIR", .folder, Both("导出印章图片的目录", "where pictures of seals go")),
      .value("as", "SLOT", Both("作为申请人自带材料存入（须先给出订单）", "keep as a paper the applicant brought (name the order first)")),
    ],
    arguments: [
      Argument("FILE", .some, .file, Both("订单号（可省略），然后是文件或目录", "an order, if wanted, then files or folders"))
    ],
    run: { try scan(Session($0)) })

  private static func scan(_ session: Session) throws -> ExitStatus {
    var names = session.invocation.arguments("FILE")
    var order: String?
    if let first = names.first, Files.kind(of: first) == nil {
      order = first
      names.removeFirst()
    }
    let files = names.flatMap { session.files(at: $0) }
    let desk = try session.desk()
    if let slot = session.invocation.value("as") { return try keep(files, as: slot, for: order, session, desk) }
    let sorting = try Sorting(desk: desk, order: order)
    var refused = 0
    for file in files {
      do {
        for page in try sorting.take(file) {
          if page.verdict.verdict == .refused { refused += 1 }
          session.tell(page, seals: session.invocation.value("to"))
        }
      } catch let upload as UnreadableUpload {
        refused += 1
        session.tell(upload)
      }
    }
    return refused > 0 ? .refused : .done
  }

  private static func keep(
    _ files: [String], as slot: String, for order: String?, _ session: Session, _ desk: Desk
  ) throws -> ExitStatus {
    guard let order else { throw UsageError.rule(Both("--as 之前须给出订单", "name the order before --as")) }
    var last: Order?
    for file in files { last = try desk.keepUpload(file, as: slot, for: order) }
    guard let last else { return .done }
    return try session.tell(last, at: desk)
  }
}

extension Desk.WrittenDocument {
  var words: Both { Both("\(path)  \(pages) 页", "\(path)  \(pages) page\(pages == 1 ? "" : "s")") }
}

extension Session {
  func tell(_ document: Desk.WrittenDocument) {
    console.emit([
      "document": .string(document.document), "path": .string(document.path), "pages": .number(document.pages),
      "digest": .string(document.digest),
    ])
    if !console.json { console.tell(document.words.text(in: language)) }
  }

  func files(at path: String) -> [String] { Self.filesBelow(path) }

  func tell(_ upload: UnreadableUpload) {
    let wording = upload.explanation.wording(in: language)
    console.emit([
      "file": .string(upload.file), "verdict": "refused", "document": .null, "page": .null, "order": .null,
      "findings": [["code": .string(upload.explanation.code), "message": .string(wording.happened)]],
    ])
    if !console.json {
      console.hint("\(upload.file)  \(upload.explanation.code) \(wording.happened)  \(wording.remedy)")
    }
  }

  func tell(_ page: Sorting.Sorted, seals folder: String?) {
    let verdict = page.verdict
    let findings = verdict.findings.map { finding -> JSON in
      let wording = finding.explanation.wording(in: language)
      return [
        "code": .string(finding.explanation.code), "weight": .string(finding.weight.rawValue), "box": JSON(finding.box),
        "measured": finding.measured.map { .decimal($0, places: 3) } ?? .null, "unit": JSON(finding.unit),
        "limit": finding.limit.map { .decimal($0, places: 3) } ?? .null, "message": .string(wording.happened),
        "remedy": .string(wording.remedy),
      ]
    }
    console.emit([
      "file": .string(Files.name(of: verdict.file)), "document": JSON(page.document), "page": JSON(verdict.code?.page),
      "order": JSON(page.order?.text), "revision": JSON(verdict.code?.revision), "copy": JSON(verdict.code?.copy),
      "verdict": .string(verdict.verdict.rawValue), "findings": .array(findings),
      "seals": .array(verdict.seals.map { seal(json: $0, page, folder) }), "thresholds": .string(verdict.thresholds),
    ])
    if !console.json { tellPeople(page) }
  }

  private func tellPeople(_ page: Sorting.Sorted) {
    let verdict = page.verdict
    let title =
      switch verdict.verdict {
      case .accepted: "通过"
      case .ask: "请人工查看"
      case .refused: "未通过"
      }
    let where_ = [page.order?.text, page.document, verdict.code.map { "第\($0.page)页" }].compactMap { $0 }
    console.tell("\(Files.name(of: verdict.file))  \(title)  \(where_.joined(separator: " "))")
    for finding in verdict.findings where finding.weight != .note {
      let wording = finding.explanation.wording(in: language)
      console.tell("    \(finding.explanation.code) \(wording.happened)  \(wording.remedy)")
    }
  }

  /// One seal; its picture is written when a folder was named.
  private func seal(json seal: ExtractedSeal, _ page: Sorting.Sorted, _ folder: String?) -> JSON {
    let name = [page.order?.text, seal.name].compactMap { $0 }.joined(separator: ".")
    var members: [JSON.Member] = [.init("name", .string(seal.name)), .init("class", .string(seal.sealClass))]
    if let folder, (try? Files.makeFolder("\(folder)/seals")) != nil,
      (try? Files.write(seal.png, to: "\(folder)/seals/\(name).png", mode: 0o600)) != nil
    {
      members.append(.init("file", .string("seals/\(name).png")))
    }
    if let diameter = seal.diameter { members.append(.init("diameter_mm", .decimal(diameter, places: 2))) }
    members += [
      .init("width_mm", .decimal(seal.width, places: 2)), .init("height_mm", .decimal(seal.height, places: 2)),
      .init("dpi", .number(seal.dpi)),
    ]
    return .object(members)
  }
}
