// What may be wrong with a machine before anybody is served.
public import Domain

public enum Ailment: Explained, Hashable {
  case virtualReader(String)
  case noReader
  case fontMissing(String, package: String)
  case libraryMissing(String, package: String)
  case diskFull(megabytes: Int)
  case clockBehind(Instant)
  case nobodyEnrolled
  case clockAhead(minutes: Int)
  /// The last year whose holidays are known; 0 for none.
  case holidaysEnd(Int)
  case formsUnpinned
  /// The forms could not be held against their signature; why is nothing that was foreseen.
  case formsUnseen
  case diskUnseen(SystemErrorNumber)
  /// A token in a reader whose PIN has no try left.
  case pinLocked(reader: String)
  case certificateEnded(reader: String, CivilDate)
  /// Head office's certificate for this kiosk; after that day bundles are refused.
  case deviceCertificateEnds(CivilDate)
  /// A service upgrades tokens and does not say by what its old media are known.
  case mediaUntold(String)

  public static let specimens: [Ailment] = [
    .virtualReader("Virtual PCD 00 00"), .noReader, .fontMissing("Noto Serif CJK SC", package: "fonts-noto-cjk"),
    .libraryMissing("libcups.so.2", package: "libcups2"),
    .diskFull(megabytes: 12), .clockBehind(Instant(seconds: 1_770_000_000)), .nobodyEnrolled,
    .clockAhead(minutes: 95), .holidaysEnd(2026), .formsUnpinned,
    .formsUnseen, .diskUnseen(SystemErrorNumber(13)), .pinLocked(reader: "Reader 00"),
    .certificateEnded(reader: "Reader 00", CivilDate(daysSince1970: 20_000)),
    .mediaUntold("示例服务"), .deviceCertificateEnds(CivilDate(daysSince1970: 20_000)),
  ]

  public var explanation: Explanation {
    switch self {
    case .virtualReader(let name):
      Explanation(
        "N60", "存在虚拟读卡器“\(name)”", remedy: "请在正式柜台卸载 vsmartcard-vpcd：它会监听所有网络接口。",
        english: "there is a virtual reader “\(name)”", remedy: "Remove vsmartcard-vpcd from a real counter.")
    case .noReader:
      Explanation(
        "N61", "没有连接读卡器", remedy: "请插入读卡器或 USB 介质。", english: "no reader is connected",
        remedy: "Connect a reader or a token.")
    case .fontMissing(let family, let package):
      Explanation(
        "N62", "缺少字体 \(family)", remedy: "请安装软件包 \(package)。", english: "font \(family) is missing",
        remedy: "Install the package \(package).")
    case .libraryMissing(let library, let package):
      Explanation(
        "Z15", "缺少程序库 \(library)，用到它的步骤不能办理", remedy: "请安装软件包 \(package)。",
        english: "the library \(library) is missing; steps that need it cannot be done",
        remedy: "Install the package \(package).")
    case .diskFull(let megabytes):
      Explanation(
        "N63", "磁盘剩余 \(megabytes) MB", remedy: "请清理磁盘，至少保留 500 MB。",
        english: "\(megabytes) MB are left on the disk", remedy: "Free at least 500 MB.")
    case .clockBehind(let last):
      Explanation(
        "N64", "时钟早于最近一次记录（\(last.chineseMinute)）", remedy: "请校准时间后再办理。",
        english: "the clock is behind the newest record (\(last.wallClock))",
        remedy: "Set the clock right before serving.")
    case .nobodyEnrolled:
      Explanation(
        "N65", "没有在任的管理人员", remedy: "新库请用 person add 登记；否则请从备份恢复。",
        english: "there is no administrator",
        remedy: "Enrol one with person add in a new store; else restore from a backup.")
    case .clockAhead(let minutes):
      Explanation(
        "Z11", "本机时钟曾比总部时间快约 \(minutes) 分钟", remedy: "请校准时间；校准后由管理人员执行 clock accept。",
        english: "this clock was about \(minutes) minutes ahead of head office's",
        remedy: "Set the clock right, then let an administrator run clock accept.")
    case .holidaysEnd(let year):
      Explanation(
        "Z12", year > 0 ? "节假日安排只到 \(year) 年，其后的期限只能暂定" : "没有节假日安排，期限只能暂定",
        remedy: "请在 common/holidays.yaml 补上国务院办公厅公布的安排。",
        english: year > 0
          ? "holidays are known only to the end of \(year); later deadlines are provisional"
          : "no holidays are known; deadlines are provisional",
        remedy: "Add the State Council's notice to common/holidays.yaml.")
    case .mediaUntold(let service):
      Explanation(
        "Z19", "“\(service)”的升级没有写明旧介质的 ATR，任何介质都会受理", remedy: "请在 service.yaml 的 upgrade 中写明 media；在此之前请柜员看清介质的种类。",
        english: "“\(service)” does not tell by what the media that it upgrades are known: any token is taken",
        remedy: "Name their ATR under upgrade: media in service.yaml; until then let the clerk look at the medium.")
    case .formsUnpinned:
      Explanation(
        "P52", "没有登记表单的签发公钥，不能发现表单被改动或退回旧版", remedy: "请由管理人员执行 service trust 登记签发方的公钥。",
        english: "no signer of forms is known, so altered or older forms are not noticed",
        remedy: "Let an administrator name the signer's public key with service trust.")
    case .formsUnseen:
      Explanation(
        "F13", "表单的签名没能核验", remedy: "请执行 service verify 查看原因；核验之前不要办理。",
        english: "the forms could not be held against their signature",
        remedy: "Run service verify to see why, and do not serve before.")
    case .diskUnseen(let why):
      Explanation(
        "F14", "磁盘没能检查（\(why.chinese)）", remedy: "请确认数据库目录存在，当前用户可以读取。",
        english: "the disk could not be examined (\(why.english))",
        remedy: "Make sure that the store's folder is there and may be read by this user.")
    case .pinLocked(let reader):
      Explanation(
        "F15", "“\(reader)”中的介质 PIN 已锁定", remedy: "请按解锁业务办理；不是待办的介质，请取出。",
        english: "the PIN of the token in “\(reader)” is locked",
        remedy: "Register an unlocking, or take the token out if nobody waits for it.")
    case .certificateEnded(let reader, let day):
      Explanation(
        "F16", "“\(reader)”中介质的证书已于 \(day.chinese) 到期", remedy: "办理续期的无需处理；否则请取出介质。",
        english: "the certificate of the token in “\(reader)” ended on \(day)",
        remedy: "Nothing for a renewal; otherwise take the token out.")
    case .deviceCertificateEnds(let day):
      Explanation(
        "N87", "总部给本机的设备证书 \(day.chinese) 到期，此后数据包不被接收", remedy: "请用 store enrol 写出请求，交总部登记后再 store trust。",
        english: "head office's certificate for this kiosk ends on \(day); bundles are refused afterwards",
        remedy: "Write a request with store enrol, have it enrolled, then run store trust.")
    }
  }
}
