// person: who works here, in which roles, and with which PIN.
internal import CommandLine
internal import Counter
internal import Domain
internal import Records

extension Certkiosk {
  static let person = Command(
    "person", Both("人员", "who may do what"),
    examples: [Example("certkiosk person add wang --name 王芳 --role clerk", Both("登记柜员", "enrol a clerk"))],
    subcommands: [
      Command(
        "add", Both("登记人员；第一位为管理人员", "enrol a person; the first becomes administrator"),
        examples: [Example("certkiosk person add wang --name 王芳 --role clerk", Both("登记柜员", "enrol a clerk"))],
        options: [
          .value("name", "NAME", required: true, Both("姓名", "the person's name")),
          .repeated("role", "ROLE", .words(of: Role.allCases, \.words), Both("角色", "a role")),
          .value(
            "new-pin-fd", "N", .number(0...1023), Both("从该描述符读取其 PIN", "read the person's PIN from this descriptor")),
        ], arguments: [Argument("ID", .one, .text, Both("代号", "a short name"))], run: { try addPerson(Session($0)) }),
      Command(
        "list", Both("列出人员", "list the people"),
        examples: [Example("certkiosk person list", Both("列出人员", "list them"))],
        run: { try listPeople(Session($0)) }),
      Command(
        "pin", Both("换一个 PIN；忘记或锁定时由管理人员重置", "another PIN; forgotten or locked, an administrator resets it"),
        examples: [
          Example("certkiosk person pin wang --person wang", Both("自己换 PIN", "change one's own")),
          Example("certkiosk person pin wang --person admin", Both("重置他人的 PIN", "reset somebody's")),
        ],
        options: [
          .value("new-pin-fd", "N", .number(0...1023), Both("从该描述符读取新 PIN", "read the new PIN from this descriptor"))
        ], arguments: [Argument("ID", .one, .text, Both("代号", "the short name"))], run: { try setPIN(Session($0)) }),
      Command(
        "disable", Both("停用人员", "bar a person"),
        examples: [Example("certkiosk person disable wang", Both("停用", "bar somebody"))],
        arguments: [Argument("ID", .one, .text, Both("代号", "the short name"))],
        run: { invocation in
          let session = Session(invocation)
          try session.desk().disable(session.argument("ID"))
          return .done
        }),
    ])

  private static func addPerson(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let pin = try session.newPersonPIN(Both("为该人员设置 PIN：", "A PIN for this person: "))
    try desk.enrol(
      session.argument("ID"), name: session.invocation.value("name") ?? "",
      roles: Set(session.invocation.values("role").compactMap { Role(rawValue: $0) }), pin: pin)
    session.console.say(Both("已登记 \(session.argument("ID"))", "\(session.argument("ID")) is enrolled"))
    return .done
  }

  private static func setPIN(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let pin = try session.newPersonPIN(Both("新 PIN：", "New PIN: "))
    try desk.setPIN(of: session.argument("ID"), to: pin)
    session.console.say(Both("新 PIN 已生效", "the new PIN holds"))
    return .done
  }

  private static func listPeople(_ session: Session) throws -> ExitStatus {
    for row in try session.desk().store.people() {
      let roles = row.roles.map(\.rawValue).sorted()
      session.console.emit([
        "person": .string(row.id), "roles": .array(roles.map { .string($0) }), "disabled": .bool(row.disabled),
      ])
      if !session.console.json {
        let titles = Both.list(row.roles.map(\.words).sorted { $0.chinese < $1.chinese })
        session.console.tell(
          Both("\(row.id)  ", "\(row.id)  ").with(titles).with(row.disabled ? Both("  已停用", "  disabled") : nil))
      }
    }
    return .done
  }
}
