// The words for scanned pages: one table, so that no case can be forgotten.
public import Domain

extension ScanFault: Explained {
  public var explanation: Explanation {
    switch self {
    case .noCode:
      Explanation(
        "C10", "页面上没有找到页码二维码",
        remedy: "请确认扫描的是本柜台打印的页面，并把整页平放重新扫描；手写的空白件用 scan 订单 文件 --as 材料 归入。",
        english: "No page code was found on the page",
        remedy:
          "Make sure this page was printed at the counter, lay it flat and scan it again; a blank form filled in by"
          + " hand is taken with scan ORDER FILE --as SLOT.")
    case .foreignCode:
      Explanation(
        "C11", "页面上的二维码不是本系统的",
        remedy: "请取出正确的页面重新扫描。",
        english: "The code on the page is not one of ours",
        remedy: "Scan the right page.")
    case .previewCode:
      Explanation(
        "C12", "这是“仅供预览”的打印件，不能用于办理",
        remedy: "请从订单重新打印正式文件，签字盖章后扫描。",
        english: "This page was printed for preview only",
        remedy: "Print the documents from the order, have them signed and stamped, and scan those.")
    case .forgedCode:
      Explanation(
        "C13", "页码二维码的校验不成立：不是本站打印的，或被改动过",
        remedy: "请勿收取；从订单重新打印，并报告负责人。",
        english: "The page code does not verify: it was not printed here or was changed",
        remedy: "Do not take it; print again from the order and tell whoever is in charge.")
    case .unknownKey(let key):
      Explanation(
        "C14", "页码二维码由本站不认识的密钥（\(key)）签发",
        remedy: "请确认页面是否在其他受理点打印；在本站重新打印。",
        english: "The page code was made under a key unknown here (\(key))",
        remedy: "Find out whether it was printed at another site; print again here.")
    case .unknownOrder(let kiosk):
      Explanation(
        "C16", "本机没有这一页所属的订单" + (kiosk.map { "；页面由本站的 \($0) 打印" } ?? ""),
        remedy: "请在打印它的柜员机上办理，或先登记该申请。",
        english: "This kiosk has no order that the page belongs to"
          + (kiosk.map { "; it was printed by \($0) of this site" } ?? ""),
        remedy: "Go on at the kiosk that printed it, or register the application first.")
    case .otherOrder:
      Explanation(
        "C17", "这一页属于另一个订单",
        remedy: "请取出本订单的页面；该页请放到它自己的订单中。",
        english: "The page belongs to another order",
        remedy: "Scan the pages of this order; put this page with its own.")
    case .olderRevision(let revision, let present):
      Explanation(
        "C18", "这一页打印自第 \(revision) 版，订单现在是第 \(present) 版",
        remedy: "请打印第 \(present) 版，重新签字盖章后扫描。",
        english: "The page was printed from revision \(revision); the order is at revision \(present)",
        remedy: "Print revision \(present), have it signed and stamped again, and scan it.")
    case .otherEdition(let edition, let present):
      Explanation(
        "C19", "这一页使用的是第 \(edition) 版式，现行为第 \(present) 版式",
        remedy: "请用现行版式重新打印。",
        english: "The page uses edition \(edition) of the form; the present one is \(present)",
        remedy: "Print it again with the present form.")
    case .otherContent:
      Explanation(
        "C20", "这一页的内容摘要与订单现有内容不一致",
        remedy: "请从订单重新打印，签字盖章后扫描。",
        english: "The page was made from other data than the order holds",
        remedy: "Print it again from the order, have it signed and stamped, and scan it.")
    case .otherDocument:
      Explanation(
        "C21", "订单不需要这一页所属的文件，或没有这一页",
        remedy: "请核对文件种类后重新扫描。",
        english: "The order does not ask for this document or has no such page",
        remedy: "Check which document is wanted and scan that.")
    case .pageTwice:
      Explanation(
        "C22", "同一页扫描了两次",
        remedy: "请保留清楚的一张。",
        english: "The same page was scanned twice",
        remedy: "Keep the clearer one.")
    case .codesDiffer:
      Explanation(
        "C25", "页面上有内容不同的页码二维码，可能贴有另一页的二维码",
        remedy: "请查看纸上是否贴过东西；贴过的不得收取，应重新打印、签字盖章。",
        english: "The page carries page codes that say different things: another page's may be glued on",
        remedy: "See whether anything is glued on; do not take it then: print again and have it signed and stamped.")
    case .emptySide, .sameAgain: needlessExplanation
    case .copiesMixed:
      Explanation(
        "C23", "这些页面来自不同的份",
        remedy: "请使用同一份的全部页面。",
        english: "The pages come from different copies",
        remedy: "Use all pages of one copy.")
    case .pageMissing(let page):
      Explanation(
        "C24", "缺少第 \(page) 页",
        remedy: "请补扫该页。",
        english: "Page \(page) is missing",
        remedy: "Scan that page too.")
    case .marksMissing(let found, let expected):
      Explanation(
        "C30", "定位标记只找到 \(found) 个（共 \(expected) 个），无法判定",
        remedy: "请把整页放入扫描范围、四角不要遮挡，重新扫描。",
        english: "Only \(found) of \(expected) registration marks were found; the page cannot be judged",
        remedy: "Scan the whole page again with no corner covered.")
    case .notFlat(let figure):
      Explanation(
        "C31", "页面不平（偏差 \(mm(figure)) 毫米），无法判定",
        remedy: "请压平页面，用扫描仪重新扫描。",
        english: "The page was not flat (\(mm(figure)) mm off); it cannot be judged",
        remedy: "Flatten the page and scan it on a scanner.")
    case .tooCoarse(let dpi, let least):
      Explanation(
        "C32", "扫描只有 \(whole(dpi)) dpi，低于 \(whole(least)) dpi，无法判定",
        remedy: "请以 300 dpi 重新扫描。",
        english: "The scan has only \(whole(dpi)) dpi, below \(whole(least)); it cannot be judged",
        remedy: "Scan again at 300 dpi.")
    case .coarse(let dpi, let wanted):
      Explanation(
        "C33", "扫描为 \(whole(dpi)) dpi，低于建议的 \(whole(wanted)) dpi",
        remedy: "下次请以 300 dpi 扫描。",
        english: "The scan has \(whole(dpi)) dpi, below the \(whole(wanted)) asked for",
        remedy: "Next time scan at 300 dpi.")
    case .blurred(let width, let most):
      Explanation(
        "C34", "扫描模糊（边缘宽 \(mm(width)) 毫米，上限 \(mm(most)) 毫米），无法判定",
        remedy: "请清洁玻璃、对准焦距后重新扫描。",
        english: "The scan is blurred (edges \(mm(width)) mm wide, limit \(mm(most)) mm); it cannot be judged",
        remedy: "Clean the glass, mind the focus and scan again.")
    case .somewhatBlurred(let width, _):
      Explanation(
        "C35", "扫描略模糊（边缘宽 \(mm(width)) 毫米）",
        remedy: "请人工查看，必要时重新扫描。",
        english: "The scan is somewhat blurred (edges \(mm(width)) mm wide)",
        remedy: "Have a look; scan again if need be.")
    case .printScale(let share):
      Explanation(
        "C36", "打印时被缩放为 \(percent(share))%，这是打印问题而不是印章问题；文件裁剪、拉伸过的也会这样",
        remedy: "请用直尺量纸上的标尺（应为 100 毫米）或左右角标外沿（应为 190 毫米）：对的可以收下；"
          + "不对的，请按“实际大小”（100%）重新打印、签字盖章并扫描。",
        english: "The page was printed at \(percent(share)) % of its size: a print fault, not a seal fault; a scan that"
          + " was cropped and stretched looks the same",
        remedy:
          "Measure the paper with a ruler: its bars (100 mm) or from the left marks' outer edge to the right ones'"
          + " (190 mm). Take it when they are right; otherwise print it again at actual size (100 %), have it signed and"
          + " stamped, and scan it.")
    case .scaleUnknown:
      Explanation(
        "C38", "文件没有写明分辨率，看不出印章采集页是否按 100% 打印",
        remedy: "请用直尺量纸上的标尺：两条都是 100 毫米的可以收下，否则重新打印；或者用扫描仪重新扫描。",
        english: "The file does not tell its resolution, so that the sheet may have been printed at another scale",
        remedy: "Measure the sheet's bars with a ruler: take it when both are 100 mm, otherwise print it again; or scan"
          + " it anew with a scanner.")
    case .greyPage:
      Explanation(
        "C37", "这是黑白扫描件，看不出印章颜色",
        remedy: "请用彩色模式重新扫描。",
        english: "This is a grey scan; the colour of seals cannot be seen",
        remedy: "Scan again in colour.")
    case .notSigned:
      Explanation(
        "C40", "签字处没有字迹",
        remedy: "请本人签字后重新扫描。",
        english: "Nothing is written where the signature belongs",
        remedy: "Have it signed and scan it again.")
    case .hardlySigned:
      Explanation(
        "C41", "签字处字迹很少，不能确定已签字",
        remedy: "请人工查看。",
        english: "There is hardly any writing where the signature belongs",
        remedy: "Have a look.")
    case .noSeal:
      Explanation(
        "C50", "应盖章处没有印章",
        remedy: "请加盖公章后重新扫描。",
        english: "There is no seal where one belongs",
        remedy: "Have it stamped and scan it again.")
    case .partSeal(let share):
      Explanation(
        "C51", "印章不完整（圆周只有 \(percent(share))%）",
        remedy: "请人工查看；不清楚时请重新盖章。",
        english: "The seal is incomplete (\(percent(share)) % of its outline)",
        remedy: "Have a look; if in doubt, have it stamped again.")
    case .faintSeal(let share):
      Explanation(
        "C52", "印章颜色很淡（墨色 \(percent(share))%）",
        remedy: "请人工查看；不清楚时请重新盖章。",
        english: "The seal is faint (\(percent(share)) % of full colour)",
        remedy: "Have a look; if in doubt, have it stamped again.")
    case .doubleSeal:
      Explanation(
        "C53", "印章有重影或盖了两次",
        remedy: "请人工查看；不清楚时请重新盖章。",
        english: "The seal was stamped twice or slipped",
        remedy: "Have a look; if in doubt, have it stamped again.")
    case .blueSeal:
      Explanation(
        "C54", "印章是蓝色的，不是红色",
        remedy: "请用红色印泥重新盖章。",
        english: "The seal is blue, not red",
        remedy: "Have it stamped again in red.")
    case .blackSeal:
      Explanation(
        "C55", "印章是黑色的，像复印件",
        remedy: "请在原件上加盖红色印章。",
        english: "The seal is black, as on a photocopy",
        remedy: "Have the original stamped in red.")
    case .sealSize(let figure, let least, let most):
      Explanation(
        "C56", "印章外沿 \(mm(figure)) 毫米，通常为 \(mm(least))–\(mm(most)) 毫米",
        remedy: "请人工查看：是该单位的这一种印章就收下；盖错了的，请重新盖章。",
        english: "The seal measures \(mm(figure)) mm; usual are \(mm(least)) to \(mm(most)) mm",
        remedy: "Have a look: take it if it is the organisation's seal of this kind; otherwise have it stamped again.")
    case .sealShape:
      Explanation(
        "C57", "印章的形状不对",
        remedy: "请确认所盖印章的种类后重新盖章。",
        english: "The seal has the wrong shape",
        remedy: "Make sure it is the right kind of seal and have it stamped again.")
    case .sealElsewhere(let distance):
      Explanation(
        "C58", "印章没有盖在规定位置（相距 \(mm(distance)) 毫米）",
        remedy: "请在规定位置重新盖章。",
        english: "The seal is not in its place (\(mm(distance)) mm away)",
        remedy: "Have it stamped where it belongs.")
    case .redScrawl:
      Explanation(
        "C59", "应盖章处有红色笔迹，但不是印章",
        remedy: "请加盖公章。",
        english: "There is red where the seal belongs, but no seal",
        remedy: "Have it stamped.")
    case .noStraddle, .straddleTurned, .straddleGap, .straddleUnsure: straddleExplanation
    case .blankOpen, .blankUsed: penExplanation
    case .altered, .unlike, .covered, .added, .foreignWriting, .printLost, .printUnlike: printExplanation
    case .copyCoarse, .copyBlurred, .copyUnsealed, .numberDiffers, .numberUnread, .readerMissing: copyExplanation
    case .portraitSideUnseen, .emblemSideUnseen: cardExplanation
    case .filledByHand, .codedPage, .handPages: handExplanation
    case .captureEmpty:
      Explanation(
        "C70", "采集框内没有印章",
        remedy: "请在框内盖章后重新扫描。",
        english: "The capture box holds no seal",
        remedy: "Stamp inside the box and scan again.")
    case .captureCoarse(let dpi, let least):
      Explanation(
        "C71", "印章采集需要 \(whole(least)) dpi，扫描只有 \(whole(dpi)) dpi",
        remedy: "请以 300 dpi 彩色重新扫描。",
        english: "Seal capture needs \(whole(least)) dpi; the scan has \(whole(dpi))",
        remedy: "Scan again in colour at 300 dpi.")
    case .capturePhoto:
      Explanation(
        "C72", "印章采集表是拍照的，不是扫描的",
        remedy: "请用平板扫描仪扫描。",
        english: "The seal sheet was photographed, not scanned",
        remedy: "Scan it on a flatbed scanner.")
    case .captureIncomplete(let share):
      Explanation(
        "C73", "采集的印章不完整（外沿只有 \(percent(share))%）",
        remedy: "请重新盖一枚完整清晰的印章。",
        english: "The captured seal is incomplete (\(percent(share)) % of its outline)",
        remedy: "Stamp it again, whole and clear.")
    case .captureCrossed(let area):
      Explanation(
        "C74", "有黑色线条或文字穿过印章（\(mm(area)) 平方毫米）",
        remedy: "请在空白框内重新盖章。",
        english: "Something black crosses the seal (\(mm(area)) mm²)",
        remedy: "Stamp again in an empty box.")
    case .captureAtFrame(let distance):
      Explanation(
        "C75", "印章碰到了采集框（距框 \(mm(distance)) 毫米）",
        remedy: "请在框的中央重新盖章。",
        english: "The seal touches the frame (\(mm(distance)) mm away)",
        remedy: "Stamp again in the middle of the box.")
    case .captureTwo:
      Explanation(
        "C76", "框内不止一枚印章，或有红色污迹",
        remedy: "请每框只盖一枚印章。",
        english: "There is more than one seal in the box, or a red stain",
        remedy: "Stamp one seal in each box.")
    }
  }
}
