// token trust: whom the counter believes about tokens and seals, and where seals go.
internal import CommandLine
internal import Counter
internal import Cryptography
internal import Domain
internal import Files
internal import Tokens

extension Certkiosk {
  /// Changes what the options name, then lists what holds.
  static func trust(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    for kind in AnchorKind.allCases {
      if session.invocation.values("forget").contains(kind.rawValue) { try desk.setAnchors(kind, pem: nil) }
      if let file = session.invocation.value(kind.rawValue) {
        try desk.setAnchors(kind, pem: String(decoding: Files.read(file, limit: 1_000_000), as: UTF8.self))
      }
    }
    if let digits = session.invocation.value("sm2-number") { try desk.setAlgorithmNumbers(numbers(digits)) }
    try takeFactoryKeys(session, desk)
    let objects = session.invocation.values("object")
    if !objects.isEmpty { try desk.setSealObjects(SealObjects(candidates: objects.map(dataObject))) }
    for kind in AnchorKind.allCases { try list(kind, desk, session) }
    let tags = try desk.sealObjects().candidates.map(\.text)
    session.console.emit(["sealObjects": .array(tags.map { .string($0) })])
    session.console.say(
      Both("印章对象：\(tags.joined(separator: "、"))", "objects for seals: \(tags.joined(separator: ", "))"))
    let number = String(try desk.algorithmNumbers().sm2, radix: 16, uppercase: true)
    session.console.emit(["sm2Number": .string(number)])
    session.console.say(Both("SM2 算法编号：\(number)", "number of SM2 on tokens: \(number)"))
    let keys = try desk.factoryKeys().count
    session.console.emit(["factoryKeys": .number(keys)])
    session.console.say(
      Both("出厂管理密钥：通用值，另有 \(keys) 个", "makers' administration keys: the usual one and \(keys) more"))
    return .done
  }

  /// The word for `--forget`.
  static let factoryKeys = "factory-keys"

  private static func takeFactoryKeys(_ session: Session, _ desk: Desk) throws {
    if session.invocation.values("forget").contains(factoryKeys) { try desk.setFactoryKeys([]) }
    guard let file = session.invocation.value("factory-key") else { return }
    let lines = String(decoding: try Files.read(file, limit: 10_000), as: UTF8.self).split(whereSeparator: \.isNewline)
    let keys = lines.compactMap { [UInt8](hex: $0) }.filter { ManagementKeys.keySizes.contains($0.count) }
    guard !keys.isEmpty, keys.count == lines.count else {
      throw UsageError.rule(
        Both(
          "每行应是一个十六进制的管理密钥：16、24 或 32 字节；没有更改",
          "each line is one administration key in hexadecimal, of 16, 24 or 32 bytes; nothing was changed"))
    }
    try desk.setFactoryKeys(keys)
  }

  private static func numbers(_ digits: String) throws -> AlgorithmNumbers {
    guard let numbers = AlgorithmNumbers(sm2: digits) else {
      throw UsageError.rule(
        Both(
          "“\(digits)”不能作为 SM2 的编号：应为两位十六进制数，且不是其他算法的编号",
          "“\(digits)” cannot be SM2's number: two hexadecimal digits that stand for no other algorithm"))
    }
    return numbers
  }

  private static func dataObject(_ text: String) throws -> DataObject {
    guard text.count == 6, let tag = UInt32(text, radix: 16), tag >> 16 == 0x5F else {
      throw UsageError.rule(Both("“\(text)”不是对象标签，应形如 5FFF10", "“\(text)” is no object's tag, such as 5FFF10"))
    }
    return DataObject(rawValue: tag)
  }

  private static func list(_ kind: AnchorKind, _ desk: Desk, _ session: Session) throws {
    let all = try desk.anchors(kind)
    for anchor in all {
      session.console.emit([
        "anchor": .string(kind.rawValue), "subject": .string(anchor.subject.text),
        "fingerprint": .string(anchor.fingerprint), "notAfter": .string(anchor.notAfter.chinaText),
      ])
      guard !session.console.json else { continue }
      session.console.tell(
        kind.words.with(
          Both(
            "  \(anchor.subject.text)  SHA-256 \(anchor.fingerprint)",
            "  \(anchor.subject.text)  SHA-256 \(anchor.fingerprint)")))
    }
    if all.isEmpty { session.console.say(kind.unnamed) }
  }
}

extension AnchorKind {
  fileprivate var words: Both {
    switch self {
    case .tokens: Both("介质厂商", "maker of tokens")
    case .seals: Both("制章机构", "maker of seals")
    }
  }

  fileprivate var unnamed: Both {
    switch self {
    case .tokens:
      Both(
        "未指定介质厂商：介质对密钥来源的证明只核对密钥和编号",
        "no makers of tokens are named: attestations are only compared with key and serial number")
    case .seals:
      Both("未指定制章机构：只核对印章自身的签名", "no makers of seals are named: a seal's own signature counts alone")
    }
  }
}
