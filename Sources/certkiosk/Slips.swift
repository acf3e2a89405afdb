// slip, and which papers of an order are made: what is handed out, and whether it can be believed.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Services

extension Certkiosk {
  static let paperOptions: [Option] = [
    .repeated("paper", "KIND", .text, Both("只制作这种纸件（见 --list）", "make only this kind of paper (see --list)")),
    .flag(
      "blank",
      Both(
        "不填内容，供手写；与 --paper 同用，或不写订单而写 --service",
        "leave everything open for handwriting; with --paper, or with --service and no order")),
    .value("service", "SERVICE", Both("没有订单时：哪家机构的空白表", "without an order: whose empty forms")),
    .value("business", "TYPE", Both("没有订单时：只要这种业务的空白表", "without an order: those of one business type")),
    .flag("list", Both("列出可以制作的纸件", "list the papers it can have")),
    .flag(
      "draft", Both("只供核对的草稿：标明“草稿”，码不能用，不记入日志", "drafts to read through: marked, without valid codes, not journalled")),
  ]

  static let slip = Command(
    "slip", Both("核验纸件上的签名码", "check the signed codes of slips"),
    examples: [
      Example("certkiosk slip verify --key A01.pem -", Both("从标准输入读码并核验", "check a code from standard input"))
    ],
    subcommands: [
      Command(
        "verify", Both("核验签名码；只需公钥，不需数据库", "check a code; needs public keys and no store"),
        examples: [
          Example("certkiosk slip verify --key A01.pem -", Both("从标准输入读码并核验", "check a code from standard input"))
        ],
        options: [
          .repeated("key", "FILE", .file, Both("出具柜台的公钥文件", "public keys of the kiosks that issue slips"))
        ],
        arguments: [Argument("TEXT", .one, .text, Both("签名码的文字，- 表示标准输入", "the code's text; - is standard input"))],
        run: { try verify(Session($0)) }),
      Command(
        "sheet", Both("制作柜台自己的表：现金盘点、库存盘点", "make the counter's own sheets: till and stock counts"),
        examples: [
          Example(
            "certkiosk slip sheet till-count --service SERVICE --to out --person wang", Both("现金盘点表", "a till count"))
        ],
        options: [
          .value("service", "SERVICE", required: true, Both("服务机构", "the service")),
          .value("to", "DIR", .folder, Both("输出目录", "where it goes")),
        ],
        arguments: [Argument("KIND", .one, .text, Both("表的名称，如 till-count", "which sheet, such as till-count"))],
        run: { invocation in
          let session = Session(invocation)
          let made = try session.desk().writeSheet(
            session.argument("KIND"), service: invocation.value("service") ?? "", to: invocation.value("to") ?? ".")
          session.console.emit(["document": .string(made.document), "path": .string(made.path)])
          if !session.console.json { session.console.tell(made.words.text(in: session.language)) }
          return .done
        }),
      Command(
        "key", Both("导出本机核验纸件的公钥", "write the public key that checks this kiosk's slips"),
        examples: [Example("certkiosk slip key --to A01.pem", Both("导出公钥", "write the public key"))],
        options: [.value("to", "FILE", .file, required: true, Both("公钥文件", "where the key goes"))],
        run: { invocation in
          let session = Session(invocation)
          try Files.write(Array(session.desk().slipPublicKey().utf8), to: invocation.value("to") ?? "slip-key.pem")
          return .done
        }),
    ])

  private static func verify(_ session: Session) throws -> ExitStatus {
    let files = session.invocation.values("key")
    guard !files.isEmpty else { throw UsageError.rule(Both("请用 --key 给出公钥文件", "name a public key with --key")) }
    let verifier = try SlipVerifier(keyFiles: files)
    let told = session.argument("TEXT")
    let text = told == "-" ? readLine() ?? "" : told
    do throws(SlipFault) {
      session.tell(try verifier.verify(text.filter { !$0.isNewline }))
      return .done
    } catch {
      session.console.emit(["verdict": "refused", "code": .string(error.explanation.code)])
      session.console.explain(error)
      return .refused
    }
  }
}

extension Session {
  /// Writes what was asked for: some papers, or the whole set.
  func write(_ order: Order, at desk: Desk, to folder: String) throws -> [Desk.WrittenDocument] {
    let kinds = invocation.values("paper")
    if invocation.flag("draft") {
      return try desk.writeDrafts(kinds, of: order.number.text, to: folder, boxes: invocation.flag("boxes"))
    }
    if kinds.isEmpty {
      return try desk.writeSet(
        of: order.number.text, to: folder, copies: invocation.number("copies"), boxes: invocation.flag("boxes"))
    }
    return try kinds.map {
      try desk.writePaper(
        $0, of: order.number.text, to: folder, blank: invocation.flag("blank"), boxes: invocation.flag("boxes"))
    }
  }

  func list(_ papers: [DocumentDefinition]) {
    for paper in papers {
      console.emit([
        "paper": .string(paper.id), "title": .string(paper.title), "kind": .string(paper.kind.rawValue),
        "set": .bool(paper.place != nil),
      ])
      if !console.json { console.tell(Both("\(paper.id)  \(paper.title)", "\(paper.id)  “\(paper.title)”")) }
    }
  }

  /// What a slip says, with labels where the forms are at hand.
  func tell(_ code: SlipCode) {
    let known = (try? Packs.load(from: forms))?.slip(code, forms: forms)
    let labels = known?.labels ?? []
    let proofs = code.proofs.enumerated().map { number, value in
      (label: number < labels.count ? labels[number] : "\(number + 1)", value: value)
    }
    console.emit([
      "verdict": "genuine", "service": .string(code.service), "document": .string(code.document),
      "title": JSON(known?.title), "order": .string(code.reference), "revision": .number(code.revision),
      "date": .string(code.day.description), "kiosk": .string(code.kiosk), "key": .string(code.key),
      "digest": .string(code.digest),
      "proofs": .array(proofs.map { ["label": .string($0.label), "value": .string($0.value)] }),
    ])
    guard !console.json else { return }
    let (service, title) = (known?.service ?? code.service, known?.title ?? code.document)
    let lines =
      [
        Both("签名有效  \(service)《\(title)》", "the signature holds  \(service) “\(title)”"),
        Both(
          "  订单 \(code.reference)  修订 \(code.revision)  出具 \(code.day.chinese)  柜台 \(code.kiosk)",
          "  order \(code.reference)  revision \(code.revision)  made \(code.day)  kiosk \(code.kiosk)"),
      ] + proofs.map { Both("  \($0.label)：\($0.value)", "  \($0.label): \($0.value)") }
      + [Both("  请与纸面逐项核对；不一致的，以签名码为准。", "  Compare each with the paper; where they differ, the code holds.")]
    for line in lines { console.tell(line.text(in: language)) }
  }
}
