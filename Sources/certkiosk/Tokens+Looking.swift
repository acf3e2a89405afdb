// token list, show, jobs: what is in the readers, on the token, and still to be finished.
internal import CommandLine
internal import Counter
internal import Cryptography
internal import Domain
internal import Tokens

extension Certkiosk {
  static func listReaders(_ session: Session) throws -> ExitStatus {
    let service = try CardService()
    for reader in try service.readers() { tell(reader, session) }
    try session.console.flush()
    guard let seconds = session.invocation.number("watch") else { return .done }
    try service.watch(seconds: seconds) { event in
      session.console.emit(["event": .string(event.word), "reader": .string(event.reader)])
      if !session.console.json { session.console.tell("\(event.reader)  \(event.title.text(in: session.language))") }
      return (try? session.console.flush()) != nil
    }
    return .done
  }

  private static func tell(_ reader: Reader, _ session: Session) {
    session.console.emit([
      "reader": .string(reader.name), "card": .bool(reader.hasCard), "virtual": .bool(reader.isVirtual),
      "held": .bool(reader.isHeldByAnother),
    ])
    guard !session.console.json else { return }
    let words = [
      reader.hasCard ? Both("有介质", "token inside") : Both("无介质", "empty"),
      reader.isVirtual ? Both("虚拟", "virtual") : nil,
      reader.isHeldByAnother ? Both("被其他程序独占", "held by another program") : nil,
    ].compactMap { $0?.text(in: session.language) }
    session.console.tell(([reader.name] + words).joined(separator: "  "))
  }

  static func showToken(_ session: Session) throws -> ExitStatus {
    let hasStore = session.invocation.value("store") != nil
    let desk = try hasStore ? session.desk() : nil
    let (objects, anchors) = (try desk?.sealObjects(), try desk?.anchors(.tokens) ?? [])
    let (facts, keys) = try withToken(session, desk?.readerPolicy ?? .production) { token in
      if let desk { token.numbers = try desk.algorithmNumbers() }
      let facts = try token.facts(
        sealObjects: objects ?? SealObjects(), attestationAnchors: anchors.isEmpty ? nil : anchors.map(\.der),
        retired: session.invocation.flag("all") ? .all : .bothEnds)
      return (facts, try token.pinpadProperties())
    }
    let today = Clock.system.now().day
    let refused = try desk.flatMap { desk in try facts.identity.flatMap { try desk.refusedSealSize(of: $0) } }
    session.console.emit(json(facts, today, keys, refusedSeal: refused))
    guard !session.console.json else { return .done }
    for line in lines(facts, today, originAsked: !anchors.isEmpty, refusedSeal: refused) {
      session.console.tell(line)
    }
    if let keys { session.console.tell(line(keys)) }
    return .done
  }

  private static func line(_ keys: PinpadProperties) -> Both {
    if keys.takesPINs { return Both("  读卡器有输入 PIN 的键盘", "  the reader has keys for PINs") }
    let digits = "\(keys.fewestDigits ?? 1)–\(keys.mostDigits ?? 8)"
    return Both(
      "  读卡器的键盘只能输入 \(digits) 位，不能用于介质 PIN（6–8 位）",
      "  the reader's keys take \(digits) digits only, not a token's PIN (6–8)")
  }

  private static func json(_ facts: TokenFacts, _ today: CivilDate, _ keys: PinpadProperties?, refusedSeal: Int?)
    -> JSON
  {
    [
      "token": JSON(facts.identity?.text), "pinTriesLeft": JSON(facts.pin.triesLeft), "pinTries": JSON(facts.pin.tries),
      "pukTriesLeft": JSON(facts.puk.triesLeft), "pukTries": JSON(facts.puk.tries),
      "pinIsFactory": JSON(facts.pin.isFactory), "pukIsFactory": JSON(facts.puk.isFactory),
      "managementKeyIsFactory": JSON(facts.managementKeyIsFactory),
      "firmware": JSON(facts.firmware.map { $0.map(String.init).joined(separator: ".") }),
      "moves": .bool(facts.abilities.moves), "attests": .bool(facts.abilities.attests),
      "extended": .bool(facts.abilities.takesExtended), "seal": facts.seal?.json ?? .null,
      "knownSealCapacity": JSON(facts.knownSealCapacity), "refusedSealSize": JSON(refusedSeal),
      "pinpad": .bool(keys?.takesPINs ?? false),
      "certificates": .array(
        facts.slots.compactMap { slot in
          slot.certificate.map { certificate in
            [
              "slot": .string(slot.slot.name), "serial": .string(certificate.serial),
              "subject": .string(certificate.subject.text), "notAfter": .string(certificate.notAfter.chinaText),
              "daysLeft": JSON(slot.daysLeft(on: today)), "attestation": JSON(slot.attestation?.rawValue),
              "asksEachTime": JSON(slot.asksEachTime),
            ]
          }
        }),
      "unfinished": .array(facts.slots.filter(\.isUnfinished).map { .string($0.slot.name) }),
    ]
  }

  private static func lines(_ facts: TokenFacts, _ today: CivilDate, originAsked: Bool, refusedSeal: Int?) -> [Both] {
    let name = facts.identity?.text
    var lines = [Both("介质 \(name ?? "未编号")", "token \(name ?? "without a number")")]
    lines += [left(.pin, facts.pin), left(.puk, facts.puk)].compactMap { $0 }
    let factory = [
      (Both.pin, facts.pin.isFactory), (.puk, facts.puk.isFactory), (.managementKey, facts.managementKeyIsFactory),
    ]
    let still = factory.filter { $0.1 == true }.map(\.0)
    if !still.isEmpty {
      lines.append(
        Both(
          "  仍为出厂值：\(still.map(\.chinese).joined(separator: "、"))",
          "  still as the maker set it: \(still.map(\.english).joined(separator: ", "))"))
    }
    lines += facts.slots.flatMap { self.lines($0, today) }
    if !originAsked, facts.abilities.attests, facts.slots.contains(where: { $0.condition != .empty }) {
      lines.append(
        Both(
          "  密钥来源的证明未核验：没有指定介质厂商（token trust）",
          "  the keys' attestations were not verified: no maker is trusted (token trust)"))
    }
    return lines + facts.seals.map { Both("  \($0.title.chinese)", "  \($0.title.english)") } + [
      capacity(facts, refused: refusedSeal)
    ]
  }

  /// No card tells it: what stands there is known to fit, and what was refused here is known not to.
  private static func capacity(_ facts: TokenFacts, refused: Int?) -> Both {
    let known = [
      facts.knownSealCapacity.map { Both("至少 \($0) 字节", "\($0) bytes at least") },
      refused.map { Both("不足 \($0) 字节", "less than \($0) bytes") },
    ].compactMap(\.self)
    guard !known.isEmpty else { return Both("  印章容量：未知，写入时才知道", "  room for seals: unknown until one is written") }
    return Both(
      "  印章容量：" + known.map(\.chinese).joined(separator: "，"),
      "  room for seals: " + known.map(\.english).joined(separator: ", "))
  }

  /// What stands in one slot.
  static func lines(_ slot: SlotFacts, _ today: CivilDate) -> [Both] {
    var lines: [Both] = []
    if let certificate = slot.certificate {
      let days = slot.daysLeft(on: today) ?? 0
      let subject = "  \(slot.slot.name)  \(certificate.subject.text)  "
      let rest =
        days < 0
        ? Both("已过期 \(-days) 天", "expired \(-days) days ago") : Both("剩余 \(days) 天", "\(days) days left")
      lines.append(
        Both(
          "\(subject)有效期至 \(certificate.notAfter.day.chinese)，\(rest.chinese)",
          "\(subject)valid until \(certificate.notAfter.day), \(rest.english)"))
    } else if slot.isUnfinished {
      let state =
        slot.condition == .keyOnly
        ? Both("有密钥，尚无证书", "a key, no certificate yet") : Both("证书不完整或无法读取", "a certificate cut short or unreadable")
      lines.append(Both("  \(slot.slot.name)  \(state.chinese)", "  \(slot.slot.name)  \(state.english)"))
    }
    if slot.asksEachTime == false {
      lines.append(
        Both(
          "      PIN 验证一次后可连续使用该密钥，请用毕拔出", "      this key serves again without its PIN until the token is pulled out"))
    }
    if let verdict = slot.attestation {
      lines.append(Both("      \(verdict.title.chinese)", "      \(verdict.title.english)"))
    }
    return lines
  }

  private static func left(_ secret: Both, _ state: SecretState) -> Both? {
    guard let left = state.triesLeft else { return nil }
    let locks = state.tries.map { Both("，连续输错 \($0) 次锁定", "; \($0) wrong entries in a row lock it") }
    return Both("  \(secret.chinese) 剩余 \(left) 次", "  \(secret.english): \(left) tries left").with(locks)
  }

  // MARK: Jobs

  static func jobs(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    if let id = session.invocation.number("close") {
      try desk.closeJob(id, reason: session.invocation.value("reason") ?? "—")
    }
    for open in try desk.openMakings() {
      let failure = try desk.lastFailure(of: open.making, in: open.order)
      session.console.emit([
        "order": .string(open.order.text), "item": .number(open.making.item),
        "token": .string(open.making.production.token), "kind": .string("issue"), "stage": .string(open.making.stage),
        "failure": JSON(failure?.code), "statusWord": JSON(failure?.statusWord),
        "serviceCode": JSON(failure?.serviceCode),
      ])
      guard !session.console.json else { continue }
      let head = "\(open.order)-\(open.making.item)  \(open.making.production.token)  "
      session.console.tell(Both(head, head).with(open.making.title).with(last(failure)))
    }
    for job in try desk.openJobs() {
      session.console.emit([
        "job": .number(job.id), "kind": .string(job.kind.rawValue), "token": .string(job.token),
        "order": JSON(job.order), "since": .string(job.opened.chinaText), "failure": JSON(job.lastFailure?.code),
        "statusWord": JSON(job.lastFailure?.statusWord), "serviceCode": JSON(job.lastFailure?.serviceCode),
      ])
      guard !session.console.json else { continue }
      let (id, since) = ("\(job.id)  \(job.token)", job.opened.wallClock)
      session.console.tell(
        Both("\(id)  \(job.kind.title)  自 \(since)", "\(id)  \(job.kind.rawValue)  since \(since)")
          .with(last(job.lastFailure)))
    }
    return .done
  }
}

/// A job's last failure with its codes, for the help desk.
private func last(_ failure: TokenFailure?) -> Both? {
  failure.map { Both("  上次 \($0.text)", "  last \($0.text)") }
}

extension JSON {
  /// A truth value, or null.
  fileprivate init(_ flag: Bool?) { self = flag.map { .bool($0) } ?? .null }
}

extension SlotFacts {
  /// Something stands there that is no whole certificate.
  fileprivate var isUnfinished: Bool { condition != .empty && certificate == nil }
}

extension Both {
  fileprivate static let pin = Both("PIN", "PIN")
  fileprivate static let puk = Both("解锁码", "PUK")
  fileprivate static let managementKey = Both("管理密钥", "management key")
}

extension AttestationVerdict {
  fileprivate var title: Both {
    switch self {
    case .verified: Both("密钥在介质内生成，厂商证明已核验", "the key was made on the token; the maker's attestation holds")
    case .consistent:
      Both(
        "介质声明密钥在其内生成；未指定厂商，证明未核验（token trust）",
        "the token says the key was made on it; no maker is trusted to verify that (token trust)")
    case .wrong:
      Both(
        "介质对密钥来源的证明不成立（T66），请停用该介质并联系技术支持",
        "the token's attestation of the key does not hold (T66); put it aside and call support")
    }
  }
}

extension Making {
  fileprivate var stage: String {
    switch production {
    case .started: "started"
    case .requested: "requested"
    case .certified: writing ? "writing" : "certified"
    case .proven: "proven"
    }
  }

  fileprivate var title: Both {
    switch production {
    case .started: Both("制作中", "in the making")
    case .requested: Both("等待签发", "waits for its certificate")
    case .certified: writing ? Both("写入中", "being written") : Both("待写入", "to be written")
    case .proven: Both("完成", "done")
    }
  }
}

extension ReaderEvent {
  fileprivate var word: String {
    switch self {
    case .readerCame: "reader-came"
    case .readerWent: "reader-went"
    case .cardCame: "card-came"
    case .cardWent: "card-went"
    }
  }

  fileprivate var title: Both {
    switch self {
    case .readerCame: Both("读卡器已连接", "reader connected")
    case .readerWent: Both("读卡器已断开", "reader gone")
    case .cardCame: Both("介质已插入", "token inserted")
    case .cardWent: Both("介质已拔出", "token taken out")
    }
  }
}
