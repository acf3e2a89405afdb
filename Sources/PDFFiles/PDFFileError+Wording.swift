// What people read when a PDF file cannot be finished.
public import Domain

extension PDFFileError: Explained {
  public var explanation: Explanation {
    switch self {
    case .unreadable(let words):
      Explanation(
        "F01", "画出的页面读不回来（\(words)），没有生成任何文件", remedy: "请重试；仍不行请把本消息告诉维护人员：绘图程序库可能换了版本。",
        english: "the pages that were drawn cannot be read back (\(words)); no file was made",
        remedy: "Try again; if it fails again, report this message: the drawing library may have changed.")
    case .unfinished(let words):
      Explanation(
        "F02", "文档无法整理成存档格式 PDF/A（\(words)），没有生成任何文件",
        remedy: "请重试；仍不行请把本消息告诉维护人员。",
        english: "the document could not be made an archival PDF/A file (\(words)); no file was made",
        remedy: "Try again; if it fails again, report this message.")
    }
  }

  public static var specimens: [PDFFileError] {
    [.unreadable("xref"), .unfinished("/Root")]
  }
}
