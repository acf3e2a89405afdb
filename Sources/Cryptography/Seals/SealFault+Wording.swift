// The words for seals that may not be used.
internal import Domain

extension SealFault {
  static let specimens: [SealFault] = [
    .version(9), .extensionUnknown("1.2.3"), .makerUntrusted(reason: "证书不受信任"),
    .notYetOrNoLongerValid(from: "2026-01-01", until: "2027-01-01"), .signerNotListed, .timeStampWrong,
  ]

  var explanation: Explanation {
    switch self {
    case .version(let version):
      Explanation(
        "K20", "电子印章的版本 \(version) 不受支持，印章未使用", remedy: "请制章机构按 GM/T 0031 或 GB/T 38540 重新制作。",
        english: "Version \(version) of electronic seals is not known; the seal was not used",
        remedy: "Have the seal made again by GM/T 0031 or GB/T 38540.")
    case .extensionUnknown(let identifier):
      Explanation(
        "K21", "电子印章含有本程序不认识的关键扩展 \(identifier)，印章未使用", remedy: "请联系制章机构或升级本程序。",
        english: "The seal has a critical extension that is not known: \(identifier); the seal was not used",
        remedy: "Ask the seal's maker, or update this program.")
    case .makerUntrusted(let reason):
      Explanation(
        "K22", "制章人证书不受信任（\(reason)），印章未使用", remedy: "请向总部确认制章机构，必要时导入其证书。",
        english: "The seal maker's certificate is not trusted; the seal was not used",
        remedy: "Ask head office about the maker; import its certificate if needed.")
    case .notYetOrNoLongerValid(let from, let until):
      Explanation(
        "K23", "电子印章不在有效期内（\(from) 至 \(until)），印章未使用", remedy: "请核对本机时间；时间无误时请重新制章。",
        english: "The seal is outside its validity (\(from) to \(until)); it was not used",
        remedy: "Check the clock; if it is right, have the seal made again.")
    case .signerNotListed:
      Explanation(
        "K24", "电子印章没有绑定这张证书，印章未使用", remedy: "证书更新或补办后，印章须按新证书重新制作。",
        english: "The seal is not bound to this certificate; it was not used",
        remedy: "After a renewal or replacement the seal must be made anew for the new certificate.")
    case .timeStampWrong:
      Explanation(
        "K25", "电子印章的时间戳不成立（不是对这枚印章的签名，或已被改动），印章未使用", remedy: "请制章机构重新制作印章。",
        english: "The seal's time stamp is wrong: it is not about this seal, or was altered; the seal was not used",
        remedy: "Have the seal made again.")
    }
  }
}
