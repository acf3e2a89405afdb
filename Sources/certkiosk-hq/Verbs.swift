// Each verb: what is asked of head office and what is said about it.
internal import Bundles
internal import CommandLine
internal import Cryptography
internal import Domain
internal import Files
internal import Glibc
internal import HeadOffice

private let largestRequest = 1 << 16

func now() -> Instant {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}

private func passphrase(_ invocation: Invocation) throws -> [UInt8]? {
  try invocation.number("passphrase-fd").map { try Secret.read(fileDescriptor: Int32($0)).bytes }
}

private let prompt = Both("总部密钥的口令：", "Passphrase of head office's keys: ")

/// A real office's keys need a passphrase; it is asked for on the terminal where no descriptor hands it over.
func office(_ invocation: Invocation) throws -> HeadOffice {
  let folder = invocation.value("state") ?? ""
  do { return try HeadOffice(in: folder, passphrase: passphrase(invocation)) } catch HeadOfficeError.passphraseNeeded {
    return try HeadOffice(
      in: folder, passphrase: asked { try Secret.ask(prompt.text(in: invocation.console.language)) })
  }
}

private func asked(_ ask: () throws -> Secret) throws -> [UInt8] {
  do { return try ask().bytes } catch SecretError.noTerminal { throw HeadOfficeError.passphraseNeeded }
}

/// The passphrase that a new office's keys get: typed twice, where no descriptor hands it over.
private func newPassphrase(_ invocation: Invocation) throws -> [UInt8]? {
  if let given = try passphrase(invocation) { return given }
  guard !invocation.flag("rehearsal") else { return nil }
  return try asked { try Secret.askNew(prompt, in: invocation.console.language) }
}

func write(_ bytes: [UInt8], to path: String) throws(HeadOfficeError) {
  do { try Files.write(bytes, to: path) } catch { throw .file(error) }
}

func found(_ invocation: Invocation) throws -> ExitStatus {
  let office = try HeadOffice.found(
    in: invocation.value("state") ?? "", name: invocation.value("name") ?? "HQ",
    rehearsal: invocation.flag("rehearsal"), pairs: invocation.flag("pairs"), passphrase: newPassphrase(invocation),
    at: now())
  if let path = invocation.value("trust") { try write(office.trust.bytes, to: path) }
  invocation.console.say(
    office.rehearsal
      ? Both("演练总部已建立。", "A rehearsal's head office was founded.") : Both("总部已建立。", "Head office was founded."))
  return .done
}

func writeTrust(_ invocation: Invocation) throws -> ExitStatus {
  try write(office(invocation).trust.bytes, to: invocation.argument("FILE") ?? "")
  return .done
}

func enrol(_ invocation: Invocation) throws -> ExitStatus {
  let office = try office(invocation)
  let device = invocation.argument("DEVICE") ?? ""
  let certificate = try office.enrol(
    device, request(invocation.argument("REQUEST") ?? ""), replacing: invocation.flag("replace"), at: now())
  try write(Array(certificate.pem.utf8), to: invocation.value("to") ?? "")
  invocation.console.emit(["device": .string(device), "fingerprint": .string(certificate.fingerprint)])
  invocation.console.say(Both("已登记 \(device)。", "Enrolled \(device)."))
  return .done
}

private func request(_ path: String) throws -> CertificateRequest {
  let bytes: [UInt8]
  do { bytes = try Files.read(path, limit: largestRequest) } catch { throw HeadOfficeError.file(error) }
  let isText = bytes.starts(with: "-----BEGIN".utf8)
  return try isText ? CertificateRequest(pem: String(decoding: bytes, as: UTF8.self)) : CertificateRequest(der: bytes)
}

func take(_ invocation: Invocation) throws -> ExitStatus {
  let office = try office(invocation)
  var status = ExitStatus.done
  for path in invocation.arguments("BUNDLE") {
    do {
      let report = try office.take(path, at: now())
      tell(report, on: invocation.console)
      if !report.isAllSafe { status = .refused }
    } catch let error {
      guard case .bundle = error else { throw error }
      invocation.console.explain(error)
      invocation.console.emit([
        "bundle": .string(Files.name(of: path)), "refused": .string(error.explanation.code),
      ])
      status = .refused
    }
  }
  return status
}

private func tell(_ report: ImportReport, on console: Console) {
  let name = report.header.folderName
  for line in report.outcomes {
    console.emit([
      "bundle": .string(name), "record": .string(line.id), "revision": .number(line.revision),
      "outcome": .string(line.outcome.rawValue), "digest": JSON(line.digest), "reason": JSON(line.reason),
    ])
    let reason = line.reason.map { " \($0)" } ?? ""
    console.say(
      Both(
        "\(name) \(line.id) \(line.outcome.rawValue)\(reason)", "\(name) \(line.id) \(line.outcome.rawValue)\(reason)"))
  }
  guard !report.gaps.isEmpty else { return }
  let missing = report.gaps.map(String.init).joined(separator: ", ")
  console.say(
    Both("\(report.header.device) 缺少第 \(missing) 号数据包", "\(report.header.device) lacks the bundles \(missing)"))
}

func answer(_ invocation: Invocation) throws -> ExitStatus {
  let office = try office(invocation)
  for bundle in try office.answer(to: invocation.value("to") ?? "", at: now()) {
    invocation.console.emit(["bundle": .string(bundle.path), "digest": .string(bundle.digest)])
    invocation.console.say(Both("已写出 \(bundle.path)", "Wrote \(bundle.path)"))
  }
  return .done
}

func showStatus(_ invocation: Invocation) throws -> ExitStatus {
  let status = try office(invocation).status()
  let console = invocation.console
  for row in status.rows {
    console.emit([
      "device": .string(row.device), "incarnation": .string(row.incarnation), "bundles": .number(row.bundles),
      "highest": .number(row.highestSequence), "gaps": .array(row.gaps.map { .number($0) }),
      "unanswered": .number(row.unanswered),
    ])
    console.say(
      Both(
        "\(row.device)：收到 \(row.bundles) 个，最大序号 \(row.highestSequence)，缺 \(row.gaps)，待答复 \(row.unanswered)",
        "\(row.device): \(row.bundles) received, highest \(row.highestSequence), missing \(row.gaps), "
          + "unanswered \(row.unanswered)"))
  }
  let counts = status.records.map { JSON.Member($0.key.rawValue, .number($0.value)) }.sorted { $0.name < $1.name }
  console.emit([
    "office": .string(status.name), "rehearsal": .bool(status.rehearsal),
    "kiosks": .array(status.kiosks.map { .string($0) }), "records": .object(counts),
    "conflicts": .array(status.conflicts.map { .string($0) }), "held": .array(status.held.map { .string($0) }),
    "certificates": .number(status.certificates), "replaced": .array(status.replaced.map { .string($0) }),
  ])
  console.say(
    Both(
      "自助机 \(status.kiosks.count) 台，已签发证书 \(status.certificates) 张，冲突 \(status.conflicts.count)，"
        + "等待前一版 \(status.held.count)",
      "\(status.kiosks.count) kiosks, \(status.certificates) certificates issued, \(status.conflicts.count) conflicts, "
        + "\(status.held.count) held"))
  return .done
}
