// What a clerk reads when a token operation stops.
public import Domain

extension TokenError: Explained {
  public var explanation: Explanation {
    let (code, chinese, remedy, english, englishRemedy) = words
    let (changed, changedInEnglish) = change.sentence(isFinal: isFinal, countsTries: countsTries)
    return Explanation(
      code, chinese + changed, remedy: remedy, english: english + changedInEnglish, remedy: englishRemedy)
  }

  typealias Words = (String, String, String, String, String)

  private var words: Words {
    switch problem {
    case .serviceMissing, .serviceForbidden, .noReader, .noCard, .oneCard, .severalCards, .readerNotAllowed,
      .readerUnknown,
      .readerBusy, .removed, .interrupted, .readerGone, .cardUnreadable, .linkFailed:
      linkWords
    case .wrongPIN, .pinBlocked, .wrongPUK, .pukBlocked, .lastTry, .lastPUKTry, .pinUnclear, .pukNeeded:
      secretWords
    case .notEntered(let fault): fault.words
    case .noPinpad: EntryFault.noPinpadWords
    default: cardWords
    }
  }

  private var linkWords: Words {
    switch problem {
    case .serviceMissing:
      ("T01", "智能卡服务没有运行。", "请启动 pcscd 服务后重试。", "The smart-card service is not running.", "Start pcscd and try again.")
    case .serviceForbidden:
      (
        "T02", "当前用户无权使用智能卡服务。", "请管理员检查 pcscd 的 polkit 规则。", "This user may not use the smart-card service.",
        "Have the administrator check pcscd's polkit rule."
      )
    case .noReader: ("T03", "没有找到读卡器。", "请连接读卡器或插入介质。", "No reader was found.", "Connect a reader or insert the token.")
    case .noCard(let reader):
      ("T04", "“\(reader)”中没有证书介质。", "请插入证书介质。", "There is no token in “\(reader)”.", "Insert the token.")
    case .oneCard:
      (
        "T15", "没有同时插着新旧两个介质。", "请接好两个读卡器，同时插入旧介质和新介质。", "The old and the new token are not both inserted.",
        "Connect two readers and insert both."
      )
    case .severalCards(let names):
      (
        "T05", "同时插着 \(names.count) 个介质，无法确定用哪一个。", "请只留下一个，或用 --reader 指定读卡器。",
        "\(names.count) tokens are inserted; it is not clear which one is meant.",
        "Leave one, or name the reader with --reader."
      )
    case .readerNotAllowed(let name, .production):
      (
        "T06", "“\(name)”是虚拟读卡器，生产环境不得使用。", "请使用真实的证书介质，并卸载 vsmartcard-vpcd。",
        "“\(name)” is a virtual reader, which production refuses.", "Use a real token and remove vsmartcard-vpcd."
      )
    case .readerNotAllowed(let name, .rehearsal):
      (
        "T07", "演练不会使用真实读卡器“\(name)”。", "请使用演练自带的虚拟介质。", "A rehearsal does not touch the real reader “\(name)”.",
        "Use the rehearsal's own virtual token."
      )
    case .readerUnknown(let name):
      (
        "T08", "没有名为“\(name)”的读卡器。", "请用 certkiosk token list 查看读卡器。", "There is no reader called “\(name)”.",
        "See the readers with: certkiosk token list"
      )
    case .readerBusy(let holders):
      (
        "T09", "读卡器正被其他程序独占\(Self.names(holders, "（", "）"))。", "请关闭其他使用证书的软件后重试。",
        "Another program\(Self.names(holders, " (", ")")) holds the reader for itself.",
        "Close other software that uses certificates and try again."
      )
    case .removed:
      ("T10", "介质被拔出。", "请重新插入同一介质，然后重新执行。", "The token was pulled out.", "Insert the same token again and repeat.")
    case .interrupted:
      (
        "T11", "介质被其他程序复位，或智能卡服务中断。", "请重新执行，程序会先检查介质的状态。",
        "Another program reset the token, or the smart-card service stopped.",
        "Repeat; the token's state is read first."
      )
    case .readerGone:
      ("T12", "读卡器已断开。", "请重新连接读卡器后重新执行。", "The reader is gone.", "Connect the reader again and repeat.")
    case .cardUnreadable:
      (
        "T13", "介质没有响应。", "请检查插入方向，或更换介质。", "The token does not respond.",
        "Check how it is inserted, or take another one."
      )
    default:
      (
        "T14", "与介质的通信失败。", "请重新插入介质后重新执行；仍失败请联系技术支持。", "Communication with the token failed.",
        "Insert the token again and repeat; if it fails again, call support."
      )
    }
  }

  private static func names(_ programs: [String], _ open: String, _ close: String) -> String {
    programs.isEmpty ? "" : open + programs.joined(separator: ", ") + close
  }

  private var secretWords: Words {
    switch problem {
    case .wrongPIN(let left):
      ("T20", "PIN 不正确，还可再试 \(left) 次。", "请重新输入 PIN。", "The PIN is wrong; tries left: \(left).", "Enter the PIN again.")
    case .pinBlocked:
      ("T21", "PIN 已锁定。", "请用解锁码办理解锁。", "The PIN is blocked.", "Unblock it with the PUK.")
    case .wrongPUK(let left):
      ("T22", "解锁码不正确，还可再试 \(left) 次。", "请核对解锁码。", "The PUK is wrong; tries left: \(left).", "Check the PUK.")
    case .pukBlocked:
      (
        "T23", "解锁码已锁定，介质只能重置。", "请先吊销介质上的证书，再办理更换。", "The PUK is blocked; the token can only be reset.",
        "Revoke what is on it, then replace it."
      )
    case .lastTry:
      (
        "T24", "PIN 只剩最后一次机会，程序没有尝试。", "请确认 PIN 后加 --last-try 继续，或先解锁。",
        "Only one PIN try is left; it was not used.", "Make sure of the PIN and add --last-try, or unblock first."
      )
    case .lastPUKTry:
      (
        "T27", "解锁码只剩最后一次机会，程序没有尝试；再错一次，介质只能重置。", "请确认解锁码后用 --last-try 明确选择继续，或办理更换。",
        "Only one PUK try is left; it was not used. One more mistake and the token can only be reset.",
        "Make sure of the PUK and say so with --last-try, or replace the token."
      )
    case .pinUnclear:
      (
        "T25", "上次修改 PIN 时中断，无法确定哪个 PIN 有效，程序没有尝试。", "请提供解锁码，程序将用它设置新 PIN。",
        "The last PIN change was cut off; it is not known which PIN is valid, and none was tried.",
        "Give the PUK; the new PIN is then set with it."
      )
    default:
      (
        "T26", "设置解锁码需要当前的解锁码。", "请提供介质的出厂解锁码。", "Setting a PUK needs the present one.",
        "Give the PUK that the token came with."
      )
    }
  }

  private var cardWords: Words {
    switch problem {
    case .notPIV:
      ("T30", "介质上没有 PIV 应用。", "请更换支持的证书介质。", "There is no PIV application on this token.", "Use a supported token.")
    case .refused:
      (
        "T31", "介质拒绝了命令。", "请重新插入介质后重新执行；仍失败请联系技术支持并告知状态字。", "The token refused a command.",
        "Insert the token again and repeat; if it fails again, tell support the status word."
      )
    case .unreadable:
      (
        "T32", "介质的应答无法解读。", "请更换介质，并联系技术支持。", "The token's answer makes no sense.",
        "Take another token and call support."
      )
    case .managementKeyWrong:
      (
        "T33", "介质的管理密钥不是本单位的，也不是出厂值。", "请确认介质来源；必要时联系供应商。",
        "The token's management key is neither ours nor the factory's.", "Find out where the token came from."
      )
    case .managementKeyOfUnknownKind:
      ("T34", "介质的管理密钥类型未知。", "请联系技术支持。", "The kind of the token's management key is unknown.", "Call support.")
    case .differentToken(let expected, let found):
      (
        "T35", "这不是办理中的介质（应为 \(expected)，插入的是 \(found)）。", "请插入办理中的那一个介质。",
        "This is a different token (\(found) instead of \(expected)).", "Insert the token that the work was begun with."
      )
    case .slotTaken(let slot):
      (
        "T37", "介质的 \(slot.name) 槽位已有密钥或证书。", "请使用空白介质；如需更换，请办理更新或先重置介质。",
        "Slot \(slot.name) of the token already holds a key or certificate.",
        "Use a blank token, or renew or reset this one."
      )
    case .keyOfAnother:
      (
        "T38", "证书的公钥与介质上的密钥不一致。", "请勿写入；核对证书属于哪个申请。", "The certificate is for another key than the token's.",
        "Find out which request the certificate belongs to."
      )
    case .keyLost:
      (
        "T39", "介质上的密钥已不是本申请的密钥。", "请作废本申请，重新办理。", "The key on the token is no longer this request's.",
        "Void the request and begin again."
      )
    case .writtenDiffers:
      (
        "T40", "写入后读回的证书不一致。", "请重新执行；仍失败请更换介质。", "The certificate read back differs.",
        "Repeat; if it fails again, take another token."
      )
    case .selfTestFailed:
      (
        "T41", "介质的签名自检失败。", "请更换介质并重新办理。", "The token's test signature is wrong.",
        "Take another token and begin again."
      )
    case .certificateTooLarge(let bytes):
      (
        "T42", "证书有 \(bytes) 字节，介质容纳不下。", "请更换容量更大的介质。",
        "The certificate has \(bytes) bytes, more than the token holds.", "Use a token with more room."
      )
    case .algorithmNotOffered:
      (
        "T43", "介质不支持该密钥算法。", "请更换介质或算法。", "The token does not offer this key algorithm.",
        "Use another token or algorithm."
      )
    case .cryptography: ("T44", "密码运算失败。", "请联系技术支持。", "A cryptographic operation failed.", "Call support.")
    case .journalFailed:
      (
        "T45", "办理步骤无法记入日志，已停止。", "请检查磁盘空间与权限后重新执行。", "A step could not be journalled; the work stopped.",
        "Check disk and permissions, then repeat."
      )
    case .tokenWithoutName, .nothingToRenew, .otherCertificate, .noRetiredSlot, .importNotOffered, .resetNotOffered,
      .decryptionFailed, .attestationWrong, .weakKeys, .envelopeNotOpened, .managementKeyBehindPIN:
      jobWords
    default:
      ("T46", "办理步骤的次序不对。", "请先完成前面的步骤。", "This step is out of turn.", "Finish the earlier steps first.")
    }
  }

  /// The code of a PUK that was wrong and leaves tries.
  public static var refusedPUKCode: String { TokenError(.wrongPUK(triesLeft: 1)).explanation.code }

  public static var specimens: [TokenError] {
    let problems: [Problem] = [
      .serviceMissing, .serviceForbidden, .noReader, .noCard(reader: "Reader 00 00"), .oneCard,
      .severalCards(["A", "B"]),
      .readerNotAllowed("Virtual PCD 00 00", .production), .readerNotAllowed("Reader 00 00", .rehearsal),
      .readerUnknown("Reader 01 00"), .readerBusy(by: ["scdaemon"]), .removed, .interrupted,
      .readerGone, .cardUnreadable, .linkFailed,
      .wrongPIN(triesLeft: 2), .pinBlocked, .wrongPUK(triesLeft: 2), .pukBlocked, .lastTry, .lastPUKTry, .pinUnclear,
      .pukNeeded, .notPIV, .refused(StatusWord(0x6982)), .unreadable, .managementKeyWrong, .managementKeyOfUnknownKind,
      .differentToken(expected: "serial:1", found: "serial:2"), .slotTaken(.signature), .keyOfAnother,
      .keyLost, .writtenDiffers, .selfTestFailed, .certificateTooLarge(bytes: 4000), .algorithmNotOffered,
      .cryptography, .journalFailed, .outOfTurn,
      .tokenWithoutName, .nothingToRenew(.signature), .otherCertificate(expected: "1a2b", found: "3c4d"),
      .noRetiredSlot, .importNotOffered, .resetNotOffered, .decryptionFailed, .attestationWrong, .weakKeys,
      .envelopeNotOpened, .managementKeyBehindPIN,
    ]
    return (problems + EntryFault.allCases.map { .notEntered($0) } + [.noPinpad]).map { TokenError($0) }
  }
}

extension Change {
  fileprivate func sentence(isFinal: Bool, countsTries: Bool) -> (String, String) {
    switch self {
    case .nothing where countsTries:
      ("除剩余次数外，介质未被改动。", " Apart from the tries left, nothing on the token was changed.")
    case .nothing: ("介质未被改动。", " Nothing on the token was changed.")
    case .possible: ("介质可能已被改动。", " The token may have been changed.")
    case .made where isFinal: ("介质已被部分改动。", " The token was partly changed.")
    case .made: ("介质已被部分改动，重新执行会接着完成。", " The token was partly changed; repeating goes on from there.")
    }
  }
}

extension PIN.Malformed: Explained {
  public var explanation: Explanation {
    switch self {
    case .length:
      Explanation(
        "T50", "PIN 应为 6 至 8 位数字", remedy: "请重新输入。", english: "A PIN has six to eight digits", remedy: "Enter it again."
      )
    case .character:
      Explanation(
        "T51", "PIN 含有不允许的字符", remedy: "新 PIN 只用数字；介质现有的 PIN 可含半角字母和符号。",
        english: "The PIN holds a character that is not allowed",
        remedy: "A new PIN consists of digits; one that the token has already may hold letters and signs.")
    case .weak:
      Explanation(
        "T52", "PIN 过于简单", remedy: "请避免连续、重复的数字。", english: "This PIN is too easy to guess",
        remedy: "Avoid runs and repetitions.")
    }
  }

  public static let specimens: [PIN.Malformed] = [.length, .character, .weak]
}
