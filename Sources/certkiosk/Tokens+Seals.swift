// token seal, seals: an electronic seal onto the token, and what its objects hold.
internal import CommandLine
internal import Counter
internal import Cryptography
internal import Domain
internal import Files
internal import Tokens

extension Certkiosk {
  static func seal(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    if let reason = session.invocation.value("none") {
      guard session.invocation.argument("FILE") == nil else {
        throw UsageError.rule(Both("--none 表示没有印章，不能再给印章文件", "--none says that there is no seal; give no file with it"))
      }
      return try session.tell(desk.noSeal(session.argument("ORDER"), reason: reason), at: desk)
    }
    if let folder = session.invocation.value("to") { return try writeSeals(session, desk, to: folder) }
    guard let path = session.invocation.argument("FILE") else {
      throw UsageError.rule(
        Both("请给出印章文件，或用 --none 说明没有印章的原因", "give the seal's file, or say with --none why there is none"))
    }
    let file = try Files.read(path, limit: ElectronicSeal.longest)
    let (seal, outcome, moment) = try withToken(session, desk.readerPolicy) { token in
      try desk.placeSeal(session.argument("ORDER"), file: file, on: token)
    }
    let stamp = try desk.timeStamp(of: seal)
    session.console.emit([
      "seal": .string(seal.id), "layout": .string(seal.layout.rawValue), "digest": .string(seal.digest),
      "held": .string(outcome.word), "timeStamp": JSON(stamp.word), "verifiedAt": .string(moment.chinaText),
    ])
    session.console.say(verified(at: moment))
    session.console.say(told(outcome))
    if let line = stamp.line { session.console.tell(line) }
    return .done
  }

  /// The name is the order's, so that no name of a seal's owner becomes a file's.
  private static func writeSeals(_ session: Session, _ desk: Desk, to folder: String) throws -> ExitStatus {
    let order = try desk.order(session.argument("ORDER")).number.text
    let files = try desk.sealFiles(of: order, toPath: folder)
    try Files.makeFolder(folder)
    for (number, file) in files.enumerated() {
      let path = "\(folder)/\(order)-\(number + 1).esl"
      try Files.write(file, to: path)
      session.console.emit(["order": .string(order), "file": .string(path)])
      session.console.say(Both("印章文件：\(path)", "the seal's file: \(path)"))
    }
    return .done
  }

  private static func told(_ outcome: SealJob.Outcome) -> Both {
    switch outcome {
    case .whole: Both("印章已写入介质并回读一致", "the seal is on the token, read back and compared")
    case .binding:
      Both("介质容量不足：印章文件另行交付，介质已写入绑定", "the token is too small: hand over the file; its binding is on the token")
    case .notHeld: Both("介质不能存放印章：请交付印章文件", "the token holds no seals: hand over the file")
    }
  }

  private static func verified(at moment: Instant) -> Both {
    Both("印章按 \(moment.chinaText) 的时刻核验", "seals are judged as of \(moment.chinaText)")
  }

  /// Lists what stands in the objects for seals and judges it; `--to` writes whole seals to a folder.
  static func seals(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let facts = try withToken(session, desk.readerPolicy) { try $0.facts(sealObjects: desk.sealObjects()) }
    let certificates = facts.slots.compactMap(\.certificate)
    let moment = desk.clock.now()
    var refused = false
    for seal in facts.seals {
      let fault = try desk.fault(of: seal, among: certificates, at: moment)
      refused = refused || fault != nil
      session.tell(seal, fault, fault == nil ? try desk.timeStamp(on: seal) : .absent, judged: moment)
      if let folder = session.invocation.value("to") { try save(seal, to: folder, at: desk) }
    }
    if !facts.seals.isEmpty { session.console.say(verified(at: moment)) }
    if facts.seals.isEmpty { session.console.say(Both("介质上没有电子印章", "there is no seal on the token")) }
    return refused ? .refused : .done
  }

  /// The name is the object's, so that no name of a seal's owner becomes a file's.
  private static func save(_ seal: SealOnToken, to folder: String, at desk: Desk) throws {
    guard case .whole(let whole, let object) = seal else { return }
    try desk.disclose(.seal, 1, of: [], toPath: folder)
    try Files.makeFolder(folder)
    try Files.write(whole.der, to: "\(folder)/\(object.text).esl")
  }
}

extension Session {
  fileprivate func tell(
    _ seal: SealOnToken, _ fault: Explanation?, _ stamp: TimeStampVerdict, judged moment: Instant
  ) {
    console.emit([
      "seal": seal.json, "fault": JSON(fault?.code), "timeStamp": JSON(stamp.word),
      "verifiedAt": .string(moment.chinaText),
    ])
    guard !console.json else { return }
    console.tell("\(seal.object.text)  \(seal.title.text(in: language))")
    if let line = stamp.line { console.tell(line) }
    if let fault { console.explain(fault) }
  }
}

extension SealOnToken {
  /// `held` says how; the rest what.
  var json: JSON {
    switch self {
    case .whole(let seal, let object):
      [
        "held": .string("whole"), "id": .string(seal.id), "object": .string(object.text),
        "layout": .string(seal.layout.rawValue), "bytes": .number(seal.der.count), "digest": .string(seal.digest),
        "validUntil": .string(seal.validUntil.chinaText),
      ]
    case .binding(let binding, let object):
      [
        "held": .string("binding"), "id": .string(binding.id), "object": .string(object.text),
        "bytes": .number(binding.size), "digest": .string(binding.digest.hex),
      ]
    case .unreadable(let object): ["held": .string("unreadable"), "object": .string(object.text)]
    }
  }

  var title: Both {
    switch self {
    case .whole(let seal, _):
      let bytes = seal.der.count
      return Both(
        "电子印章 \(seal.name)（完整存放，\(bytes) 字节，有效期至 \(seal.validUntil.day.chinese)）",
        "electronic seal \(seal.name) (whole, \(bytes) bytes, valid until \(seal.validUntil.day))")
    case .binding(let binding, _):
      return Both(
        "电子印章 \(binding.id)（另存为文件，介质存有绑定）",
        "electronic seal \(binding.id) (kept as a file; the token holds its binding)")
    case .unreadable: return Both("电子印章不完整或无法读取", "an electronic seal that is cut short or unreadable")
    }
  }
}
