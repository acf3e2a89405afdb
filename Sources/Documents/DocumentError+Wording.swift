// What people read when a document cannot be made.
public import Domain
internal import PDFFiles

extension DocumentError: Explained {
  public var explanation: Explanation {
    switch self {
    case .fontsMissing(let packages): Self.fontsMissing(packages.joined(separator: " "))
    case .fontUnreadable(let path): Self.fontUnreadable(path)
    case .fontNotCut(let family):
      Explanation(
        "P03", "无法从字体“\(family)”取出本文档用到的字，没有生成任何文件",
        remedy: "请重新安装该字体的软件包；仍不行请把本消息告诉维护人员。",
        english: "the document's characters could not be taken from the font “\(family)”; no file was made",
        remedy: "Reinstall the font's package; if it fails again, report this message.")
    case .missingGlyph(let grapheme): Self.missingGlyph(grapheme)
    case .drawing(let words):
      Explanation(
        "P05", "绘制文档失败（\(words)），没有生成任何文件",
        remedy: "请查看内存和磁盘空间后重试；仍不行请把本消息告诉维护人员。",
        english: "the document could not be drawn (\(words)); no file was made",
        remedy: "Check memory and disk space and try again; if it fails again, report this message.")
    case .codeTooLong(let count):
      Explanation(
        "P06", "二维码装不下 \(count) 个字符，没有生成任何文件",
        remedy: "请缩短表单定义中二维码的内容。",
        english: "a QR code cannot hold \(count) characters; no file was made",
        remedy: "Shorten the code's content in the form's definition.")
    case .archiving(let failure): failure.explanation
    }
  }

  private static func fontsMissing(_ packages: String) -> Explanation {
    Explanation(
      "P01", "没有安装排版用的字体，不能生成文档", remedy: "请安装软件包： apt-get install \(packages)",
      english: "the fonts that documents are set in are not installed; no document can be made",
      remedy: "Install the package: apt-get install \(packages)")
  }

  private static func fontUnreadable(_ path: String) -> Explanation {
    Explanation(
      "P02", "字体文件 \(path) 无法读取或不是应有的字体，不能生成文档",
      remedy: "请重新安装它的软件包： apt-get install --reinstall $(dpkg -S \(path) | cut -d: -f1)",
      english: "the font file \(path) cannot be read or is not the font it should be; no document can be made",
      remedy: "Reinstall its package: apt-get install --reinstall $(dpkg -S \(path) | cut -d: -f1)")
  }

  private static func missingGlyph(_ grapheme: String) -> Explanation {
    let numbers = grapheme.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
    let shown = grapheme.unicodeScalars.allSatisfy(\.canBePrinted) ? "“\(grapheme)”" : ""
    let sign = "\(shown)（\(numbers.joined(separator: " "))）"
    return Explanation(
      "P04", "字符\(sign)没有任何已安装的字体能够印出，没有生成任何文件",
      remedy: "请核对该字符；若是生僻字，请安装生僻字字体： apt-get install fonts-hanazono fonts-babelstone-han",
      english: "no installed font draws the character \(shown) (\(numbers.joined(separator: " "))); no file was made",
      remedy: "Check the character; if it is a rare one, install: apt-get install fonts-hanazono fonts-babelstone-han")
  }

  public static var specimens: [DocumentError] {
    [
      .fontsMissing(packages: ["fonts-noto-cjk"]),
      .fontUnreadable("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
      .fontNotCut("Noto Serif CJK SC"), .missingGlyph("\u{3134A}"), .drawing("out of memory"),
      .codeTooLong(count: 5000),
    ]
  }
}
