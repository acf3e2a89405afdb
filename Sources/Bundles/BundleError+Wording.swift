// The words for what is wrong with a bundle.
public import Domain
internal import Files
internal import Cryptography

extension BundleError: Explained {
  public var explanation: Explanation {
    switch self {
    case .manifest(let fault): fault.explanation
    case .record(let id, let fault): fault.explanation(id)
    case .cryptography(let error): error.explanation
    case .notABundle, .file, .diskFull, .nameTaken, .readBackDiffers, .name, .repeatedRecord, .payload, .noRecipient:
      explanationOfWriting
    default: explanationOfReading
    }
  }

  private var explanationOfWriting: Explanation {
    switch self {
    case .file(let failure):
      Explanation(
        "B02", "读写“\(Files.name(of: failure.path))”失败（\(failure.call)：\(failure.reason.chinese)），未完成的数据包不会被使用",
        remedy: "请检查 U 盘是否插好、是否写保护，然后重试。",
        english:
          "Reading or writing “\(Files.name(of: failure.path))” failed (\(failure.call): \(failure.reason.english)); "
          + "an unfinished bundle is never used", remedy: "Check the stick and its write lock, then try again.")
    case .diskFull(let name):
      Explanation(
        "B03", "写“\(name)”时空间不足，未完成的数据包不会被使用", remedy: "请换一个空间足够的 U 盘后重新导出。",
        english: "No space left while writing “\(name)”; an unfinished bundle is never used",
        remedy: "Export again to a stick with more space.")
    case .nameTaken(let name):
      Explanation(
        "B04", "“\(name)”已存在且内容不同，没有覆盖", remedy: "请换一个 U 盘，或把原有数据包交给总部后再导出。",
        english: "“\(name)” exists with other content and was left alone",
        remedy: "Use another stick, or hand the old bundle to head office first.")
    case .readBackDiffers(let name):
      Explanation(
        "B05", "写入后读回的“\(name)”与写入的不同，该 U 盘不可靠", remedy: "请更换 U 盘后重新导出。",
        english: "“\(name)” reads back differently from what was written; the stick is not reliable",
        remedy: "Export again to another stick.")
    case .name(let name):
      Explanation(
        "B06", "“\(name)”不能作为设备号或记录号（只允许字母、数字和连字符，最多 64 个字符）", remedy: "请更正编号。",
        english: "“\(name)” cannot be a device or record id (letters, digits and hyphens, at most 64)",
        remedy: "Correct the id.")
    case .repeatedRecord(let id):
      Explanation(
        "B07", "记录 \(id) 在同一数据包中出现两次", remedy: "请分两个数据包导出。",
        english: "The record \(id) stands in one bundle twice", remedy: "Export it in two bundles.")
    case .payload(let id):
      Explanation(
        "B08", "记录 \(id) 的内容不符合格式", remedy: "请把代码告诉技术支持；其他记录不受影响。",
        english: "The content of record \(id) is not of its format",
        remedy: "Tell support the code; other records are not affected.")
    case .noRecipient:
      Explanation(
        "B09", "没有收件方证书，不能导出", remedy: "请先导入总部的信任文件。",
        english: "There is no recipient's certificate to export for", remedy: "Import head office's trust file first.")
    default:
      Explanation(
        "B01", "这不是数据包：没有清单 manifest.cms", remedy: "请选择名称以 BUNDLE- 开头的完整文件夹。",
        english: "This is no bundle: there is no manifest.cms", remedy: "Choose a whole folder named BUNDLE-….")
    }
  }

  private var explanationOfReading: Explanation {
    switch self {
    case .otherAddressee(let device):
      Explanation(
        "B21", "这个数据包是给设备 \(device) 的，未导入", remedy: "请交给该设备。",
        english: "This bundle is for the device \(device); it was not imported", remedy: "Take it to that device.")
    case .rehearsalMismatch(let bundleIsRehearsal):
      Explanation(
        "B22", bundleIsRehearsal ? "这是演练数据包，正式系统不接受" : "这是正式数据包，演练系统不接受",
        remedy: bundleIsRehearsal ? "请使用正式业务导出的数据包。" : "请在正式系统中导入。",
        english: bundleIsRehearsal
          ? "This bundle comes from a rehearsal and is refused by real business"
          : "This is a bundle of real business and is refused by a rehearsal",
        remedy: bundleIsRehearsal ? "Use a bundle exported by real business." : "Import it where business is real.")
    case .wrongDirection:
      Explanation(
        "B23", "数据包方向不对：上行包由总部导入，下行包由自助机导入", remedy: "请检查是否拿错数据包。",
        english: "The bundle goes the other way: kiosks import what comes down, head office what goes up",
        remedy: "Check whether bundles were mixed up.")
    case .expired(let end):
      Explanation(
        "B24", "下行数据包已于 \(end) 过期，未导入", remedy: "请先核对本机时间；时间无误时请向总部索取新的数据包。",
        english: "This bundle expired at \(end); it was not imported",
        remedy: "Check the clock; if it is right, ask head office for a new bundle.")
    case .unexpectedFile(let name):
      Explanation(
        "B25", "数据包中有清单以外的文件“\(name)”，未打开任何记录", remedy: "请用原始 U 盘重新拷贝整个文件夹，不要加入其他文件。",
        english: "The bundle holds the file “\(name)”, which its manifest does not list; no record was opened",
        remedy: "Copy the whole folder again from its stick and add nothing to it.")
    case .link(let name):
      Explanation(
        "B26", "数据包中的“\(name)”是链接而不是文件，未打开", remedy: "不要使用这个数据包，并报告安全负责人。",
        english: "“\(name)” in the bundle is a link, not a file; it was not opened",
        remedy: "Do not use the bundle and tell whoever is in charge of security.")
    default:
      Explanation(
        "B20", "这个数据包是加密给其他收件方的，未导入", remedy: "请交给正确的收件方，或重新导出。",
        english: "This bundle is sealed for another recipient; it was not imported",
        remedy: "Give it to its recipient or export it again.")
    }
  }

  public static var specimens: [BundleError] {
    let failure = FileFailure.specimen
    return [
      .notABundle("BUNDLE-K1-000001"), .file(failure), .diskFull("manifest.cms"), .nameTaken("BUNDLE-K1-000001"),
      .readBackDiffers("manifest.cms"), .name("../x"), .repeatedRecord("r1"), .payload(id: "r1"), .noRecipient,
      .manifest(.missing), .manifest(.altered), .manifest(.unknownSigner), .manifest(.outOfTime),
      .manifest(.malformed("records")), .manifest(.format(2)), .manifest(.duplicateLine("r1")), .manifest(.counts),
      .otherRecipient, .otherAddressee("K2"), .rehearsalMismatch(bundleIsRehearsal: true), .wrongDirection,
      .expired("2026-03-09T00:00:00+08:00"), .unexpectedFile("extra.txt"), .link("manifest.cms"),
      .record("r1", .missing), .record("r1", .link), .record("r1", .size(expected: 2, actual: 1)),
      .record("r1", .altered), .record("r1", .swapped(with: "r2")), .record("r1", .tooLarge),
      .record("r1", .otherRecipient), .record("r1", .otherSigner), .record("r1", .malformed),
      .record("r1", .notWhatTheManifestSays),
    ]
  }
}
