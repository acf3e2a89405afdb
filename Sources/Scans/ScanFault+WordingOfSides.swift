// The words for sides: empty ones, those that came before, and those of identity cards.
internal import Domain

extension ScanFault {
  var needlessExplanation: Explanation {
    switch self {
    case .emptySide:
      Explanation(
        "C66", "这是空白页（纸张背面），已跳过",
        remedy: "无需处理；如该页应有内容，请重新扫描。",
        english: "This side of the sheet is empty; it was passed over",
        remedy: "Nothing to do; if something should stand on it, scan it again.")
    default:
      Explanation(
        "C67", "与本次处理过的一页相同",
        remedy: "这一页无需再处理；如应是另一页，请取出该页重新扫描。",
        english: "It is the same as a page of this run",
        remedy: "Nothing more to do with it; if it should be another page, scan that one.")
    }
  }

  var cardExplanation: Explanation {
    switch self {
    case .portraitSideUnseen:
      Explanation(
        "C68", "没有读到身份证件的人像面（号码面）",
        remedy: "请人工查看；缺少时请扫描人像面，正反两面都要。",
        english: "The identity card's side with portrait and number was not read",
        remedy: "Have a look; if it is missing, scan that side too: both sides are wanted.")
    default:
      Explanation(
        "C69", "没有读到身份证件的国徽面（有效期限面）",
        remedy: "请人工查看；缺少时请扫描国徽面，正反两面都要。",
        english: "The identity card's side with emblem and validity was not read",
        remedy: "Have a look; if it is missing, scan that side too: both sides are wanted.")
    }
  }
}
