// How a seal's time stamp is told: one that proves nothing is never passed over in silence.
internal import CommandLine
internal import Counter
internal import Cryptography
internal import Domain
internal import Tokens

extension Desk {
  /// Only a whole seal has one.
  func timeStamp(on seal: SealOnToken) throws -> TimeStampVerdict {
    if case .whole(let seal, _) = seal { try timeStamp(of: seal) } else { .absent }
  }
}

extension TimeStampVerdict {
  /// For machines; nil where there is no time stamp.
  var word: String? {
    switch self {
    case .absent: nil
    case .verified: "verified"
    case .unverified(let reason): "unverified-\(reason.rawValue)"
    }
  }

  var line: Both? {
    switch self {
    case .absent: nil
    case .verified(let moment, let authority):
      Both("  时间戳 \(moment.wallClock) 已核验（\(authority)）", "  time stamp of \(moment.wallClock) verified (\(authority))")
    case .unverified(let reason):
      Both("  时间戳未核验：\(reason.title.chinese)", "  the time stamp was not verified: \(reason.title.english)")
    }
  }
}

extension TimeStampVerdict.Reason {
  fileprivate var title: Both {
    switch self {
    case .otherKind: Both("不是 RFC 3161 格式", "it is no token of RFC 3161")
    case .algorithm: Both("用 SM2 签名，本程序不能核验", "it is signed with SM2, which cannot be verified here")
    case .authority:
      Both("时间戳机构不在受信任之列（token trust --seals）", "its authority is not trusted (token trust --seals)")
    }
  }
}
