// service: for the people who write and sign what services ask for.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Services

extension Certkiosk {
  private static let formsArgument = Argument(
    "DIR", .optional, .folder,
    Both("表单目录，或其中一个机构的目录（默认为正在使用的表单目录）", "a forms folder or a service's (the one in use by default)"))

  static let service = Command(
    "service", Both("服务机构的目录：检查、查看、比较、签名", "packs of services: check, show, compare, sign"),
    examples: [Example("certkiosk service check Forms", Both("检查全部机构", "judge every service"))],
    subcommands: [
      Command(
        "check", Both("检查业务、步骤、材料、价目是否自相矛盾", "tell every contradiction, with line and column"),
        examples: [Example("certkiosk service check Forms", Both("检查全部机构", "judge every service"))],
        arguments: [formsArgument], run: { try checkService(Session($0)) }),
      Command(
        "show", Both("逐句说出一个机构的步骤、材料和费用", "tell a service's steps, papers and fees in sentences"),
        examples: [Example("certkiosk service show SERVICE", Both("通读一个机构", "read a service"))],
        arguments: [Argument("SERVICE", .one, .text, Both("机构的目录名", "the service's folder"))],
        run: { try showService(Session($0)) }),
      Command(
        "diff", Both("比较两个表单目录说的有何不同", "tell what two forms folders say differently"),
        examples: [Example("certkiosk service diff 旧/Forms Forms", Both("发布前看改了什么", "see what a release changes"))],
        arguments: [
          Argument("OLD", .one, .folder, Both("旧的表单目录", "the old forms folder")),
          Argument("NEW", .one, .folder, Both("新的表单目录", "the new one")),
        ], run: { try diffServices(Session($0)) }),
      signing, verifying,
      Command(
        "key", Both("生成签发方的密钥", "make a signer's key"),
        examples: [
          Example(
            "certkiosk service key signer.key --public signer.pem",
            Both("私钥保管好，公钥发给各柜台", "keep one, hand out the other"))
        ],
        options: [.value("public", "FILE", .file, required: true, Both("公钥文件", "where the public half goes"))],
        arguments: [Argument("FILE", .one, .file, Both("私钥文件，不覆盖", "where the private half goes; never overwritten"))],
        run: { invocation in
          let session = Session(invocation)
          try FormsRelease.makeKey(private: session.argument("FILE"), public: invocation.value("public") ?? "")
          return .done
        }),
      Command(
        "trust", Both("登记表单的签发方；正式柜台此后只用其签名的表单", "name the signer whose forms alone a real counter takes"),
        examples: [Example("certkiosk service trust signer.pem --person admin", Both("登记公钥", "pin the key"))],
        arguments: [Argument("FILE", .one, .file, Both("公钥文件", "the public key"))],
        run: { invocation in
          let session = Session(invocation)
          let desk = try session.desk()
          try desk.pinFormsSigner(session.argument("FILE"))
          try FormsRelease.admit(session.forms, to: desk.store)
          session.console.say(Both("已登记", "done"))
          return .done
        }),
    ])

  private static let signing = Command(
    "sign", Both("为表单目录签名，作为一次发布", "sign a forms folder as a release"),
    details: Both(
      "写出 release.json（每个文件的摘要、各机构的版次、发布次数）和 release.sig。改动过的机构须把 edition 加一。",
      "Writes release.json (every file's digest, each service's edition, the release's number) and release.sig. A service"
        + " that changed must have counted its edition up."),
    examples: [Example("certkiosk service sign Forms --key signer.key", Both("签名", "sign"))],
    options: [.value("key", "FILE", .file, required: true, Both("签发方的私钥", "the signer's private key"))],
    arguments: [formsArgument],
    run: { invocation in
      let session = Session(invocation)
      do {
        session.tell(try FormsRelease.sign(session.formsFolder, key: invocation.value("key") ?? ""))
        return .done
      } catch let fault as PackFault {
        for fault in fault.faults { session.console.hint(fault.text(in: session.language)) }
        return .refused
      }
    })

  private static let verifying = Command(
    "verify", Both("核验表单目录的签名；不需数据库", "check a forms folder's signature; needs no store"),
    examples: [Example("certkiosk service verify Forms --key signer.pem", Both("核验", "check"))],
    options: [.value("key", "FILE", .file, required: true, Both("签发方的公钥", "the signer's public key"))],
    arguments: [formsArgument],
    run: { invocation in
      let session = Session(invocation)
      do {
        session.tell(try FormsRelease.verify(session.formsFolder, key: invocation.value("key") ?? ""))
        return .done
      } catch let fault as ReleaseFault {
        session.console.emit(["verdict": "refused", "code": .string(fault.explanation.code)])
        session.console.explain(fault)
        return .refused
      }
    })

  private static func checkService(_ session: Session) throws -> ExitStatus {
    let judging = try PackJudging(session.formsFolder)
    for finding in judging.findings { session.tell(finding) }
    session.console.say(
      Both(
        "检查机构 \(judging.packs.packs.count) 家，矛盾 \(judging.findings.count) 处",
        "\(judging.packs.packs.count) services judged, \(judging.findings.count) contradictions"))
    return judging.findings.isEmpty ? .done : .refused
  }

  private static func showService(_ session: Session) throws -> ExitStatus {
    let judging = try PackJudging(session.forms)
    var section = ""
    for statement in try judging.pack(session.argument("SERVICE")).statements(judging.packs.catalogue) {
      session.console.emit(statement.json)
      guard !session.console.json else { continue }
      let told = statement.words
      if statement.section != section { session.console.tell(told.section.text(in: session.language)) }
      section = statement.section
      session.console.tell("  \(told.subject.text(in: session.language))\(statement.text)")
    }
    return .done
  }

  private static func diffServices(_ session: Session) throws -> ExitStatus {
    do {
      let differences = try PackJudging.differences(session.argument("OLD"), session.argument("NEW"))
      for (service, changes) in differences {
        if !session.console.json { session.console.tell(service) }
        for change in changes { session.tell(change, of: service) }
      }
      if differences.isEmpty { session.console.say(Both("没有不同", "they say the same")) }
      return .done
    } catch let fault as PackFault {
      for fault in fault.faults { session.console.hint(fault.text(in: session.language)) }
      return .refused
    }
  }
}

extension PackStatement {
  fileprivate var json: JSON {
    ["section": .string(section), "subject": .string(subject), "text": .string(text)]
  }

  fileprivate var words: (section: Both, subject: Both) {
    (Both("【\(section)】", englishSection), Both("\(subject)：", "\(englishSubject): "))
  }

  fileprivate var place: String { "\(section) · \(subject)" }
}

extension Session {
  /// The folder told, else the forms in use.
  fileprivate var formsFolder: String { invocation.argument("DIR") ?? forms }

  fileprivate func tell(_ release: FormsRelease) {
    let editions = release.editions.sorted { $0.key < $1.key }
    console.emit([
      "verdict": "genuine", "release": .number(release.release),
      "editions": .object(editions.map { JSON.Member($0.key, .number($0.value)) }),
    ])
    let words = editions.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    console.say(Both("第 \(release.release) 次发布，签名有效：\(words)", "release \(release.release), signed: \(words)"))
  }

  fileprivate func tell(_ change: PackChange, of service: String) {
    switch change {
    case .added(let statement): tell("added", "＋", service, statement, from: nil)
    case .removed(let statement): tell("removed", "－", service, statement, from: nil)
    case .changed(let old, let new): tell("changed", "～", service, new, from: old.text)
    }
  }

  private func tell(_ kind: String, _ mark: String, _ service: String, _ statement: PackStatement, from old: String?) {
    console.emit([
      "service": .string(service), "change": .string(kind), "section": .string(statement.section),
      "subject": .string(statement.subject), "from": JSON(old), "text": .string(statement.text),
    ])
    guard !console.json else { return }
    console.tell("  \(mark) \(statement.place)：\(old.map { "\($0) → " } ?? "")\(statement.text)")
  }
}
