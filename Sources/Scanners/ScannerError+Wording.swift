// The words for scanners that give no page.
public import Domain

extension ScannerError: Explained {
  public var explanation: Explanation {
    switch self {
    case .none:
      Explanation(
        "W01", "没有找到扫描仪", remedy: "请接好扫描仪并开机；网络扫描仪请安装 sane-airscan。",
        english: "No scanner was found",
        remedy: "Connect the scanner and switch it on; for network scanners install sane-airscan.")
    case .unknown(let name, let known):
      Explanation(
        "W02", "没有名为“\(name)”的扫描仪", remedy: "可用的有：\(known.joined(separator: "、"))。",
        english: "There is no scanner “\(name)”", remedy: "There are: \(known.joined(separator: ", ")).")
    case .busy:
      Explanation(
        "W03", "扫描仪正在被其他程序使用", remedy: "请等它完成后重试。",
        english: "The scanner is in use by another program", remedy: "Wait until it is free and try again.")
    case .feederEmpty:
      Explanation(
        "W04", "进纸器里没有纸，没有扫描", remedy: "请放入页面后重试；平板扫描请加 --source flatbed。",
        english: "The feeder is empty; nothing was scanned",
        remedy: "Put the pages in and try again, or use --source flatbed.")
    case .jammed:
      Explanation(
        "W05", "进纸器卡纸，已停止；卡住之前的页面已收", remedy: "请取出卡住的纸，只重扫没有收下的页面。",
        english: "Paper is jammed in the feeder; pages before it were taken",
        remedy: "Take the jammed sheet out and scan only what was not taken.")
    case .coverOpen:
      Explanation(
        "W06", "扫描仪盖板没有合上", remedy: "请合上盖板后重试。",
        english: "The scanner's cover is open", remedy: "Close it and try again.")
    case .lost:
      Explanation(
        "W07", "扫描仪没有把这一页传完，这一页没有收下", remedy: "请检查电源和连线后重扫这一页。",
        english: "The scanner did not give the whole page; it was not taken",
        remedy: "Check power and cable and scan the page again.")
    case .denied:
      Explanation(
        "W08", "没有使用扫描仪的权限", remedy: "请把运行柜台的用户加入 scanner 组。",
        english: "This user may not use the scanner", remedy: "Put the counter's user into the group scanner.")
    case .cancelled:
      Explanation(
        "W09", "扫描已取消，这一页没有收下", remedy: "需要时请重新扫描。",
        english: "The scan was cancelled; this page was not taken", remedy: "Scan again if need be.")
    case .cannot(let option):
      Explanation(
        "W10", "扫描仪不支持所需的设置（\(option)）", remedy: "请换用 300 dpi 彩色扫描仪。",
        english: "The scanner does not offer what is needed (\(option))", remedy: "Use a colour scanner of 300 dpi.")
    case .failed(let number):
      Explanation(
        "W11", "扫描失败（SANE \(number)），这一页没有收下", remedy: "请重试；再次出现时请联系维护人员。",
        english: "Scanning failed (SANE \(number)); this page was not taken",
        remedy: "Try again; if it happens again, call maintenance.")
    }
  }

  public static var specimens: [ScannerError] {
    [
      .none, .unknown("x", known: ["test:0"]), .busy, .feederEmpty, .jammed, .coverOpen, .lost, .denied, .cancelled,
      .cannot("mode=Color"), .failed(10),
    ]
  }
}
