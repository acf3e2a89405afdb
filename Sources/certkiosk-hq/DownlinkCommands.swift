// What head office decides and sends down: reviews, tables, bank proofs and the list of revoked certificates.
internal import CommandLine
internal import HeadOffice

let review = Command(
  "review", Both("审核柜台送来的申请", "review applications that counters sent"),
  examples: [Example("certkiosk-hq review list --state hq", Both("等待审核的申请", "applications that wait"))],
  subcommands: [
    Command(
      "list", Both("列出等待审核的申请", "list the applications that wait"),
      examples: [Example("certkiosk-hq review list --state hq --json", Both("给程序看", "for programs"))],
      run: listReviews),
    Command(
      "show", Both("写出一份申请的材料图像", "write the pictures of an application's papers"),
      examples: [
        Example(
          "certkiosk-hq review show --state hq Z01012611210011J --to papers", Both("写到 papers", "write to papers"))
      ],
      options: [.value("to", "DIR", .folder, required: true, Both("写到哪个目录", "the folder to write to"))],
      arguments: [orderArgument], run: showReview),
  ])

let decision = Command(
  "decide", Both("对一份申请作出审核结论，随下一个数据包发出", "decide about an application; the next bundle carries it"),
  examples: [
    Example("certkiosk-hq decide --state hq Z01012611210011J approve --by li", Both("审核通过", "approve")),
    Example(
      "certkiosk-hq decide --state hq Z01012611210011J reject --slot application-form --reason 印章不清 --by li",
      Both("退回申请表", "send the application form back")),
  ],
  options: [
    .repeated(
      "slot", "PAPER", Both("退回的材料；不收材料的是申请信息 application", "a paper sent back; application where none is handed in")),
    .value("reason", "TEXT", Both("退回的原因和须带的材料", "why, and what to bring")),
    .value("by", "ID", required: true, Both("审核人", "the reviewer")),
  ],
  arguments: [
    orderArgument, Argument("VERDICT", .one, .words(["approve", "reject"]), Both("通过或退回", "approve or reject")),
  ], run: decide)

private let orderArgument = Argument("ORDER", .one, .text, Both("订单号", "the order's number"))

let table = Command(
  "table",
  Both("下发给柜台的表：密码卡、开户行、价目、证书名录、解绑验证码", "tables for counters: cards, branches, prices, certificates, release codes"),
  examples: [
    Example(
      "certkiosk-hq table add --state hq --kind bank-branches branches.csv", Both("制作开户行表的下一版", "make the next version")
    )
  ],
  subcommands: [
    Command(
      "add",
      Both(
        "由 CSV 或 JSON 文件制作下一版；密码和验证码只留加盐摘要",
        "make the next version from CSV or JSON; of secrets only salted digests stay"),
      examples: [
        Example(
          "certkiosk-hq table add --state hq --kind cipher-cards --for A01 cards.csv",
          Both("柜台 A01 的密码卡", "cards of A01")),
        Example(
          "certkiosk-hq table add --state hq --kind price-list --service example --from 2026-07-01 p.csv",
          Both("七月一日起的价目", "prices from the first of July")),
      ],
      options: [
        .value(
          "kind", "KIND", .words(TableOrder.kinds),
          required: true, Both("表的种类", "the kind of table")),
        .repeated("for", "DEVICE", Both("只发给这台柜台；不写则发给全部", "only for this kiosk; for all unless told")),
        .value("days", "N", .number(1...3650), Both("有效天数，默认 90", "days until it lapses, 90 unless told")),
        .value(
          "lapsed", "HOW", .words(["stop", "warn"]), Both("过期后停用还是仅提醒", "whether a lapsed one stops or only warns")),
        .value("service", "ID", Both("价目表的服务机构", "the service of a price list")),
        .value("from", "DATE", Both("价目表的起始日期，如 2026-07-01", "the first day of a price list")),
      ],
      arguments: [Argument("FILE", .one, .file, Both("源文件", "the source"))], run: addTable),
    signingTables,
    Command(
      "list", Both("列出各表的最新版", "list the newest versions"),
      examples: [Example("certkiosk-hq table list --state hq", Both("版本、有效期、已发往", "versions, validity, sent to"))],
      run: listTables),
    Command(
      "resend", Both("再次随下一个数据包发出", "send them once more with the next bundles"),
      examples: [
        Example("certkiosk-hq table resend --state hq bank-branches", Both("再发开户行表", "send the branches again"))
      ],
      arguments: [Argument("KIND", .one, .text, Both("表的种类", "the kind of table"))], run: resendTables),
  ])

let transfers = Command(
  "transfers", Both("写出 0.01 元汇款清单及附言中的认证码", "write the list of 0.01 yuan transfers with the codes of their remarks"),
  examples: [
    Example("certkiosk-hq transfers --state hq transfers.csv", Both("交给银行后请销毁", "destroy it once the bank has it"))
  ],
  arguments: [Argument("FILE", .one, .file, Both("写到哪里", "where to"))], run: writeTransfers)

let revocationList = Command(
  "crl", Both("写出吊销列表（X.509 CRL v2，DER）", "write the list of revoked certificates (X.509 CRL v2, DER)"),
  examples: [Example("certkiosk-hq crl --state hq revoked.crl", Both("写到 revoked.crl", "write revoked.crl"))],
  options: [.value("days", "N", .number(1...365), Both("几天后再出下一份，默认 7", "days until the next is due, 7 unless told"))],
  arguments: [Argument("FILE", .one, .file, Both("写到哪里", "where to"))], run: writeRevocationList)
