// What may be wrong with a machine before anybody is served.
public import Domain

public enum Ailment: Explained, Hashable {
  case virtualReader(String)
  case noReader
  case fontMissing(String, package: String)
  case diskFull(megabytes: Int)
  case clockBehind(Instant)
  case nobodyEnrolled
  case clockAhead(minutes: Int)
  /// The last year whose holidays are known; 0 for none.
  case holidaysEnd(Int)
  case formsUnpinned
  /// A service upgrades tokens and does not say by what its old media are known.
  case mediaUntold(String)

  public static let specimens: [Ailment] = [
    .virtualReader("Virtual PCD 00 00"), .noReader, .fontMissing("Noto Serif CJK SC", package: "fonts-noto-cjk"),
    .diskFull(megabytes: 12), .clockBehind(Instant(seconds: 1_770_000_000)), .nobodyEnrolled,
    .clockAhead(minutes: 95), .holidaysEnd(2026), .formsUnpinned,
    .mediaUntold("示例服务"),
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
    case .diskFull(let megabytes):
      Explanation(
        "N63", "磁盘剩余 \(megabytes) MB", remedy: "请清理磁盘，至少保留 500 MB。",
        english: "\(megabytes) MB are left on the disk", remedy: "Free at least 500 MB.")
    case .clockBehind(let last):
      Explanation(
        "N64", "时钟早于最近一次记录（\(last.chinaText)）", remedy: "请校准时间后再办理。",
        english: "the clock is behind the newest record (\(last.chinaText))",
        remedy: "Set the clock right before serving.")
    case .nobodyEnrolled:
      Explanation(
        "N65", "还没有登记任何人员", remedy: "请用 person add 登记管理人员。", english: "nobody is enrolled",
        remedy: "Enrol an administrator with person add.")
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
    }
  }
}
