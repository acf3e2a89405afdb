// The words for what cannot be laid out.

public import Domain

extension LayoutFault: Explained {
  public var explanation: Explanation {
    switch self {
    case .tooLong(let field, let characters, let lines):
      Explanation(
        "L01", "“\(field)”太长（\(characters) 字），缩至最小字号、排满 \(lines) 行仍放不下，未生成任何文件",
        remedy: "请核对该项；确属全称的，请缩短其中可以省略的部分，或由维护表单的人员放宽该处。",
        english: "“\(field)” is too long (\(characters) characters): it does not fit at the smallest size on"
          + " \(lines) lines; nothing was made",
        remedy: "Check the value; shorten what may be left out, or let whoever keeps the forms widen its place.")
    case .wordsTooLong(let words):
      Explanation(
        "L02", "表格文字“\(words)”在其位置放不下，未生成任何文件", remedy: "请在表格定义中加宽该处或缩短文字。",
        english: "the form's own words “\(words)” do not fit their place; nothing was made",
        remedy: "Give the place more room in the form's definition, or use fewer words.")
    case .missingGlyph(let grapheme, let field):
      Explanation(
        "L03",
        "\(field.map { "“\($0)”中的" } ?? "")\(Self.shown(grapheme))（\(Self.codePoints(grapheme))）没有已安装的字体能印出，未生成任何文件",
        remedy: "请核对该字；确为所用之字的，请安装收有该字的字体后重试。",
        english: "no installed font draws \(Self.shown(grapheme)) (\(Self.codePoints(grapheme)))"
          + "\(field.map { " in “\($0)”" } ?? ""); nothing was made",
        remedy: "Check the character; if it is right, install a font that has it and try again.")
    case .overflow(let block, let pages, let longest):
      Explanation(
        "L04", "内容超出规定的 \(pages) 页（从“\(block)”起）\(longest.map { "，占行最多的是“\($0)”" } ?? "")，未生成任何文件",
        remedy: longest == nil ? "请在表格定义中缩短内容或减小行高。" : "请缩短过长的内容后重试。",
        english: "the content goes beyond the \(pages) page(s) allowed, from “\(block)” on"
          + "\(longest.map { "; “\($0)” takes most lines" } ?? ""); nothing was made",
        remedy: longest == nil
          ? "Shorten the form's definition or lower its rows." : "Shorten the longest values and try again.")
    case .tooFewPages(let expected, let found):
      Explanation(
        "L05", "该文件规定为 \(expected) 页，内容只有 \(found) 页，未生成任何文件", remedy: "请在表格定义中补足分页（page-break）或改正页数。",
        english: "the document is to have \(expected) pages and its content fills \(found); nothing was made",
        remedy: "Add a page-break to the definition or correct its number of pages.")
    case .tableTooWide(let block, let excess):
      Explanation(
        "L06", "“\(block)”比版心宽 \(excess.millimetres) mm，未生成任何文件", remedy: "请在表格定义中减小列宽。",
        english: "“\(block)” is \(excess.millimetres) mm wider than its place; nothing was made",
        remedy: "Make its columns narrower in the definition.")
    case .brokenTable(let block, let row):
      Explanation(
        "L07", "“\(block)”第 \(row) 行的单元格与列数不符，未生成任何文件", remedy: "请在表格定义中核对该行的 across 与 down。",
        english: "row \(row) of “\(block)” does not match its columns; nothing was made",
        remedy: "Check across and down in that row of the definition.")
    }
  }

  public static var specimens: [LayoutFault] {
    [
      .tooLong(field: "单位名称", characters: 120, lines: 2), .wordsTooLong("申请单位"),
      .missingGlyph(grapheme: "𪚥", field: "经办人姓名"),
      .overflow(block: "table", pages: 2, longest: "单位名称"), .tooFewPages(expected: 2, found: 1),
      .tableTooWide(block: "table", excess: .mm(3)), .brokenTable(block: "table", row: 2),
    ]
  }

  /// The character itself, unless it would do something to the line it is told on.
  private static func shown(_ grapheme: String) -> String {
    let isPlain = grapheme.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    return isPlain && grapheme.unicodeScalars.count <= 8 ? "“\(grapheme)”" : ""
  }

  /// Of a long grapheme the first few.
  private static func codePoints(_ grapheme: String) -> String {
    grapheme.unicodeScalars.prefix(8).map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
  }
}
