// How damaged workbooks, and what spreadsheets do to values, are told.
internal import Domain

extension IntakeFault {
  var spreadsheetExplanation: Explanation {
    switch self {
    case .damagedPackage:
      Explanation(
        "I25", "工作簿文件已损坏或加密", remedy: "请在表格软件中打开，重新另存为 .xlsx。",
        english: "The workbook is damaged or encrypted",
        remedy: "Open it in the spreadsheet and save it as .xlsx again.")
    case .bomb(let limit):
      Explanation(
        "I26", "工作簿解压后过大（上限 \(limit >> 20) MB，或压缩比异常）", remedy: "请只保留数据，另存后再交。",
        english: "The workbook unpacks to too much (limit \(limit >> 20) MB, or an odd ratio)",
        remedy: "Keep the data only and save it again.")
    case .partMissing(let part):
      Explanation(
        "I27", "工作簿缺少 \(part)", remedy: "请在表格软件中打开，重新另存为 .xlsx。", english: "The workbook lacks \(part)",
        remedy: "Open it in the spreadsheet and save it as .xlsx again.")
    case .damagedXML:
      Explanation(
        "I28", "工作簿内容已损坏，其后没有读", remedy: "请在表格软件中打开，重新另存为 .xlsx。",
        english: "The workbook's content is damaged; nothing after this was read",
        remedy: "Open it in the spreadsheet and save it as .xlsx again.")
    case .documentType:
      Explanation(
        "I29", "工作簿内含文档类型声明（DOCTYPE），不予读取", remedy: "请用表格软件重新另存为 .xlsx。",
        english: "The workbook declares a document type, which is not read", remedy: "Save it as .xlsx again.")
    case .furtherSheets(let count):
      Explanation(
        "I30", "还有 \(count) 张工作表没有读", remedy: "请把要办理的申请放在第一张工作表。",
        english: "\(count) further sheets were not read", remedy: "Put the applications on the first sheet.")
    case .formula:
      Explanation(
        "I31", "这一格是公式", remedy: "请复制后“选择性粘贴—数值”，再提交。", english: "The cell holds a formula",
        remedy: "Paste its value in its place.")
    case .errorCell(let text):
      Explanation(
        "I32", "这一格是表格软件的错误值 \(text)", remedy: "请填写正确内容。", english: "The cell holds the error \(text)",
        remedy: "Write the value itself.")
    default: damageExplanation
    }
  }

  private var damageExplanation: Explanation {
    switch self {
    case .digitsLost:
      Explanation(
        "I33", "表格软件把长号码当成数字，末几位已经丢失", remedy: "请把这一栏设为“文本”格式，重新输入号码。",
        english: "The spreadsheet took a long number for a quantity; its last digits are lost",
        remedy: "Format the column as text and type the number again.")
    case .zerosLost:
      Explanation(
        "I34", "表格软件去掉了号码开头的 0", remedy: "请把这一栏设为“文本”格式，重新输入号码。",
        english: "The spreadsheet took the zeros from the number's beginning",
        remedy: "Format the column as text and type the number again.")
    case .zerosUnseen:
      Explanation(
        "I35", "号码存成了数字，开头若有 0 已看不出来", remedy: "请核对号码；最好把这一栏设为“文本”格式。",
        english: "The number is stored as a quantity, so zeros at its beginning cannot be seen",
        remedy: "Check it; better format the column as text.")
    case .dateSerial:
      Explanation(
        "I36", "表格软件把内容变成了日期或日期序号", remedy: "请把这一栏设为“文本”格式，重新输入。",
        english: "The spreadsheet turned the value into a date or a date's serial number",
        remedy: "Format the column as text and type the value again.")
    case .dateCell(let date):
      Explanation(
        "I37", "日期格读作 \(date)", remedy: "请核对日期；最好把这一栏设为“文本”格式。", english: "The date cell was read as \(date)",
        remedy: "Check it; better format the column as text.")
    case .merged(let range):
      Explanation(
        "I38", "这一格在合并单元格 \(range) 内", remedy: "请取消合并，每行填写完整。",
        english: "The cell belongs to the merged cells \(range)", remedy: "Unmerge them and fill in every row.")
    case .protected:
      Explanation(
        "I39", "已去掉表格软件用来保护数字的符号（=\"…\" 或 '）", remedy: "请核对内容。",
        english: "The marks that protect digits in a spreadsheet (=\"…\" or ') were taken off",
        remedy: "Check the value.")
    default: applicationExplanation
    }
  }
}
