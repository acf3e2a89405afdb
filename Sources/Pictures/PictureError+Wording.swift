// The words for pictures that cannot be read.
public import Domain

extension PictureError: Explained {
  public var explanation: Explanation {
    switch self {
    case .empty:
      Explanation(
        "G01", "文件是空的，没有收下", remedy: "请重新扫描或重新拷贝该文件。",
        english: "The file is empty; nothing was taken in", remedy: "Scan or copy the file again.")
    case .unknownFormat:
      Explanation(
        "G02", "不是图片文件，没有收下", remedy: "请提供 JPEG、PNG、TIFF 或 PDF 扫描件。",
        english: "This is not a picture; nothing was taken in", remedy: "Hand in a scan as JPEG, PNG, TIFF or PDF.")
    case .notAccepted(let format): format.refusal
    case .tooManyBytes(let count, let most):
      Explanation(
        "G07", "文件有 \(count) 字节，超过上限 \(most) 字节，没有读取", remedy: "请以 300 dpi 彩色 JPEG 重新扫描。",
        english: "The file has \(count) bytes, more than \(most); it was not read",
        remedy: "Scan again as colour JPEG at 300 dpi.")
    case .tooManyPixels(let width, let height, let most):
      Explanation(
        "G08", "图片自称 \(width) × \(height) 像素，超过上限（共 \(most) 像素），没有解码",
        remedy: "请以 300 dpi 重新扫描 A4 页面。",
        english: "The picture claims \(width) × \(height) pixels, beyond the limit of \(most); it was not decoded",
        remedy: "Scan the A4 page again at 300 dpi.")
    case .tooManyPages(let count, let most):
      Explanation(
        "G09", "文件有 \(count) 页，超过上限 \(most) 页，没有读取", remedy: "请分成几个文件提供。",
        english: "The file has \(count) pages, more than \(most); it was not read",
        remedy: "Hand it in as several files.")
    case .noSuchPage(let page):
      Explanation(
        "G10", "文件中没有第 \(page) 页", remedy: "请核对文件后重新提供。",
        english: "The file has no page \(page)", remedy: "Check the file and hand it in again.")
    case .damaged:
      Explanation(
        "G11", "文件不完整或已损坏，没有收下", remedy: "请重新扫描或重新拷贝该文件。",
        english: "The file is cut short or damaged; nothing was taken in", remedy: "Scan or copy the file again.")
    case .unreadable:
      Explanation(
        "G12", "文件的编码方式不受支持，没有收下", remedy: "请另存为普通 JPEG 或 PNG 后重新提供。",
        english: "The file is coded in a way that is not supported; nothing was taken in",
        remedy: "Save it as plain JPEG or PNG and hand it in again.")
    case .cannotEncode:
      Explanation(
        "G13", "图片无法写成文件，没有保存", remedy: "请重试；再次出现时请联系维护人员。",
        english: "The picture could not be encoded; nothing was saved",
        remedy: "Try again; if it happens again, call maintenance.")
    case .pdfLocked:
      Explanation(
        "G14", "PDF 加了密码，没有收下", remedy: "请去掉密码，或在扫描仪上选择 JPEG 重新扫描。",
        english: "The PDF is encrypted; nothing was taken in",
        remedy: "Take the password off, or choose JPEG on the scanner and scan again.")
    case .pdfActive:
      Explanation(
        "G15", "PDF 中含有脚本、动作或附件，不是单纯的扫描件，没有收下", remedy: "请在扫描仪上选择 JPEG 重新扫描。",
        english: "The PDF holds scripts, actions or attachments and is no plain scan; nothing was taken in",
        remedy: "Choose JPEG on the scanner and scan again.")
    case .pdfNotScanned:
      Explanation(
        "G16", "这是电脑生成的 PDF，不是扫描件，没有收下", remedy: "请打印、签字盖章后扫描。",
        english: "This PDF was made by a program and is no scan; nothing was taken in",
        remedy: "Print it, have it signed and stamped, and scan that.")
    case .pdfJPEG2000:
      Explanation(
        "G17", "PDF 中的图片用 JPEG 2000 压缩，不能直接取出，没有收下",
        remedy: "请在扫描仪上关闭“高压缩 PDF”，选择普通 PDF 或 JPEG 重新扫描。",
        english: "The pictures in the PDF are coded as JPEG 2000; nothing was taken in",
        remedy: "Turn the scanner's “compact PDF” off and scan again as ordinary PDF or JPEG.")
    case .pdfJBIG2:
      Explanation(
        "G18", "PDF 中的图片用 JBIG2 压缩（黑白，可能替换过笔画），没有收下",
        remedy: "请在扫描仪上选择彩色和普通 PDF 或 JPEG，重新扫描。",
        english: "The pictures in the PDF are coded as JBIG2, which is black and white and may replace strokes;"
          + " nothing was taken in",
        remedy: "Choose colour and ordinary PDF or JPEG on the scanner and scan again.")
    }
  }

  public static var specimens: [PictureError] {
    [
      .empty, .unknownFormat, .notAccepted(.heic), .notAccepted(.gif), .notAccepted(.archive), .notAccepted(.pdf),
      .tooManyBytes(30_000_000, most: 20_000_000), .tooManyPixels(width: 65_500, height: 65_500, most: 60_000_000),
      .tooManyPages(51, most: 50), .noSuchPage(3), .damaged, .unreadable, .cannotEncode,
      .pdfLocked, .pdfActive, .pdfNotScanned, .pdfJPEG2000, .pdfJBIG2,
    ]
  }
}

extension PictureFormat {
  fileprivate var refusal: Explanation {
    switch self {
    case .heic:
      Explanation(
        "G03", "这是手机的 HEIC 照片，没有收下", remedy: "请在手机“相机—格式”中选“兼容性最佳”后重拍，或使用扫描仪。",
        english: "This is a phone's HEIC photo; nothing was taken in",
        remedy: "Choose “Most Compatible” in the phone's camera settings and take it again, or use a scanner.")
    case .archive:
      Explanation(
        "G05", "这是 OFD、Office 文档或压缩包，不是扫描件，没有收下", remedy: "请打印、签字盖章后扫描为 JPEG 或 TIFF。",
        english: "This is an OFD, an office document or an archive, not a scan; nothing was taken in",
        remedy: "Print, sign and stamp it, then scan it as JPEG or TIFF.")
    case .pdf:
      Explanation(
        "G06", "PDF 的一页由几幅图拼成，不能直接取出，没有收下", remedy: "请在扫描仪上选择 JPEG 或 TIFF 格式重新扫描。",
        english: "A page of this PDF is put together from several pictures; nothing was taken in",
        remedy: "Choose JPEG or TIFF on the scanner and scan again.")
    case .webp, .gif, .bmp, .jpeg, .png, .tiff:
      Explanation(
        "G04", "不接受 \(rawValue.uppercased()) 图片，没有收下", remedy: "请另存为 JPEG 或 PNG 后重新提供。",
        english: "\(rawValue.uppercased()) pictures are not accepted; nothing was taken in",
        remedy: "Save it as JPEG or PNG and hand it in again.")
    }
  }
}
