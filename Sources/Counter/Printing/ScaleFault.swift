// What a scan of the scale check page can say against a printer, or why it says nothing.
public import Domain

public enum ScaleFault: Explained, Hashable {
  /// Both ways alike: somebody scales.
  case offScale(PrintedScale)
  /// The two ways differ: some rollers slip, the printer's or the scanner's.
  case uneven(PrintedScale)
  case noScalePage
  /// What the scan's file says of its resolution, in dots per inch.
  case noResolution(Double?)

  public static let specimens: [ScaleFault] = [
    .offScale(PrintedScale(across: 97.1, along: 97.0, dpi: 300)),
    .uneven(PrintedScale(across: 100.1, along: 101.4, dpi: 300)), .noScalePage, .noResolution(72), .noResolution(nil),
  ]

  public var explanation: Explanation {
    switch self {
    case .offScale(let scale):
      Explanation(
        "J37", "横线 \(scale.across.tenths) 毫米，竖线 \(scale.along.tenths) 毫米，应为 100.0 毫米：这台打印机印出来\(scale.words.chinese)",
        remedy: "请检查打印队列的纸型是不是 A4，关闭“适合纸张”“缩放”一类的设置，再印一次检查页；改好之前不要用它打印表格。",
        english:
          "The bars are \(scale.across.tenths) mm across and \(scale.along.tenths) mm along instead of 100.0 mm: "
          + "what this printer prints comes out \(scale.words.english)",
        remedy:
          "See that the queue's paper is A4 and that nothing fits or scales pages, and print the check page again; "
          + "print no forms on it before that.")
    case .uneven(let scale):
      Explanation(
        "J38", "横线 \(scale.across.tenths) 毫米，竖线 \(scale.along.tenths) 毫米，应为 100.0 毫米：两个方向不一样",
        remedy: "请换一台扫描仪再量，或者用钢尺量；仍然如此的，请清洁或更换打印机的进纸辊，改好之前不要用它打印表格。",
        english:
          "The bars are \(scale.across.tenths) mm across and \(scale.along.tenths) mm along instead of 100.0 mm: "
          + "the two ways differ",
        remedy:
          "Measure with another scanner or with a ruler; if it stays so, clean or change the printer's rollers, and "
          + "print no forms on it before that.")
    case .noScalePage:
      Explanation(
        "J39", "在扫描件上找不到尺寸检查页的标记和两条标尺，没有量出尺寸", remedy: "请把 printer test 印出的那一页整页平放，以 A4、300 dpi 扫描，不要裁切。",
        english: "The marks and bars of the scale check page are not seen on the scan; nothing was measured",
        remedy: "Lay the page that printer test printed flat on the glass, and scan all of it as A4 at 300 dpi.")
    case .noResolution(let dpi):
      Explanation(
        "N53", dpi.map { "扫描件写明的分辨率是 \(Int($0)) dpi，太低或不可信，没有量出尺寸" } ?? "扫描件没有写明分辨率，没有量出尺寸",
        remedy: "请用扫描仪（不用手机）以 300 dpi 扫描，存成 JPEG、PNG 或 TIFF，不要经聊天软件转发。",
        english: dpi.map {
          "The scan says that it has \(Int($0)) dpi, which is too few or not to be believed; nothing was measured"
        } ?? "The scan does not say its resolution; nothing was measured",
        remedy:
          "Scan it with a scanner, not a phone, at 300 dpi, as JPEG, PNG or TIFF, and do not send it through a chat.")
    }
  }
}

extension PrintedScale {
  fileprivate var words: (chinese: String, english: String) {
    let percent = abs(error).tenths
    return error < 0 ? ("小了 \(percent)%", "\(percent)% too small") : ("大了 \(percent)%", "\(percent)% too large")
  }
}

extension Double {
  /// With one decimal: `97.1`. For lengths of a page.
  public var tenths: String {
    let whole = Int((self * 10 + (self < 0 ? -0.5 : 0.5)))
    return "\(whole < 0 ? "-" : "")\(abs(whole) / 10).\(abs(whole) % 10)"
  }
}
