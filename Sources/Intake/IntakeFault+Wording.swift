// How the faults of files are told. Codes I01 to I51.
public import Domain

extension IntakeFault: Explained {
  public var explanation: Explanation {
    switch self {
    case .unreadable(let reason):
      Explanation(
        "I01", "文件打不开：\(reason.chinese)", remedy: "请检查文件是否存在、是否有读取权限。",
        english: "The file cannot be read: \(reason.english)", remedy: "Check that it exists and may be read.")
    case .notAFile:
      Explanation(
        "I02", "这不是普通文件", remedy: "请给出数据文件本身，不要给文件夹或设备。", english: "This is no regular file",
        remedy: "Name the data file itself, not a folder or a device.")
    case .empty:
      Explanation(
        "I03", "文件是空的", remedy: "请重新导出后再交。", english: "The file is empty", remedy: "Export it again.")
    case .fileTooLarge(let limit):
      Explanation(
        "I04", "文件超过 \(limit >> 20) MB", remedy: "请分成几个文件。", english: "The file is larger than \(limit >> 20) MB",
        remedy: "Split it.")
    case .foreign(let kind):
      Explanation(
        "I05", "文件内容是 \(kind)，不是申请数据", remedy: "请提交 JSON、CSV 或 XLSX 文件；改扩展名没有用。",
        english: "The file's content is \(kind), not applicant data",
        remedy: "Hand in JSON, CSV or XLSX; another name for the file does not help.")
    case .oldWorkbook:
      Explanation(
        "I06", "这是旧版 .xls 工作簿，或有密码保护的工作簿", remedy: "请去掉密码，另存为 .xlsx 后再交。",
        english: "This is an old .xls workbook, or one with a password",
        remedy: "Take the password off, save as .xlsx and hand it in again.")
    case .encoding(let tried, let offset):
      Explanation(
        "I07", "第 \(offset) 字节不是有效的 \(tried) 文字", remedy: "请另存为“CSV UTF-8”后再交。",
        english: "Byte \(offset) is no valid \(tried)", remedy: "Save the file as “CSV UTF-8” and hand it in again.")
    case .noApplications:
      Explanation(
        "I08", "文件里没有申请", remedy: "请确认数据在第一张工作表或标题行之下。", english: "The file holds no application",
        remedy: "Make sure the data stands in the first sheet or below the headings.")
    case .tooManyRows(let limit):
      Explanation(
        "I09", "申请超过 \(limit) 条，其后未读", remedy: "请分成几个文件。",
        english: "There are more than \(limit) applications; the rest was not read", remedy: "Split the file.")
    default: recordExplanation
    }
  }

  public static var specimens: [IntakeFault] {
    [
      .unreadable(SystemErrorNumber(13)), .notAFile, .empty, .fileTooLarge(limit: 1 << 30), .foreign(kind: "PDF"),
      .oldWorkbook, .encoding(tried: "UTF-8", offset: 12), .noApplications, .tooManyRows(1_000_000),
      .noHeadings, .headingTwice("单位名称"), .unknownHeading(nearest: "单位名称"), .cellTooLong(limit: 65_536),
      .textAfterQuote, .quoteNotClosed, .surplusCells(3), .tooManyColumns(1000),
      .syntax(expected: ":"), .endsEarly, .keyTwice(firstLine: 3), .tooDeep(8), .listAsValue, .loneSurrogate,
      .notAnObject, .longNumber, .damagedPackage, .bomb(limit: 1 << 28), .partMissing("xl/workbook.xml"), .damagedXML,
      .documentType, .furtherSheets(2), .formula, .errorCell("#N/A"), .digitsLost, .zerosLost, .zerosUnseen,
      .dateSerial, .dateCell("2026-03-09"), .merged("A2:A3"), .protected, .numberMissing, .numberMalformed,
      .numberPrivate, .numberTwice(file: "a.csv", line: 2), .serviceMissing, .serviceUnknown(["示例服务"]),
      .businessMissing, .businessUnknown(["新办"]), .required(label: "单位名称"), .notAsked, .fieldTwice("单位名称"),
      .roleNotServed(["供应商"]), .yearsNotOffered([1, 2, 3]),
    ]
  }
}
