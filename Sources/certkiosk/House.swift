// bundle, store, day, rehearse and explain: what keeps the counter going.
internal import Bundles
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Glibc
internal import Processes
internal import Records
internal import Scanners

extension Certkiosk {
  static let bundle = Command(
    "bundle", Both("与总部往来的数据包", "bundles to and from head office"),
    examples: [Example("certkiosk bundle export --to /media/usb", Both("导出到 U 盘", "export to a stick"))],
    subcommands: [
      Command(
        "export", Both("导出已完成的记录和证书请求", "write what is ready into a bundle"),
        examples: [Example("certkiosk bundle export --to /media/usb", Both("导出到 U 盘", "export to a stick"))],
        options: [.value("to", "DIR", .folder, required: true, Both("目标目录", "the folder that receives it"))],
        run: { try export(Session($0)) }),
      Command(
        "import", Both("导入总部返回的数据包", "take bundles from head office"),
        examples: [Example("certkiosk bundle import /media/usb/BUNDLE-HQ-A01-000001", Both("导入", "take a bundle"))],
        arguments: [Argument("BUNDLE", .some, .folder, Both("数据包目录", "the bundle's folder"))],
        run: { try importBundles(Session($0)) }),
      verification,
      Command(
        "status", Both("尚未得到确认的数据包", "bundles and whether they were answered"),
        examples: [Example("certkiosk bundle status", Both("列出数据包", "list the bundles"))],
        run: { try bundleStatus(Session($0)) }),
      bundleTables,
    ])

  private static func export(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let folder = session.invocation.value("to") ?? "."
    for (order, explanation) in try desk.undefinedOrders() {
      session.console.hint(order.number.text)
      session.console.explain(explanation)
    }
    guard let bundle = try desk.export(to: folder) else {
      let again = try desk.carryAll(to: folder)
      session.console.emit(["bundle": .null, "copied": .number(again)])
      session.console.say(Both("没有新的记录；补齐数据包 \(again) 个", "nothing new; \(again) bundles copied again"))
      return .done
    }
    _ = try desk.carryAll(to: folder)
    session.console.emit(["bundle": .string(bundle.header.folderName), "digest": .string(bundle.digest)])
    session.console.say(
      Both("已导出 \(bundle.header.folderName)，可以安全拔出", "exported \(bundle.header.folderName); the stick may be removed"))
    return .done
  }

  private static func importBundles(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    var faults = 0
    for path in session.invocation.arguments("BUNDLE") {
      if try desk.wrote(path) {
        session.console.explain(OrderMistake.ownBundle(Files.name(of: path)).explanation)
        continue
      }
      for line in try desk.importBundle(path) {
        if line.fault != nil { faults += 1 }
        session.tell(line)
        // What was taken in stays taken in; a slip that cannot be named keeps nobody from the lines that follow.
        do { try session.tellDecision(line, at: desk) } catch let fault as any Explained {
          session.console.explain(fault.explanation)
        }
      }
    }
    for lapse in try desk.lapses() { session.console.explain(lapse.explanation) }
    return faults > 0 ? .refused : .done
  }

  private static func bundleStatus(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let answered = try desk.answeredBundles()
    for row in try desk.store.bundles(.up) {
      let done = answered.contains(row.sequence)
      session.console.emit([
        "bundle": .string(Files.name(of: row.path)), "records": .number(row.records.count), "answered": .bool(done),
      ])
      if !session.console.json {
        let name = Files.name(of: row.path)
        session.console.tell(
          Both("\(name)  \(row.records.count) 条  ", "\(name)  \(row.records.count) records  ").with(
            done ? Both("已答复", "answered") : Both("待答复", "not answered yet")))
      }
    }
    return .done
  }

  static let store = Command(
    "store", Both("数据库", "the store"),
    examples: [Example("certkiosk store init --kiosk A01 --store store", Both("建立数据库", "make a store"))],
    subcommands: [
      Command(
        "init", Both("建立数据库和站点密钥", "make a store with its keys"),
        examples: [Example("certkiosk store init --kiosk A01 --store store", Both("建立数据库", "make a store"))],
        options: [
          .value("kiosk", "CODE", required: true, Both("柜台代号，三位", "the kiosk's code, three characters")),
          .value("site-key", "FILE", .file, Both("本站其他柜台使用的站点密钥", "the key that the site's other kiosks use")),
          .flag("rehearsal", Both("演练库", "for rehearsals only")),
          .value("issuer", "PROGRAM", .file, Both("演练签发程序", "the program that issues certificates in a rehearsal")),
          .repeated("issuer-argument", "TEXT", Both("演练签发程序的参数", "an argument for it")),
        ], run: { try initStore(Session($0)) }),
      Command(
        "site-key", Both("导出站点密钥，供本站其他柜台建库时使用", "write the site key for the site's other kiosks"),
        details: Both(
          "拿到它的人能印出本站的页码：只经 U 盘当面交接，用完即删。",
          "Whoever holds it can print this site's page codes: hand it over on a stick and delete it."),
        examples: [Example("certkiosk store site-key --to site.key --person admin", Both("写出站点密钥", "write the key"))],
        options: [.value("to", "FILE", .file, required: true, Both("密钥文件", "where the key goes"))],
        run: { invocation in
          let session = Session(invocation)
          try session.desk().writeSiteKey(to: invocation.value("to") ?? "")
          session.console.say(Both("站点密钥已写出", "the site key was written"))
          return .done
        }),
      Command(
        "enrol", Both("写出向总部申请设备证书的请求", "write this kiosk's request to head office"),
        examples: [Example("certkiosk store enrol --request kiosk.csr", Both("写出请求", "write the request"))],
        options: [.value("request", "FILE", .file, required: true, Both("请求文件", "where the request goes"))],
        run: { invocation in
          let session = Session(invocation)
          try Files.write(Array(session.desk().enrolmentRequest().utf8), to: invocation.value("request") ?? "kiosk.csr")
          return .done
        }),
      Command(
        "trust", Both("导入总部的信任文件和本机证书", "take head office's trust and this kiosk's certificate"),
        examples: [
          Example(
            "certkiosk store trust trust.json --certificate kiosk.pem --person admin", Both("建立信任", "set up trust"))
        ],
        options: [.value("certificate", "FILE", .file, required: true, Both("本机证书", "this kiosk's certificate"))],
        arguments: [Argument("TRUST", .one, .file, Both("总部的信任文件", "head office's trust file"))],
        run: { invocation in
          let session = Session(invocation)
          try session.desk().setTrust(
            file: session.argument("TRUST"), certificate: invocation.value("certificate") ?? "")
          session.console.say(Both("信任已建立", "trust is set up"))
          return .done
        }),
      Command(
        "backup", Both("在线备份；内容保持密封", "back up; what is sealed stays sealed"),
        examples: [Example("certkiosk store backup /media/backup", Both("备份到目录", "back up to a folder"))],
        arguments: [Argument("DIR", .one, .folder, Both("备份目录", "where the backup goes"))],
        run: { invocation in
          let session = Session(invocation)
          try session.desk().backUp(to: session.argument("DIR"))
          return .done
        }),
      restoring, retire, exports,
    ])

  private static func initStore(_ session: Session) throws -> ExitStatus {
    let invocation = session.invocation
    let siteKey = try invocation.value("site-key").map { try SiteKey(file: $0) }
    let isHere = session.hasStore
    let store = try SettingUp.store(
      at: session.storeFolder, kind: invocation.flag("rehearsal") ? .rehearsal : .production,
      kiosk: invocation.value("kiosk") ?? "", key: session.storeKey(isNew: true), siteKey: siteKey)
    if let issuer = invocation.value("issuer") {
      let desk = Desk(store: store, packs: try session.packs(), forms: session.forms)
      try desk.setIssuer([issuer] + invocation.values("issuer-argument"))
    }
    session.console.emit([
      "store": .string(store.folder), "kiosk": .string(store.kiosk), "kind": .string(store.kind.rawValue),
    ])
    session.console.say(
      isHere
        ? Both("数据库原已建立，没有更改：\(store.folder)", "the store was there before; nothing was changed: \(store.folder)")
        : Both("数据库已建立：\(store.folder)", "the store is ready: \(store.folder)"))
    if !isHere, store.kind == .production {
      let hint = Both(
        "还没有登记表单的签发方：登记之前，任何表单目录都会被采用。请由管理人员执行 service trust 公钥文件。",
        "No signer of forms is pinned: until then any forms folder is taken. Let an administrator run service trust FILE."
      )
      session.console.hint(hint.text(in: session.language))
    }
    return .done
  }

  static let rehearse = Command(
    "rehearse", Both("演练：用模拟纸张和模拟介质走完一天", "a training day with simulated paper and a simulated token"),
    examples: [Example("certkiosk rehearse --samples Samples --to out", Both("演练一天", "play a day"))],
    options: [
      .value("samples", "DIR", .folder, Both("申请数据样例", "applicant data to play with")),
      .value("to", "DIR", .folder, Both("输出目录", "where everything goes")),
    ],
    run: { invocation in
      let session = Session(invocation)
      let program = "\(Program.folder)/certkiosk-rehearse"
      guard Files.kind(of: program) == .file else { throw CounterError.noRehearsal }
      let child = try Child(
        program,
        [
          "play", "--samples", invocation.value("samples") ?? "Samples", "--forms", session.forms, "--to",
          invocation.value("to") ?? "out",
        ], environment: Program.environment)
      let ending = child.wait()
      guard case .exited(let status) = ending else { throw CounterError.rehearsalEnded(ending) }
      return ExitStatus(rawValue: status) ?? .failed
    })

  static let explain = Command(
    "explain", Both("解释一个编号", "explain a code"),
    examples: [Example("certkiosk explain D84", Both("查看编号的含义和处理办法", "what a code means and what to do"))],
    arguments: [Argument("CODE", .one, .text, Both("编号", "the code"))],
    run: { invocation in
      let session = Session(invocation)
      let code = session.argument("CODE").uppercased()
      let all = Explanations.all + ScannerError.specimens.map(\.explanation)
      guard let explanation = all.first(where: { $0.code == code }) else {
        throw UsageError.rule(Both("没有编号 \(code)", "there is no code \(code)"))
      }
      let wording = explanation.wording(in: session.language)
      session.console.emit([
        "code": .string(code), "message": .string(wording.happened), "remedy": .string(wording.remedy),
      ])
      if !session.console.json { session.console.tell("\(code) \(wording.happened)\n  \(wording.remedy)") }
      return .done
    })
}

extension Session {
  /// What a record from head office did here.
  func tell(_ line: Desk.Imported) {
    console.emit([
      "record": .string(line.record), "kind": .string(line.kind), "order": JSON(line.order),
      "changed": .bool(line.changed), "code": JSON(line.fault?.code),
    ])
    if let fault = line.fault { return console.explain(fault) }
    guard !console.json else { return }
    let head = [line.order, line.kind.spelledOut].compactMap(\.self).joined(separator: "  ")
    let title = [line.order, Self.title(ofRecord: line.kind)].compactMap(\.self).joined(separator: "  ")
    console.tell(
      line.changed
        ? Both("\(title)  已处理", "\(head)  applied")
        : Both("\(title)  没有新内容（已导入过）", "\(head)  nothing new (taken before)"))
  }

  private static func title(ofRecord kind: String) -> String {
    let titles = [
      "certificate": "证书", "acknowledgement": "收讫回执", "invoice": "发票", "decision": "审核结论", "bank-proof": "金融认证",
    ]
    return titles[kind] ?? kind
  }
}
