// token: the token in the reader, over PC/SC.
internal import CommandLine
internal import Counter
internal import Domain
internal import Processes
internal import Tokens

extension Certkiosk {
  static let readerOption = Option.value("reader", "NAME", Both("读卡器名称", "the reader's name"))

  static let pinpadOption = Option.value(
    "pinpad", "auto|on|off", .words(PinpadWish.allCases.map(\.rawValue)),
    Both("在读卡器键盘上输入 PIN；默认有键盘就用", "type PINs at the reader's keys; where it has them, unless told otherwise"))

  static func descriptor(_ name: String, _ chinese: String, _ english: String) -> Option {
    .value(name, "N", .number(0...1023), Both("从该描述符读取\(chinese)", "read \(english) from this descriptor"))
  }

  private static let pinOptions: [Option] = [
    readerOption, pinpadOption, descriptor("current-pin-fd", "当前 PIN", "the present PIN"),
    descriptor("new-pin-fd", "新 PIN", "the new PIN"), descriptor("puk-fd", " PUK", "the PUK"),
  ]

  private static let issueOptions =
    pinOptions + [
      .flag("by-bundle", Both("演练时也由总部签发", "let head office issue it in a rehearsal too")),
      .flag("last-try", Both("解锁码只剩一次机会时仍然尝试", "spend even the PUK's last try")),
      .value("card", "SERIAL", Both("发给本单的密码卡序列号", "the cipher card issued to this order")),
      descriptor("card-fd", "密码卡密码", "the card's password"),
    ] + slipOptions

  /// Nothing is changed.
  private static let lookingVerbs = [
    tokenVerb(
      "list", Both("列出读卡器和介质", "list readers and what is in them"), "list",
      [.value("watch", "SECONDS", .number(1...86_400), Both("持续报告插拔", "go on and tell what comes and goes"))]
    ) { try listReaders($0) },
    tokenVerb(
      "show", Both("查看介质内容，不消耗次数", "what is on the token; spends no try"), "show",
      [readerOption, .flag("all", Both("二十个旧密钥槽位逐一查看", "look into each of the twenty slots for earlier keys"))]
    ) { try showToken($0) },
    tokenVerb(
      "advise", Both("插入任一介质：能办哪些业务，不能办的为什么", "what can be asked for with this token, and what not and why"), "advise",
      [readerOption, .value("service", "ID", Both("只看此服务机构", "only this service"))]
    ) { try advise($0) },
    tokenVerb(
      "seals", Both("列出并核验介质上的电子印章", "list and verify the electronic seals on the token"), "seals --to seals",
      [readerOption, .value("to", "DIR", .folder, Both("把完整的印章另存到目录", "write whole seals to this folder"))]
    ) { try seals($0) },
    tokenVerb(
      "jobs", Both("未完成的介质作业", "token work that has not ended"), "jobs",
      [
        .value("close", "N", .number(1...1_000_000), Both("结束该作业", "close this job")),
        .value("reason", "TEXT", Both("原因", "the reason")),
      ]
    ) { try jobs($0) },
  ]

  /// A certificate onto a token.
  private static let makingVerbs = [
    tokenVerb(
      "issue", Both("为订单制作证书：可随时中断后重来", "make an order's certificate; may be taken up again at any time"),
      "issue A-1 --person wu", issueOptions, [orderArgument]
    ) { try issue($0) },
    tokenVerb(
      "renew", Both("在原介质上更新证书：PIN 和次数不变", "renew the certificate in place; PIN and tries stay"),
      "renew A-1 --person wu", issueOptions, [orderArgument]
    ) { try renew($0) },
    tokenVerb(
      "replace", Both("补办：制作到新介质；--broken 停用制作中损坏的一个", "onto another token; --broken puts one aside that failed"),
      "replace A-1 --person wu",
      issueOptions + [
        .value("broken", "N", .number(1...999), Both("订单中损坏介质的序号", "the number of the failed token in its order")),
        .value("reason", "TEXT", Both("停用原因", "why it is put aside")),
      ], [orderArgument]
    ) { try replace($0) },
    tokenVerb(
      "upgrade", Both("升级：旧介质换新介质，两个同时插入", "an old token for a new one, both inserted"),
      "upgrade A-1 --person wu",
      issueOptions + [
        .value("old-reader", "NAME", Both("旧介质的读卡器", "the old token's reader")),
        descriptor("old-pin-fd", "旧介质 PIN", "the old token's PIN"),
      ], [orderArgument]
    ) { try upgrade($0) },
  ]

  /// What a holder asks for besides.
  private static let holdersVerbs = [
    tokenVerb(
      "change-pin", Both("修改 PIN，由申请人输入两次", "change the PIN; the applicant types it twice"),
      "change-pin --person wu",
      pinOptions + [.flag("last-try", Both("只剩一次机会时仍然尝试", "spend even the last try"))]
    ) { try changePIN($0) },
    tokenVerb(
      "unlock", Both("用解锁码设置新 PIN；本机保存的解锁码无需输入", "set a new PIN with the PUK; a sealed one need not be typed"),
      "unlock A-1 --person wu",
      pinOptions + [.flag("last-try", Both("解锁码只剩一次机会时仍然尝试", "spend even the PUK's last try"))],
      [
        Argument(
          "ORDER", .optional, .text,
          Both("解锁订单；仅凭申请人自己的解锁码时可省略", "the order for it; not needed with the holder's own PUK"))
      ]
    ) { try unlock($0) },
    tokenVerb(
      "reset", Both("重置：介质上的一切都会丢失，须两人", "erase everything on the token; takes two people"),
      "reset --confirm serial:12345678 --bids none --second li --person wu",
      [
        readerOption,
        .value("confirm", "TOKEN", required: true, Both("要重置的介质编号", "the token that is meant")),
        .value("second", "ID", required: true, Both("第二名人员", "the second person")),
        descriptor("second-pin-fd", "第二名人员 PIN", "the second person's PIN"),
        .repeated("bids", "DAY", Both("未开标的投标：none，或开标日期", "unopened bids: none, or when they are opened")),
        .value("despite-bids", "TEXT", Both("开标前仍要重置的原因", "why it is reset before the opening all the same")),
        .value(
          "despite-valid", "TEXT", Both("证书仍有效且未申请吊销时仍要重置的原因", "why valid certificates are erased that nobody revokes")),
      ]
    ) { try reset($0) },
    tokenVerb(
      "seal", Both("核验电子印章并写入或绑定到介质", "verify an electronic seal and put it on the token"),
      "seal A-1 unit.esl --person wu",
      [
        readerOption, .value("none", "TEXT", Both("该密钥没有印章；写明原因", "there is no seal on this key, and why")),
        .value("to", "DIR", .folder, Both("把本单保存的印章文件另存到目录", "write the files of the order's seals to this folder")),
      ],
      [orderArgument, Argument("FILE", .optional, .file, Both("印章文件 .esl", "the seal's file"))]
    ) { try seal($0) },
    tokenVerb(
      "trust", Both("信任哪些介质厂商和制章机构；不带选项时列出", "whom to believe about tokens and seals; lists without options"),
      "trust --tokens makers.pem --person guan",
      [
        .value(
          "tokens", "FILE", .file, Both("介质厂商的证书（PEM），介质的密钥证明须出自它们", "makers of tokens (PEM) whose attestations count")),
        .value("seals", "FILE", .file, Both("制章机构的证书（PEM）", "makers of seals (PEM)")),
        .value(
          "factory-key", "FILE", .file,
          Both("介质出厂的管理密钥，每行一个十六进制数；密封保存", "makers' administration keys, one a line in hexadecimal; kept sealed")),
        .repeated(
          "forget", "WHAT", .words(AnchorKind.allCases.map(\.rawValue) + [factoryKeys]),
          Both("清除已指定的证书或密钥", "name nobody again")),
        .value(
          "sm2-number", "HEX", Both("介质厂商给 SM2 的算法编号，默认 54", "the number that the maker gave to SM2; 54 unless told")),
        .repeated(
          "object", "TAG", Both("存放印章的对象，先试第一个，如 5FFF10", "where seals go, the first choice first, such as 5FFF10")),
      ]
    ) { try trust($0) },
  ]

  static let token = Command(
    "token", Both("插入的介质", "the inserted token"),
    examples: [Example("certkiosk token show", Both("查看介质内容和剩余次数", "what is on it, and tries left"))],
    subcommands: lookingVerbs + makingVerbs + holdersVerbs)

  /// A store says which readers may be used; without one only real readers are.
  static func policy(_ session: Session) throws -> ReaderPolicy {
    session.invocation.value("store") == nil ? .production : try session.desk().readerPolicy
  }

  static func withToken<Result>(
    _ session: Session, _ policy: ReaderPolicy, _ body: (TokenSession) throws -> Result
  ) throws -> Result {
    let service = try session.cardService()
    let reader = try session.filledReader(service, policy)
    return try body(TokenSession(service.connect(to: reader, policy: policy)))
  }

  /// The token that is to be replaced and the new one, in two readers at once. Unless they are told apart by name, the
  /// old one is the one that holds a certificate.
  static func withTwoTokens<Result>(
    _ session: Session, _ policy: ReaderPolicy, _ body: (_ old: TokenSession, _ new: TokenSession) throws -> Result
  ) throws -> Result {
    let service = try session.cardService()
    let readers = try service.waitForTwoCards(
      old: session.invocation.value("old-reader"), new: session.invocation.value("reader"), policy: policy, seconds: 15)
    let first = try TokenSession(service.connect(to: readers.old, policy: policy))
    let second = try TokenSession(service.connect(to: readers.new, policy: policy))
    let isNamed = session.invocation.value("old-reader") != nil || session.invocation.value("reader") != nil
    guard !isNamed, try first.certificate(in: .signature) == nil else { return try body(first, second) }
    return try body(second, first)
  }
}
