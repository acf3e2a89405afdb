// How the faults of tables and JSON texts are told.
internal import Domain

extension IntakeFault {
  var recordExplanation: Explanation {
    switch self {
    case .noHeadings:
      Explanation(
        "I10", "没有认出标题行", remedy: "请在第一行写栏目名称，如“申请编号、服务机构、业务类型、单位名称”。",
        english: "No row of headings was recognised",
        remedy: "Write the fields' names in the first row, such as application, service, business, organisation.name.")
    case .headingTwice(let label):
      Explanation(
        "I11", "“\(label)”一栏出现两次", remedy: "请只保留一栏。", english: "The column “\(label)” stands twice",
        remedy: "Keep one of them.")
    case .unknownHeading(let nearest):
      Explanation(
        "I12", "不认识这一栏，其内容没有读" + (nearest.map { "；是否应为“\($0)”" } ?? ""), remedy: "请按栏目表改正名称，或删去这一栏。",
        english: "This field is unknown and was not read" + (nearest.map { "; perhaps “\($0)” is meant" } ?? ""),
        remedy: "Correct its name from docs/applicant-data.md or take it out.")
    case .cellTooLong(let limit):
      Explanation(
        "I13", "一格内容超过 \(limit) 字节", remedy: "请缩短内容。", english: "A value is longer than \(limit) bytes",
        remedy: "Shorten it.")
    case .textAfterQuote:
      Explanation(
        "I14", "右引号之后还有文字", remedy: "请把引号内的引号写成两个，或用表格软件重新导出。",
        english: "Text follows a closing quote", remedy: "Double the quotes inside, or export the table again.")
    case .quoteNotClosed:
      Explanation(
        "I15", "从这里开始的引号没有结束，其后没有读", remedy: "请补上右引号，或用表格软件重新导出。",
        english: "A quote that begins here never ends; nothing after it was read",
        remedy: "Close it, or export the table again.")
    case .surplusCells(let count):
      Explanation(
        "I16", "这一行比标题行多 \(count) 格", remedy: "请检查内容中的逗号是否加了引号。",
        english: "The row has \(count) cells more than there are headings", remedy: "Quote values that hold a comma.")
    case .tooManyColumns(let limit):
      Explanation(
        "I17", "栏数超过 \(limit)", remedy: "请只保留需要的栏。", english: "There are more than \(limit) columns",
        remedy: "Keep the ones that are needed.")
    default: jsonExplanation
    }
  }

  private var jsonExplanation: Explanation {
    switch self {
    case .syntax(let expected):
      Explanation(
        "I18", "JSON 写法有误，此处应为 \(expected)", remedy: "请改正后再交。", english: "The JSON is broken; expected \(expected)",
        remedy: "Correct it and hand it in again.")
    case .endsEarly:
      Explanation(
        "I19", "文件没有写完就结束了", remedy: "请重新导出，确认复制完整。", english: "The file ends before it is complete",
        remedy: "Export it again and make sure it was copied whole.")
    case .keyTwice(let line):
      Explanation(
        "I20", "同一个键出现两次，第一次在第 \(line) 行", remedy: "请只保留一个。",
        english: "The key stands twice, first in line \(line)", remedy: "Keep one of them.")
    case .tooDeep(let limit):
      Explanation(
        "I21", "嵌套超过 \(limit) 层", remedy: "请按说明书的结构书写。", english: "Groups nest deeper than \(limit)",
        remedy: "Write the structure that docs/applicant-data.md shows.")
    case .listAsValue:
      Explanation(
        "I22", "此处应为一个值，不能是列表", remedy: "请只写一个值。", english: "A single value belongs here, not a list",
        remedy: "Write one value.")
    case .loneSurrogate:
      Explanation(
        "I23", "\\u 转义只有半个字符", remedy: "请用完整的代理对，或直接写出汉字。", english: "An escape gives half a character",
        remedy: "Write both surrogates, or the character itself.")
    case .notAnObject:
      Explanation(
        "I24", "此处应为一个申请（花括号）", remedy: "请把每个申请写成一个对象。", english: "An application in braces belongs here",
        remedy: "Write each application as an object.")
    case .longNumber:
      Explanation(
        "I51", "长号码写成了 JSON 数字，许多程序只保留前 15 位", remedy: "请给号码加上引号，并对照原件核对。",
        english: "A long number is written as a JSON number, of which many programs keep 15 digits",
        remedy: "Put it in quotes and compare it with the original.")
    default: spreadsheetExplanation
    }
  }
}
