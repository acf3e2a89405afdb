// The words for what head office cannot do.
public import Domain
internal import Bundles
internal import Cryptography
internal import Files

extension HeadOfficeError: Explained {
  public var explanation: Explanation {
    switch self {
    case .bundle(let error): error.explanation
    case .cryptography(let error): error.explanation
    case .deviceTaken, .notTheDevice, .sequenceReused, .unknownKind, .requestRefused, .requestReused, .unfit:
      explanationOfIntake
    case .notFounded(let folder):
      Explanation(
        "H01", "“\(folder)”里没有总部的数据", remedy: "请先执行 certkiosk-hq init --state 目录。",
        english: "There is no head office in “\(folder)”", remedy: "Run certkiosk-hq init --state DIR first.")
    case .alreadyFounded(let folder):
      Explanation(
        "H02", "“\(folder)”里已有总部的数据，未作任何更改", remedy: "请直接使用，或换一个目录。",
        english: "“\(folder)” already holds a head office; nothing was changed",
        remedy: "Use it, or choose another folder.")
    case .busy:
      Explanation(
        "H03", "另一个程序正在使用总部的数据", remedy: "请等它结束后再试。",
        english: "Another program is working on head office's data", remedy: "Wait until it has ended and try again.")
    case .damaged(let row):
      Explanation(
        "H04", "总部的数据“\(row)”损坏", remedy: "请停止导入，从备份恢复，并联系技术支持。",
        english: "Head office's data “\(row)” is damaged",
        remedy: "Stop importing, restore from a backup and call support.")
    case .file(let failure):
      Explanation(
        "H05", "读写“\(Files.name(of: failure.path))”失败（\(failure.call)：\(failure.reason.chinese)）",
        remedy: "请检查磁盘空间和权限，然后重复同一操作。",
        english:
          "Reading or writing “\(Files.name(of: failure.path))” failed (\(failure.call): \(failure.reason.english))",
        remedy: "Check disk space and permissions, then repeat the same command.")
    case .passphraseNeeded:
      Explanation(
        "H06", "正式总部的密钥需要口令", remedy: "请在终端中运行并输入口令，或用 --passphrase-fd 提供；演练请用 --rehearsal。",
        english: "A real head office's keys need a passphrase",
        remedy: "Run it on a terminal and type it, or give it with --passphrase-fd; for a rehearsal use --rehearsal.")
    case .wrongPassphrase:
      Explanation(
        "H07", "口令不正确，或密钥文件损坏", remedy: "请重新输入；仍不行时请从备份恢复密钥。",
        english: "The passphrase is wrong or a key file is damaged",
        remedy: "Enter it again; if that does not help, restore the keys from a backup.")
    }
  }

  private var explanationOfIntake: Explanation {
    switch self {
    case .deviceTaken(let device):
      Explanation(
        "H10", "设备号 \(device) 已登记给另一把密钥", remedy: "请换一个设备号；确为同一台设备更换密钥时用 --replace。",
        english: "The id \(device) is enrolled with another key",
        remedy: "Choose another id; for a kiosk whose key was replaced use --replace.")
    case .notTheDevice(let device):
      Explanation(
        "H11", "数据包自称来自 \(device)，签名却不是该设备的，未导入", remedy: "请确认来源，并检查是否有设备被复制。",
        english: "The bundle says it comes from \(device) but is not signed by it; nothing was imported",
        remedy: "Check where it comes from and whether a kiosk was copied.")
    case .sequenceReused(let device, let sequence):
      Explanation(
        "H12", "设备 \(device) 的第 \(sequence) 号数据包已收到过，内容不同，未导入",
        remedy: "该设备可能被复制或从备份恢复：请停用并重新登记。",
        english: "Number \(sequence) of \(device) was received before with other content; nothing was imported",
        remedy: "The kiosk may have been copied or restored: take it out of use and enrol it again.")
    case .unknownKind:
      Explanation(
        "H13", "记录的种类总部不认识", remedy: "请升级总部软件后重新导入。",
        english: "Head office does not know records of this kind",
        remedy: "Update head office's software and import again.")
    case .requestRefused:
      Explanation(
        "H14", "证书请求的编号或年限（1–5 年）不符合规则", remedy: "请在柜台上更正后重新导出。",
        english: "The certificate request's id or its years (1–5) are against the rules",
        remedy: "Correct it at the kiosk and export again.")
    case .requestReused:
      Explanation(
        "H15", "同一证书请求编号出现了不同内容，未签发", remedy: "请由主管核对两份请求，再用新编号重新申请。",
        english: "A certificate request's id came with other content; nothing was issued",
        remedy: "Have a supervisor compare both and ask again under a new id.")
    default:
      Explanation(
        "H16", "记录被拒绝", remedy: "请查看导入结果中的代码。", english: "The record was rejected",
        remedy: "See the code in the import's result.")
    }
  }

  public static var specimens: [HeadOfficeError] {
    [
      .notFounded("/srv/hq"), .alreadyFounded("/srv/hq"), .busy, .damaged("records/r1.1"), .file(.specimen),
      .passphraseNeeded, .wrongPassphrase, .deviceTaken("K1"), .notTheDevice("K1"), .sequenceReused("K1", 3),
      .unknownKind, .requestRefused, .requestReused, .unfit(code: "H13"),
    ]
  }
}
