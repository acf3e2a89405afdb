// order amend, confirm and void: what changes an order besides its steps.
internal import CommandLine
internal import Counter
internal import Domain
internal import Records

extension Certkiosk {
  static let amending = Command(
    "amend", Both("修改保存：用更正后的数据文件替换申请内容", "take an order's values from a corrected data file"),
    details: Both(
      "新版次的纸件须重新打印、签字、盖章；提交之后须先撤回。内容没有变化的，不产生新版次。",
      "The papers of the new revision must be printed, signed and sealed again; a submitted order must be withdrawn first."
        + " The same values make no new revision."),
    examples: [Example("certkiosk order amend A-1 更正.json --person wang", Both("更正申请 A-1", "correct A-1"))],
    arguments: [orderArgument, Argument("FILE", .one, .file, Both("更正后的数据文件", "the corrected data file"))],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let amended = try desk.amend(
        session.argument("ORDER"), from: session.argument("FILE"), with: desk.intake(), told: { session.tell($0) })
      guard let amended else { return .refused }
      return try session.tell(amended, at: desk)
    })

  static let confirming = Command(
    "confirm", Both("申请人与柜员已逐项核对申请内容", "applicant and clerk have looked at every value"),
    examples: [
      Example(
        "certkiosk order confirm A-1 --digest 3fa9c0d1 --person wang",
        Both("核对码由 order show --values 显示", "the digest is shown by order show --values"))
    ],
    options: [.value("digest", "CODE", required: true, Both("核对码", "the digest that was shown"))],
    arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let order = try desk.confirmValues(session.argument("ORDER"), digest: invocation.value("digest") ?? "")
      return try session.tell(order, at: desk)
    })

  static let voiding = Command(
    "void", Both("作废；已收款的须由两人办理", "end an order; two people must once money has come in"),
    examples: [
      Example("certkiosk order void A-1 --reason 申请人要求 --person wang", Both("作废", "end an order")),
      Example(
        "certkiosk order void A-1 --reason 申请人要求 --person wang --second zhao",
        Both("已收款的", "one that money has come in for")),
    ],
    options: [reasonOption] + secondPersonOptions, arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let order = try desk.void(
        session.argument("ORDER"), reason: invocation.value("reason") ?? "", second: session.secondPerson())
      return try session.tell(order, at: desk)
    })

  /// For what two people must do together.
  static let secondPersonOptions: [Option] = [
    .value("second", "ID", Both("第二名人员", "the second person")),
    .value("second-pin-fd", "N", .number(0...1023), Both("从该描述符读取第二名人员 PIN", "read the second person's PIN here")),
  ]
}

extension Session {
  /// The second person and their PIN; nil where none was named.
  func secondPerson() throws -> SecondPerson? {
    guard let id = invocation.value("second") else { return nil }
    return SecondPerson(id, pin: try personPIN("second-pin-fd", Both("第二名人员 PIN：", "The second person's PIN: ")))
  }
}
