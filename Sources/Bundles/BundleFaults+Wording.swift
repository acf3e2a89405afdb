// The words for faults of a manifest and of single records.
internal import Domain

extension BundleError.ManifestFault {
  var explanation: Explanation {
    switch self {
    case .missing:
      Explanation(
        "B10", "清单 manifest.cms 不在或读不出，未导入", remedy: "请用原始 U 盘重新拷贝整个文件夹。",
        english: "The manifest is not there or cannot be read; nothing was imported",
        remedy: "Copy the whole folder again from its stick.")
    case .altered:
      Explanation(
        "B11", "清单被改动或损坏（签名不符），未导入", remedy: "请重新拷贝；仍不行时请让来源方重新导出。",
        english: "The manifest was altered or damaged (its signature does not hold); nothing was imported",
        remedy: "Copy it again; if that does not help, have it exported again.")
    case .unknownSigner:
      Explanation(
        "B12", "清单的签名人不在信任名单中，未导入", remedy: "请确认来源；新设备须先在总部登记。",
        english: "The manifest is signed by someone who is not trusted here; nothing was imported",
        remedy: "Check where it comes from; a new device is enrolled at head office first.")
    case .outOfTime:
      Explanation(
        "B13", "清单签名人的证书不在有效期内，未导入", remedy: "请先核对本机时间；时间无误时请为该设备换发证书。",
        english: "The signer's certificate is outside its validity; nothing was imported",
        remedy: "Check the clock; if it is right, renew that device's certificate.")
    case .malformed(let field):
      Explanation(
        "B14", "清单格式不正确（\(field)），未导入", remedy: "请升级来源方的软件后重新导出。",
        english: "The manifest is malformed (\(field)); nothing was imported",
        remedy: "Bring the sender's software up to date and export again.")
    case .format(let version):
      Explanation(
        "B15", "数据包格式版本 \(version) 本机不认识，未导入", remedy: "请升级本机软件。",
        english: "The bundle has format \(version), unknown here; nothing was imported",
        remedy: "Bring this machine's software up to date.")
    case .duplicateLine(let id):
      Explanation(
        "B16", "清单中记录 \(id) 出现两行，未导入", remedy: "不要使用这个数据包；请让来源方重新导出。",
        english: "The manifest lists the record \(id) twice; nothing was imported",
        remedy: "Do not use this bundle; have it exported again.")
    case .counts:
      Explanation(
        "B17", "清单的记录数与合计不符，未导入", remedy: "不要使用这个数据包；请让来源方重新导出。",
        english: "The manifest's totals do not match its lines; nothing was imported",
        remedy: "Do not use this bundle; have it exported again.")
    }
  }
}

extension BundleError.RecordFault {
  func explanation(_ id: String) -> Explanation {
    switch self {
    case .missing: words("B30", id, "的文件不在", "is not there")
    case .link: words("B31", id, "的文件是链接，未打开", "is a link and was not opened")
    case .size(let expected, let actual):
      words("B32", id, "长度为 \(actual) 字节，应为 \(expected) 字节", "has \(actual) bytes instead of \(expected)")
    case .altered: words("B33", id, "的文件被改动或损坏", "was altered or damaged")
    case .swapped(let other):
      words("B34", id, "的文件里是记录 \(other) 的内容", "holds the content of the record \(other)")
    case .tooLarge: words("B35", id, "超过大小上限，未打开", "is over the size limit and was not opened")
    case .otherRecipient: words("B36", id, "是加密给其他收件方的", "is sealed for another recipient")
    case .otherSigner: words("B37", id, "的签名人与清单的不同", "is signed by another than the manifest")
    case .malformed: words("B38", id, "的内容格式不正确", "has malformed content")
    case .notWhatTheManifestSays:
      words("B39", id, "的内容与清单所列的编号、种类或版次不符", "is not what the manifest's line says")
    }
  }

  private func words(_ code: String, _ id: String, _ chinese: String, _ english: String) -> Explanation {
    Explanation(
      code, "记录 \(id) \(chinese)；其他记录不受影响", remedy: "请重新拷贝数据包；仍不行时请让来源方重新导出。",
      english: "The record \(id) \(english); other records are not affected",
      remedy: "Copy the bundle again; if that does not help, have it exported again.")
  }
}
