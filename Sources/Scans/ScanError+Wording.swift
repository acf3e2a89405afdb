// The words for uploads that could not be read.
public import Domain
internal import Pictures

extension ScanError: Explained {
  public var explanation: Explanation {
    switch self {
    case .decoderDied:
      Explanation(
        "C01", "文件在解码时使解码进程中止，没有收下；柜台不受影响", remedy: "请重新扫描该页面，不要使用来历不明的文件。",
        english: "The file stopped the decoding process; nothing was taken in and the counter is unharmed",
        remedy: "Scan the page again; do not use files of unknown origin.")
    case .decoderTooSlow:
      Explanation(
        "C02", "文件解码超时，已停止，没有收下", remedy: "请以 300 dpi 重新扫描该页面；机器繁忙时也会这样，请稍后重试。",
        english: "Decoding the file took too long and was stopped; nothing was taken in",
        remedy: "Scan the page again at 300 dpi; a busy machine does this too, so try again later.")
    case .cannotStart(let code):
      Explanation(
        "C03", "解码进程无法启动或中途停止（系统错误 \(code)），没有收下", remedy: "请稍后重试；再次出现时请运行 certkiosk doctor。",
        english: "The decoding process could not be started or was ended (system error \(code)); nothing was taken in",
        remedy: "Try again later; if it happens again, run certkiosk doctor.")
    case .cannotOpen(let reason):
      Explanation(
        "C04", "文件打不开（\(reason.chinese)），没有收下", remedy: "请确认是普通文件并且可以读取。",
        english: "The file cannot be opened (\(reason.english)); nothing was taken in",
        remedy: "Make sure it is an ordinary file that can be read.")
    case .picture(let error): error.explanation
    case .thresholds(let reason):
      Explanation(
        "C05", "扫描判定阈值文件有误：\(reason)", remedy: "请恢复 Forms/common/scan-thresholds.json。",
        english: "The file of scan thresholds is wrong: \(reason)",
        remedy: "Restore Forms/common/scan-thresholds.json.")
    }
  }

  public static var specimens: [ScanError] {
    [
      .decoderDied, .decoderTooSlow, .cannotStart(11), .cannotOpen(SystemErrorNumber(21)), .picture(.empty),
      .thresholds(reason: "seal.coverage"),
    ]
  }
}
