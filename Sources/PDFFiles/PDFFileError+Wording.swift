// What people read when a PDF file cannot be read or finished.
public import Domain

extension PDFFileError: Explained {
  public var explanation: Explanation {
    switch self {
    case .unreadable(let words):
      Explanation(
        "F01", "PDF 文件无法读取（\(words)），没有改动任何内容", remedy: "请重新导出或重新扫描成 PDF 后再试。",
        english: "the PDF file cannot be read (\(words)); nothing was changed",
        remedy: "Export or scan it to PDF again and retry.")
    case .unfinished(let words):
      Explanation(
        "F02", "文档无法整理成存档格式 PDF/A（\(words)），没有生成任何文件",
        remedy: "请重试；仍不行请把本消息告诉维护人员。",
        english: "the document could not be made an archival PDF/A file (\(words)); no file was made",
        remedy: "Try again; if it fails again, report this message.")
    }
  }

  public static var specimens: [PDFFileError] {
    [.unreadable("can't find PDF header"), .unfinished("/Root")]
  }
}
