// bank find, bundle tables, order bank-proof: what head office's tables and codes are used for.
internal import CommandLine
internal import Counter
internal import Domain
internal import Services

extension Certkiosk {
  static let bank = Command(
    "bank", Both("开户行", "bank branches"),
    examples: [Example("certkiosk bank find 工商", Both("按关键字查开户行", "find branches by keyword"))],
    subcommands: [
      Command(
        "find", Both("在总部下发的开户行表中按关键字查找", "find branches in head office's table by keyword"),
        examples: [Example("certkiosk bank find 工商 花园路", Both("同时含两个词的开户行", "branches that hold both words"))],
        options: [
          .value("limit", "N", .number(1...10_000), Both("最多列出几个，默认 50", "list at most so many, 50 unless told"))
        ],
        arguments: [Argument("WORD", .some, .text, Both("关键字或联行号", "a keyword or a code"))],
        run: { try findBranches(Session($0)) })
    ])

  static let bundleTables = Command(
    "tables", Both("总部下发的各表：版本和有效期", "head office's tables: version and validity"),
    examples: [Example("certkiosk bundle tables", Both("列出各表和剩余天数", "list them with the days left"))],
    run: { try listTables(Session($0)) })

  static let bankProof = Command(
    "bank-proof", Both("金融认证：核对 0.01 元附言中的认证码", "compare the code in the remark of the 0.01 yuan transfer"),
    details: Both(
      "认证码由申请人从到账记录中读出，在终端输入或经描述符交入；--again 再次申请，账户有误时同时给出更正后的账户。0.01 元由总部汇出，不是申请人的费用。",
      "The applicant reads the code from the bank's record; it is typed or handed over on a descriptor. --again asks for"
        + " another transfer, to a corrected account when one is given. The 0.01 yuan is head office's, never a fee."),
    examples: [
      Example("certkiosk order bank-proof A-1 --person wang", Both("输入认证码", "type the code")),
      Example(
        "certkiosk order bank-proof A-1 --again --account-name 某公司 --bank 工商银行某支行 --person wang",
        Both("更正账户并再次申请", "correct the account and ask again")),
    ],
    options: [
      .value("code-fd", "N", .number(0...1023), Both("从该描述符读取认证码", "read the code from this descriptor")),
      .flag("again", Both("再次申请；以前的认证码作废", "ask for another; earlier codes are void")),
      .value("account-name", "NAME", Both("更正后的基本户名称", "the corrected account's holder")),
      .value("bank", "BRANCH", Both("更正后的开户行", "the corrected account's branch")),
      .value(
        "account-fd", "N", .number(0...1023),
        Both("从该描述符读取更正后的账号", "read the corrected account's number from this descriptor")),
    ], arguments: [orderArgument], run: { try proveAccount(Session($0)) })

  private static func findBranches(_ session: Session) throws -> ExitStatus {
    let limit = session.invocation.number("limit") ?? 50
    let desk = try session.desk()
    let found = try desk.branches(holding: session.invocation.arguments("WORD"), limit: limit + 1)
    for branch in found.prefix(limit) {
      session.console.emit(["code": .string(branch.code), "name": .string(branch.name)])
      if !session.console.json { session.console.tell("\(branch.code)  \(branch.name)") }
    }
    if found.count > limit {
      session.console.say(Both("还有更多，请补充关键字", "there are more; add a keyword"))
    } else if found.isEmpty {
      session.console.say(Both("没有找到，请换用较短的关键字，如“工商”", "nothing found; try a shorter keyword"))
    }
    return .done
  }

  private static func listTables(_ session: Session) throws -> ExitStatus {
    for table in try session.desk().tables() {
      session.console.emit([
        "kind": .string(table.kind), "scope": .string(table.scope), "version": .number(table.version),
        "expires": .string(table.expires.chinaText), "daysLeft": .number(table.daysLeft),
      ])
      guard !session.console.json else { continue }
      let left =
        table.daysLeft < 0 ? Both("已过期", "lapsed") : Both("剩 \(table.daysLeft) 天", "\(table.daysLeft) days left")
      let scope = table.scope.isEmpty ? "" : " \(table.scope)"
      session.console.tell(
        Both(
          "\(table.title)\(scope)  版本 \(table.version)  至 \(table.expires.wallClock)  ",
          "\(table.kind)\(scope)  version \(table.version)  until \(table.expires.wallClock)  "
        ).with(left))
    }
    return .done
  }

  private static func proveAccount(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let number = session.argument("ORDER")
    if session.invocation.flag("again") {
      return try session.tell(desk.askProofAgain(number, account: correctedAccount(session)), at: desk)
    }
    let code = try session.secret("code-fd", Both("认证码：", "The code: "))
    let order = try desk.proveAccount(number, code: code.bytes)
    if try desk.pinDelivery(of: order) != .inPerson {
      session.console.say(
        Both("在柜台办理的，PIN 由申请人当面设置，不经附言或短信告知", "at the counter the applicant sets the PIN in person; none is sent"))
    }
    return try session.tell(order, at: desk)
  }

  /// Nil when the account stays what it is.
  private static func correctedAccount(_ session: Session) throws -> BankAccount? {
    let (name, bank) = (session.invocation.value("account-name"), session.invocation.value("bank"))
    guard name != nil || bank != nil || session.invocation.number("account-fd") != nil else { return nil }
    guard let name, let bank else {
      throw UsageError.rule(Both("更正账户须同时给出 --account-name 和 --bank", "give --account-name and --bank together"))
    }
    let account = try session.secret("account-fd", Both("基本户账号：", "The account's number: "))
    return BankAccount(name: name, bank: bank, account: String(decoding: account.bytes, as: UTF8.self))
  }
}

extension Session {
  /// After head office's decision the applicant gets a slip.
  func tellDecision(_ line: Desk.Imported, at desk: Desk) throws {
    guard let (order, slip) = try desk.decisionSlip(after: line) else { return }
    console.say(Both("订单 \(order.number) 的审核结论已采用", "the decision about \(order.number) was taken"))
    try remind(of: [slip], of: order, at: desk)
  }

  /// The cipher card that an applicant brings; nil when none is named.
  func cipherCard() throws -> CipherCard? {
    guard let serial = invocation.value("card") else { return nil }
    let password = try secret("card-fd", Both("密码卡密码（由申请人输入）：", "The card's password, typed by the applicant: "))
    return CipherCard(serial: serial, password: password.bytes)
  }
}
