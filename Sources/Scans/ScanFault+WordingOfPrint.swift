// The words for what pens, blades and fanned-out pages leave: the second half of the one table.
internal import Domain

extension ScanFault {
  var straddleExplanation: Explanation {
    switch self {
    case .straddleTurned(let degrees):
      Explanation(
        "C63", "各页骑缝章对不上（相差 \(whole(degrees))°），不是同一次盖的",
        remedy: "请使用同一份的全部页面；不能确认时，重新打印并骑缝盖章。",
        english: "The parts of the seal across the pages do not match (\(whole(degrees))° apart): not one impression",
        remedy: "Use all pages of one copy; if in doubt, print again and stamp across the edges.")
    case .straddleGap(let gap):
      Explanation(
        "C64", "各页骑缝章对不上（接缝处相差 \(mm(gap)) 毫米）",
        remedy: "请使用同一份的全部页面；不能确认时，重新打印并骑缝盖章。",
        english: "The parts of the seal across the pages do not match (\(mm(gap)) mm at the seam)",
        remedy: "Use all pages of one copy; if in doubt, print again and stamp across the edges.")
    case .straddleUnsure:
      Explanation(
        "C65", "骑缝章太淡或不清楚，无法自动比对",
        remedy: "请人工比对各页的骑缝章。",
        english: "The seal across the pages is too faint to be compared",
        remedy: "Compare the parts by eye.")
    default:
      Explanation(
        "C62", "骑缝章处没有印章",
        remedy: "请将各页错开，骑缝加盖公章后用彩色模式重新扫描全部页面。",
        english: "There is no seal across the pages' edges",
        remedy: "Fan the pages out, stamp across their edges and scan all of them again in colour.")
    }
  }

  var penExplanation: Explanation {
    switch self {
    case .blankUsed(let ink):
      Explanation(
        "C61", "应留空的地方有字迹（\(mm(ink)) 平方毫米）",
        remedy: "请人工查看；是补填内容的，应修改申请后重新打印。",
        english: "There is writing where nothing may stand (\(mm(ink)) mm²)",
        remedy: "Have a look; if a value was added by hand, amend the application and print again.")
    default:
      Explanation(
        "C60", "应手填的地方没有字迹",
        remedy: "请申请人补填后重新扫描，或由经办柜员当面确认。",
        english: "Nothing is written where something must be filled in by hand",
        remedy: "Have it filled in and scan again, or settle it with the applicant at the counter.")
    }
  }

  var printExplanation: Explanation {
    switch self {
    case .unlike(let score):
      Explanation(
        "C81", "打印内容与登记数据不够一致（相似度 \(likeness(score))）",
        remedy: "请人工对照两幅图。",
        english: "The print is not quite like the data on record (likeness \(likeness(score)))",
        remedy: "Compare the two pictures by eye.")
    case .covered(let area):
      Explanation(
        "C82", "打印内容被遮盖或涂白（\(mm(area)) 平方毫米）",
        remedy: "请对照两幅图；确有改动的不得收取，应重新打印、签字盖章。",
        english: "Print was covered or whitened out (\(mm(area)) mm²)",
        remedy:
          "Compare the two pictures; do not take it if it was altered: print again and have it signed and stamped.")
    case .added(let area):
      Explanation(
        "C83", "打印栏目中有后加的内容（\(mm(area)) 平方毫米）",
        remedy: "请对照两幅图；确有改动的不得收取，应重新打印、签字盖章。",
        english: "Something was added to a printed value (\(mm(area)) mm²)",
        remedy:
          "Compare the two pictures; do not take it if it was altered: print again and have it signed and stamped.")
    case .foreignWriting(let area):
      Explanation(
        "C84", "页面上有多余的字迹或污迹（\(mm(area)) 平方毫米）",
        remedy: "请人工查看是否影响内容。",
        english: "There is writing or dirt on the page that does not belong there (\(mm(area)) mm²)",
        remedy: "See whether it touches the content.")
    case .printLost(let area):
      Explanation(
        "C85", "正文、表格或标题的印刷内容有缺失（\(mm(area)) 平方毫米），可能被遮盖或涂白",
        remedy: "请人工对照打印件查看；确有改动的不得收取，应重新打印、签字盖章。",
        english: "Print outside the values is missing (\(mm(area)) mm²) and may have been covered or whitened out",
        remedy: "Compare it with the document; do not take it if it was altered: print again and have it signed and"
          + " stamped.")
    case .printUnlike(let score):
      Explanation(
        "C86", "正文、表格或标题的印刷内容与打印时不同（相似度 \(likeness(score))），可能被改动",
        remedy: "请对照两幅图；确有改动的不得收取，应重新打印、签字盖章。",
        english:
          "Print outside the values is not as it was made (likeness \(likeness(score))) and may have been altered",
        remedy:
          "Compare the two pictures; do not take it if it was altered: print again and have it signed and stamped.")
    case .altered(let score): Self.alteredExplanation(score)
    default: Self.alteredExplanation(0)
    }
  }

  private static func alteredExplanation(_ score: Double) -> Explanation {
    Explanation(
      "C80", "打印内容与登记数据不一致（相似度 \(likeness(score))），可能被改动",
      remedy: "请对照两幅图；确有改动的不得收取，应重新打印、签字盖章。",
      english: "The print differs from the data on record (likeness \(likeness(score))) and may have been altered",
      remedy: "Compare the two pictures; do not take it if it was altered: print again and have it signed and stamped.")
  }

  var copyExplanation: Explanation {
    switch self {
    case .copyCoarse(let side):
      Explanation(
        "C90", "复印件的图片太小（短边 \(whole(side)) 像素），看不清",
        remedy: "请以 300 dpi 重新扫描。",
        english: "The copy's picture is too small to be read (short side \(whole(side)) pixels)",
        remedy: "Scan it again at 300 dpi.")
    case .copyBlurred(let width):
      Explanation(
        "C91", "复印件模糊（边缘宽 \(mm(width)) 像素）",
        remedy: "请人工查看；看不清时重新扫描。",
        english: "The copy is blurred (edges \(mm(width)) pixels wide)",
        remedy: "Have a look; scan it again if it cannot be read.")
    case .copyUnsealed:
      Explanation(
        "C92", "复印件上没有看到红色印章",
        remedy: "请人工查看；没有盖章的，请加盖公章后重新扫描。",
        english: "No red seal was seen on the copy",
        remedy: "Have a look; if it is not sealed, have it sealed and scan it again.")
    case .numberDiffers(let numbers):
      Explanation(
        "C93", "复印件上识别出的号码（\(numbers.read)）与订单（\(numbers.wanted)）不同：\(numbers.chinese)",
        remedy: "请人工对照复印件与订单；确实不同的，请申请人带正确的证件或修改申请。",
        english: "The number read on the copy (\(numbers.read)) is not the order's (\(numbers.wanted)):"
          + " \(numbers.english)",
        remedy: "Compare copy and order by eye; if they differ, ask for the right paper or amend the application.")
    case .readerMissing:
      Explanation(
        "C95", "没有安装识别号码的程序 tesseract，复印件上的号码不能核对",
        remedy: "请人工对照号码；并请维护人员安装 tesseract-ocr。",
        english: "tesseract, which reads numbers, is not installed; numbers on copies are not compared",
        remedy: "Compare the number by eye, and have tesseract-ocr installed.")
    default:
      Explanation(
        "C94", "复印件上没有识别出号码",
        remedy: "请人工对照号码。",
        english: "No number could be read on the copy",
        remedy: "Compare the number by eye.")
    }
  }
}
