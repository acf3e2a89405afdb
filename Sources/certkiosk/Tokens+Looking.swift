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
    guard let seconds = session.invocation.number("watch") else { return .done }
    try service.watch(seconds: seconds) { event in
      session.console.emit(["event": .string(event.word), "reader": .string(event.reader)])
      if !session.console.json { session.console.tell("\(event.reader)  \(event.chinese)") }
      return true
    }
    return .done
  }

  private static func tell(_ reader: Reader, _ session: Session) {
    session.console.emit([
      "reader": .string(reader.name), "card": .bool(reader.hasCard), "virtual": .bool(reader.isVirtual),
      "held": .bool(reader.isHeldByAnother),
    ])
    guard !session.console.json else { return }
    let held = reader.isHeldByAnother ? "  被其他程序独占" : ""
    session.console.tell(
      "\(reader.name)  \(reader.hasCard ? "有介质" : "无介质")\(reader.isVirtual ? "  虚拟" : "")\(held)")
  }

  static func showToken(_ session: Session) throws -> ExitStatus {
    let hasStore = session.invocation.value("store") != nil
    let desk = try hasStore ? session.desk() : nil
    let (objects, anchors) = (try desk?.sealObjects(), try desk?.anchors(.tokens) ?? [])
    let facts = try withToken(session, desk?.readerPolicy ?? .production) { token in
      try token.facts(
        sealObjects: objects ?? SealObjects(), attestationAnchors: anchors.isEmpty ? nil : anchors.map(\.der))
    }
    let today = Clock.system.now().day
    session.console.emit(json(facts, today))
    guard !session.console.json else { return .done }
    for line in lines(facts, today, originAsked: !anchors.isEmpty) { session.console.tell(line) }
    return .done
  }

  private static func json(_ facts: TokenFacts, _ today: CivilDate) -> JSON {
    [
      "token": JSON(facts.identity?.text), "pinTriesLeft": JSON(facts.pinTriesLeft),
      "pukTriesLeft": JSON(facts.pukTriesLeft), "pinIsFactory": JSON(facts.pinIsFactory),
      "pukIsFactory": JSON(facts.pukIsFactory), "managementKeyIsFactory": JSON(facts.managementKeyIsFactory),
      "firmware": JSON(facts.firmware.map { $0.map(String.init).joined(separator: ".") }),
      "moves": .bool(facts.abilities.moves), "attests": .bool(facts.abilities.attests),
      "extended": .bool(facts.abilities.takesExtended), "seal": facts.seal?.json ?? .null,
      "certificates": .array(
        facts.slots.compactMap { slot in
          slot.certificate.map { certificate in
            [
              "slot": .string(slot.slot.name), "serial": .string(certificate.serial),
              "subject": .string(certificate.subject.text), "notAfter": .string(certificate.notAfter.chinaText),
              "daysLeft": JSON(slot.daysLeft(on: today)), "attestation": JSON(slot.attestation?.rawValue),
            ]
          }
        }),
      "unfinished": .array(facts.slots.filter(\.isUnfinished).map { .string($0.slot.name) }),
    ]
  }

  private static func lines(_ facts: TokenFacts, _ today: CivilDate, originAsked: Bool) -> [String] {
    var lines = ["介质 \(facts.identity?.text ?? "未编号")"]
    lines += [left("PIN", facts.pinTriesLeft), left("解锁码", facts.pukTriesLeft)].compactMap { $0 }
    let factory = [("PIN", facts.pinIsFactory), ("解锁码", facts.pukIsFactory), ("管理密钥", facts.managementKeyIsFactory)]
    let still = factory.filter { $0.1 == true }.map(\.0)
    if !still.isEmpty { lines.append("  仍为出厂值：\(still.joined(separator: "、"))") }
    for slot in facts.slots {
      if let certificate = slot.certificate {
        let days = slot.daysLeft(on: today) ?? 0
        let until = "有效期至 \(certificate.notAfter.day.chinese)"
        let rest = days < 0 ? "已过期 \(-days) 天" : "剩余 \(days) 天"
        lines.append("  \(slot.slot.name)  \(certificate.subject.text)  \(until)，\(rest)")
      } else if slot.isUnfinished {
        lines.append("  \(slot.slot.name)  \(slot.condition == .keyOnly ? "有密钥，尚无证书" : "证书不完整或无法读取")")
      }
      if let verdict = slot.attestation { lines.append("      \(verdict.line)") }
    }
    if !originAsked, facts.abilities.attests, facts.slots.contains(where: { $0.condition != .empty }) {
      lines.append("  密钥来源的证明未核验：没有指定介质厂商（token trust）")
    }
    return lines + facts.seals.map { "  \($0.line)" }
  }

  private static func left(_ name: String, _ tries: Int?) -> String? { tries.map { "  \(name) 剩余 \($0) 次" } }

  // MARK: Jobs

  static func jobs(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    if let id = session.invocation.number("close") {
      try desk.closeJob(id, reason: session.invocation.value("reason") ?? "—")
    }
    for open in try desk.openMakings() {
      session.console.emit([
        "order": .string(open.order.text), "item": .number(open.making.item),
        "token": .string(open.making.production.token), "kind": .string("issue"), "stage": .string(open.making.stage),
      ])
      guard !session.console.json else { continue }
      session.console.tell("\(open.order)-\(open.making.item)  \(open.making.production.token)  \(open.making.title)")
    }
    for job in try desk.openJobs() {
      session.console.emit([
        "job": .number(job.id), "kind": .string(job.kind.rawValue), "token": .string(job.token),
        "order": JSON(job.order), "since": .string(job.opened.chinaText), "failure": JSON(job.lastFailure),
      ])
      guard !session.console.json else { continue }
      session.console.tell(
        "\(job.id)  \(job.token)  \(job.kind.title)  自 \(job.opened.chinaText)\(job.lastFailure.map { "  上次 \($0)" } ?? "")"
      )
    }
    return .done
  }
}

extension JSON {
  /// A truth value, or null.
  fileprivate init(_ flag: Bool?) { self = flag.map { .bool($0) } ?? .null }
}

extension SlotFacts {
  /// Something stands there that is no whole certificate.
  fileprivate var isUnfinished: Bool { condition != .empty && certificate == nil }
}

extension AttestationVerdict {
  fileprivate var line: String {
    switch self {
    case .verified: "密钥在介质内生成，厂商证明已核验"
    case .consistent: "介质声明密钥在其内生成；未指定厂商，证明未核验（token trust）"
    case .wrong: "介质对密钥来源的证明不成立（T66），请停用该介质并联系技术支持"
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

  fileprivate var title: String {
    switch production {
    case .started: "制作中"
    case .requested: "等待签发"
    case .certified: writing ? "写入中" : "待写入"
    case .proven: "完成"
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

  fileprivate var chinese: String {
    switch self {
    case .readerCame: "读卡器已连接"
    case .readerWent: "读卡器已断开"
    case .cardCame: "介质已插入"
    case .cardWent: "介质已拔出"
    }
  }
}
