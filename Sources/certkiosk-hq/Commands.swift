// What head office can be told to do.
internal import CommandLine

let headOffice = Command(
  "certkiosk-hq", Both("总部：接收柜台的数据包、签发证书并答复", "head office: takes kiosks' bundles, issues certificates, answers"),
  examples: [
    Example(
      "certkiosk-hq init --state hq --rehearsal --trust trust.json", Both("建立演练总部", "found a rehearsal's head office")),
    Example("certkiosk-hq import --state hq /media/stick/BUNDLE-*", Both("导入 U 盘上的数据包", "take in a stick's bundles")),
    Example("certkiosk-hq answer --state hq --to /media/stick", Both("把答复写到 U 盘", "write the answers to a stick")),
  ],
  options: [
    .value("state", "DIR", .folder, required: true, Both("总部数据所在目录", "the folder with head office's state")),
    .value(
      "passphrase-fd", "N", .number(0...1023), Both("从该描述符读密钥口令", "read the keys' passphrase from this descriptor")),
  ],
  subcommands: [
    founding, trust, enrolment, taking, answering, status, review, decision, table, signer, transfers, revocationList,
    invoices, seals,
  ])

private let founding = Command(
  "init", Both("建立总部：根证书、签名与收件证书", "found a head office: roots, signing and recipient certificates"),
  examples: [
    Example(
      "certkiosk-hq init --state hq --rehearsal", Both("密钥不加口令，仅供演练", "keys without passphrase, for rehearsals only"))
  ],
  options: [
    .flag("rehearsal", Both("演练用，与正式业务互不接受", "for rehearsals; it and real business refuse each other")),
    .flag("pairs", Both("签发双证书：加密密钥在总部生成和保管", "two certificates each: the encryption key is made and kept here")),
    .value("name", "ID", .text, Both("总部的编号，默认 HQ", "head office's id, HQ unless given")),
    .value("trust", "FILE", .file, Both("同时写出交给柜台的信任文件", "also write the trust file for kiosks")),
  ], run: found)

private let trust = Command(
  "trust", Both("写出交给柜台的信任文件", "write the trust file for kiosks"),
  examples: [Example("certkiosk-hq trust --state hq trust.json", Both("写到 trust.json", "write trust.json"))],
  arguments: [Argument("FILE", .one, .file, Both("写到哪里", "where to"))], run: writeTrust)

private let enrolment = Command(
  "enrol-kiosk", Both("登记一个柜台，写出它的证书", "enrol a kiosk and write its certificate"),
  examples: [
    Example("certkiosk-hq enrol-kiosk --state hq K1 k1.csr --to k1.pem", Both("登记 K1", "enrol K1"))
  ],
  options: [
    .value("to", "FILE", .file, required: true, Both("证书写到哪里（PEM）", "where the certificate goes (PEM)")),
    .flag("replace", Both("该设备换了密钥", "the kiosk's key was replaced")),
  ],
  arguments: [
    Argument("DEVICE", .one, .text, Both("设备号", "the kiosk's id")),
    Argument("REQUEST", .one, .file, Both("证书请求（PKCS 10，PEM 或 DER）", "its request (PKCS 10, PEM or DER)")),
  ], run: enrol)

private let taking = Command(
  "import", Both("导入数据包", "take bundles in"),
  examples: [Example("certkiosk-hq import --state hq BUNDLE-K1-000001", Both("导入一个数据包", "take in one bundle"))],
  arguments: [Argument("BUNDLE", .some, .folder, Both("数据包文件夹", "a bundle's folder"))], run: take)

private let answering = Command(
  "answer", Both("写出答复：回执和证书", "write answers: acknowledgements and certificates"),
  examples: [Example("certkiosk-hq answer --state hq --to /media/stick", Both("写到 U 盘", "write to a stick"))],
  options: [.value("to", "DIR", .folder, required: true, Both("写到哪个目录", "the folder to write to"))], run: answer)

private let status = Command(
  "status", Both("各柜台收到、缺少和待处理的情况", "what arrived, what is missing and what waits"),
  examples: [Example("certkiosk-hq status --state hq --json", Both("给程序看", "for programs"))], run: showStatus)
