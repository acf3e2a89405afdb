// signer add, signer list, table sign: a second person signs what goes down.
internal import CommandLine
internal import Cryptography
internal import Domain
internal import HeadOffice

let signer = Command(
  "signer", Both("在下发的表上签署的第二人", "second people who sign tables that go down"),
  examples: [Example("certkiosk-hq signer add --state hq liu --keys liu", Both("登记签署人", "enrol a signer"))],
  subcommands: [
    Command(
      "add", Both("生成签署人的密钥并登记；密钥目录由本人保管", "make a signer's key and enrol it; the folder stays with the person"),
      examples: [
        Example(
          "certkiosk-hq signer add --state hq liu --keys /media/liu --keys-passphrase-fd 4",
          Both("密钥放在本人的 U 盘", "keys on the person's stick"))
      ],
      options: keyOptions, arguments: [signerArgument], run: addSigner),
    Command(
      "require",
      Both("某种表须几人签署（连同总部自己的签名），写入信任文件", "how many must sign a kind of table, the office's own signature among them"),
      details: Both(
        "之后用 certkiosk-hq trust 写出新的信任文件，交各柜台 store trust 导入；签署不足的表留在总部不下发。",
        "Write the new trust file with certkiosk-hq trust afterwards and let each kiosk take it with store trust; tables with"
          + " fewer signatures wait here."),
      examples: [Example("certkiosk-hq signer require --state hq price-list 2", Both("价目表须两人签署", "two for prices"))],
      arguments: [
        Argument("KIND", .one, .words(TableOrder.kinds), Both("表的种类", "the kind of table")),
        Argument("COUNT", .one, .number(1...9), Both("人数", "how many")),
      ], run: requireSignatures),
  ])

let signingTables = Command(
  "sign", Both("由第二人签署某种表的最新版", "sign the newest tables of a kind as another person"),
  examples: [
    Example(
      "certkiosk-hq table sign --state hq price-list --as liu --keys /media/liu --keys-passphrase-fd 4",
      Both("刘签署价目表", "Liu signs the prices"))
  ],
  options: [.value("as", "ID", required: true, Both("签署人", "who signs"))] + keyOptions,
  arguments: [Argument("KIND", .one, .words(TableOrder.kinds), Both("表的种类", "the kind of table"))],
  run: signTables)

private let signerArgument = Argument("ID", .one, .text, Both("签署人代号", "the signer's id"))

private let keyOptions: [Option] = [
  .value("keys", "DIR", .folder, required: true, Both("签署人的密钥目录", "the folder with the signer's key")),
  .value(
    "keys-passphrase-fd", "N", .number(0...1023),
    Both("从该描述符读取签署人的口令", "read the signer's passphrase from this descriptor")),
]

private func keysPassphrase(_ invocation: Invocation) throws -> [UInt8]? {
  try invocation.number("keys-passphrase-fd").map { try Secret.read(fileDescriptor: Int32($0)).bytes }
}

private func addSigner(_ invocation: Invocation) throws -> ExitStatus {
  let id = invocation.argument("ID") ?? ""
  let certificate = try office(invocation).addCosigner(
    id, keys: invocation.value("keys") ?? "", passphrase: keysPassphrase(invocation), at: now())
  invocation.console.emit(["signer": .string(id), "fingerprint": .string(certificate.fingerprint)])
  invocation.console.say(
    Both("已登记签署人 \(id)；请写出新的信任文件交各柜台（trust）", "\(id) may sign; give the kiosks the new trust file (trust)"))
  return .done
}

private func requireSignatures(_ invocation: Invocation) throws -> ExitStatus {
  let (kind, count) = (invocation.argument("KIND") ?? "", Int(invocation.argument("COUNT") ?? "") ?? 1)
  try office(invocation).require(count, signaturesOn: kind)
  invocation.console.emit(["kind": .string(kind), "signatures": .number(count)])
  invocation.console.say(
    Both(
      "\(kind) 须 \(count) 人签署；请写出新的信任文件交各柜台（trust）",
      "\(kind) needs \(count) signers; give the kiosks the new trust file (trust)"))
  return .done
}

private func signTables(_ invocation: Invocation) throws -> ExitStatus {
  let tables = try office(invocation).sign(
    invocation.argument("KIND") ?? "", as: invocation.value("as") ?? "", keys: invocation.value("keys") ?? "",
    passphrase: keysPassphrase(invocation))
  for table in tables { tell(table, on: invocation.console) }
  return .done
}
