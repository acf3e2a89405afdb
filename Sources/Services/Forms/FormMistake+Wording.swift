// The words for mistakes in definitions, for whoever writes forms.

package import Domain

extension FormMistake: Explained {
  package var explanation: Explanation {
    switch self {
    case .notABlock(let key, let nearest):
      Explanation(
        "S40", "“\(key)”不是内容块", remedy: Self.meant(nearest) ?? "请写 text、heading、list、table 等，或 fill、page-break。",
        english: "“\(key)” is not a block",
        remedy: Self.meantInEnglish(nearest) ?? "Write text, heading, list, table …, or fill, page-break.")
    case .notACell:
      Explanation(
        "S41", "此处不是单元格", remedy: "请写文字，或 label、field、text、choices、content、blank 之一。",
        english: "this is not a cell", remedy: "Write words, or one of label, field, text, choices, content, blank.")
    case .outOfRange(let text, let least, let most):
      Explanation(
        "S42", "“\(text)”不在 \(least) 至 \(most) 之间", remedy: "请改为该范围内的数。",
        english: "“\(text)” is not between \(least) and \(most)", remedy: "Write a number of that range.")
    case .unknownName(let name, let nearest):
      Explanation(
        "S43", "没有名为“\(name)”的字段或词语", remedy: Self.meant(nearest) ?? "请对照 Forms/common/fields.yaml 改正。",
        english: "there is no field or word “\(name)”",
        remedy: Self.meantInEnglish(nearest) ?? "See Forms/common/fields.yaml.")
    case .notALength(let text):
      Explanation(
        "S45", "“\(text)”不是可用的尺寸", remedy: "请写 0 至 300 之间的毫米数，例如 8.5。",
        english: "“\(text)” is not a length that can be used",
        remedy: "Write millimetres between 0 and 300, such as 8.5.")
    case .unclosed(let text):
      Explanation(
        "S46", "“\(text)”没有结束符", remedy: "请补上对应的 }、] 或 **；要印出这些符号，请在前面加 \\。",
        english: "“\(text)” is not closed",
        remedy: "Close it with }, ] or **; to print these signs put \\ before them.")
    case .unknownFilter(let text):
      Explanation(
        "S47", "“|”后的“\(text)”不是可用的写法", remedy: "可用：capitals、masked、characters 9-17。",
        english: "“\(text)” after | is not known", remedy: "Use capitals, masked or characters 9-17.")
    case .notACondition(let text):
      Explanation(
        "S48", "“\(text)”不是完整的条件", remedy: "请写成 名称、not 名称、名称 = 值 或 名称 != 值。",
        english: "“\(text)” is not a whole condition", remedy: "Write name, not name, name = value or name != value.")
    case .tableTooWide(let excess):
      Explanation(
        "S49", "各列相加比版心宽 \(excess) mm", remedy: "请减小列宽，或把一列改为 flex。",
        english: "the columns are \(excess) mm wider than their place",
        remedy: "Make columns narrower or one of them flex.")
    case .cellCount(let expected, let found):
      Explanation(
        "S50", "该行的单元格占 \(found) 列，表格有 \(expected) 列", remedy: "请核对该行的 across 与上方的 down。",
        english: "the row's cells take \(found) columns of \(expected)",
        remedy: "Check across in this row and down above it.")
    case .unknownSeal(let seal, let nearest):
      Explanation(
        "S51", "本服务没有印章类别“\(seal)”", remedy: Self.meant(nearest) ?? "请对照 service.yaml 的印章类别改正。",
        english: "the service has no seal class “\(seal)”",
        remedy: Self.meantInEnglish(nearest) ?? "See the seal classes in service.yaml.")
    case .unreadableInclude(let path):
      Explanation(
        "S52", "引用的文件“\(path)”不存在或读不出", remedy: "路径从 Forms/ 起写，例如 common/statements.yaml。",
        english: "the included file “\(path)” does not exist or cannot be read",
        remedy: "Write the path from Forms/ on, such as common/statements.yaml.")
    case .unreadablePicture(let path):
      Explanation(
        "S97", "图片“\(path)”不存在，或不是可用的图片", remedy: "请用 PNG、JPEG 或 TIFF 图片（不超过 400 万像素），路径从 Forms/ 起写。",
        english: "the picture “\(path)” does not exist or cannot be used",
        remedy: "Use a PNG, JPEG or TIFF file of at most 4 million pixels and write its path from Forms/ on.")
    case .includeLoop(let path):
      Explanation(
        "S53", "文件“\(path)”引用了自己，或引用超过 8 层", remedy: "请去掉循环的引用。",
        english: "the file “\(path)” includes itself, or includes go deeper than 8",
        remedy: "Remove the include that leads back.")
    case .otherName(let file, let found):
      Explanation(
        "S54", "文件名为“\(file)”，document 却写“\(found)”", remedy: "请使两者一致。",
        english: "the file is called “\(file)” and document says “\(found)”", remedy: "Make them agree.")
    case .badCode(let code):
      Explanation(
        "S55", "“\(code)”不是可用的文件代码", remedy: "请写两位大写字母或数字，例如 AF。",
        english: "“\(code)” is not a document code", remedy: "Write two of A–Z and 0–9, such as AF.")
    case .notAWidth(let text):
      Explanation(
        "S56", "“\(text)”不是列宽", remedy: "请写毫米数、flex 或 flex 2（按比例分配其余宽度）。",
        english: "“\(text)” is not a column width",
        remedy: "Write millimetres, flex, or flex 2 for a larger share of what is left.")
    case .unknownList(let list, let nearest):
      Explanation(
        "S86", "没有名为“\(list)”的明细表", remedy: Self.meant(nearest) ?? "请对照 Forms/common/facts.yaml 的 lists 改正。",
        english: "there is no list of facts “\(list)”",
        remedy: Self.meantInEnglish(nearest) ?? "See lists in Forms/common/facts.yaml.")
    case .outsideList(let name, let list):
      Explanation(
        "S87", "“\(name)”是明细表“\(list)”的一列，不能单独使用", remedy: "请写在 each: \(list) 的行、条目或内容块里。",
        english: "“\(name)” is a column of the list “\(list)” and stands alone here",
        remedy: "Use it in a row, item or block with each: \(list).")
    case .notOfTheOrder(let name):
      Explanation(
        "S88", "标题里不能用“\(name)”", remedy: "标题里只能用 words 中的词语，例如 {certificate}。",
        english: "“\(name)” cannot stand in a title", remedy: "Use only the definition's words in a title.")
    case .nothingIn(let key):
      Explanation(
        "S28", "“\(key)”里什么都没有", remedy: "请填写内容，或删去整项。", english: "there is nothing in “\(key)”",
        remedy: "Fill it in, or leave it out.")
    default: edition
    }
  }

  package static var specimens: [FormMistake] {
    [
      .notABlock("tabel", nearest: "table"), .notACell, .outOfRange("90", from: "5", to: "72"),
      .unknownName("agent.nam", nearest: "agent.name"), .unclosed("{agent.name"), .notALength("-3"),
      .unknownFilter("captials"), .notACondition("= 新办"), .tableTooWide(excess: "12"),
      .cellCount(expected: 4, found: 5), .unknownSeal("offical", nearest: "official"),
      .unreadableInclude("common/statments.yaml"), .unreadablePicture("common/sign.png"),
      .includeLoop("common/statements.yaml"),
      .otherName(file: "application-form", found: "application"), .badCode("a"), .notAWidth("wide"),
      .unknownList("fee", nearest: "fees"), .outsideList("fees.title", list: "fees"), .notOfTheOrder("agent.name"),
      .nothingIn("straddle"),
      .otherEdition(file: 1, found: 2), .changedWithoutEdition(1), .editionBehind(1, frozen: 2), .notFrozen(2),
      .includedNowhere, .holdsOnly("通信地址", characters: 86, limit: 120), .tooManyIncludes(200),
      .provesPersonal("agent.mobile"),
    ]
  }

  private static func meant(_ nearest: String?) -> String? { nearest.map { "是否想写“\($0)”？" } }
  private static func meantInEnglish(_ nearest: String?) -> String? { nearest.map { "Did you mean “\($0)”?" } }
}
