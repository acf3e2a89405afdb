// The words for blank forms that were filled in by hand.
internal import Domain

extension ScanFault {
  var handExplanation: Explanation {
    switch self {
    case .codedPage:
      Explanation(
        "F11", "页面上有页码二维码，不是手写的空白件",
        remedy: "请不加 --as 扫描，按页码核验。",
        english: "The page carries a page code; it is no blank form filled in by hand",
        remedy: "Scan it without --as, so that it is judged by its code.")
    case .handPages(let count, let expected):
      Explanation(
        "F12", "手写的空白件应有 \(expected) 页，这次有 \(count) 页，没有收",
        remedy: "请把全部页面按顺序一次扫描或一次给出。",
        english: "A blank form filled in by hand has \(expected) pages; these are \(count), and none was taken",
        remedy: "Scan or name all its pages at once, in their order.")
    default:
      Explanation(
        "F10", "手写的空白件，内容、签字和印章没有核验",
        remedy: "请人工逐项对照申请内容，看清签字和印章，再收下或不收。",
        english: "A blank form filled in by hand: values, signature and seal were not judged",
        remedy: "Compare every value with the application, look at signature and seal, then take the page or do not.")
    }
  }
}
