// How faults of single characters are told.

extension FieldFault {
  var characterExplanation: Explanation {
    switch self {
    case .tooLong(let count, let limit):
      Explanation(
        "D20", "内容有 \(count) 个字，超过上限 \(limit) 个", remedy: "请缩短后重新填写。",
        english: "The value has \(count) characters, more than the limit of \(limit)",
        remedy: "Shorten it and hand it in again.")
    case .control(let place, let scalar):
      Explanation(
        "D21", "第 \(place) 个字符是控制字符（\(Self.name(of: scalar))）", remedy: "请删除该字符后重新填写。",
        english: "Character \(place) is a control character (\(Self.name(of: scalar)))",
        remedy: "Delete it and type the value again.")
    case .lineBreak(let place):
      Explanation(
        "D22", "第 \(place) 个字符是换行", remedy: "请写成一行。", english: "Character \(place) is a line break",
        remedy: "Write the value on one line.")
    case .bidi(let place, let scalar):
      Explanation(
        "D23", "第 \(place) 个字符会颠倒文字方向（\(Self.name(of: scalar))）", remedy: "请删除该字符，重新输入内容。",
        english: "Character \(place) turns the direction of the text (\(Self.name(of: scalar)))",
        remedy: "Delete it and type the value again.")
    case .privateUse(let place, let scalar):
      Explanation(
        "D24", "第 \(place) 个字符是造字区字符（\(Self.name(of: scalar))），别的机器上不是同一个字", remedy: "请用国家标准汉字（GB 18030）重新输入。",
        english: "Character \(place) is a private-use character (\(Self.name(of: scalar))), another one elsewhere",
        remedy: "Type the character of GB 18030 instead.")
    case .emoji(let place):
      Explanation(
        "D25", "第 \(place) 个字符是表情符号", remedy: "请删除表情符号。", english: "Character \(place) is an emoji",
        remedy: "Delete it.")
    default: brokenCharacterExplanation
    }
  }

  private var brokenCharacterExplanation: Explanation {
    switch self {
    case .questionMark(let place, _):
      Explanation(
        "D27", "第 \(place) 个字符是问号，可能是另存为“CSV（逗号分隔）”时丢失的生僻字", remedy: "请核对原件，把文件另存为“CSV UTF-8”或 XLSX 后重交。",
        english: "Character \(place) is a question mark, perhaps a rare character lost when saved as “CSV”",
        remedy: "Compare with the original, save as “CSV UTF-8” or XLSX and hand it in again.")
    case .stackedMarks(let place):
      Explanation(
        "D28", "第 \(place) 个字符上叠加了过多的附加符号", remedy: "请删除多余的附加符号。",
        english: "Character \(place) carries too many combining marks", remedy: "Delete the surplus marks.")
    case .radical(let place, let scalar):
      Explanation(
        "D29", "第 \(place) 个字符是部首（\(Self.name(of: scalar))），不是汉字", remedy: "请用输入法重新输入该字。",
        english: "Character \(place) is a radical (\(Self.name(of: scalar))), not an ideograph",
        remedy: "Type the ideograph again.")
    case .notInName(let character, let place):
      Explanation(
        "D30", "第 \(place) 个字符“\(character)”不能出现在姓名或名称中", remedy: "请按证照原样填写。",
        english: "Character \(place), “\(character)”, cannot stand in a name",
        remedy: "Write the name as on the papers.")
    case .noCharacter(let place, let scalar):
      Self.noCharacter(place, scalar)
    default: Self.noCharacter(0, 0)
    }
  }

  private static func noCharacter(_ place: Int, _ scalar: UInt32) -> Explanation {
    Explanation(
      "D26", "第 \(place) 个字符（\(name(of: scalar))）不是文字，可能是编码转换时损坏的", remedy: "请核对原件后重新输入。",
      english: "Character \(place) (\(name(of: scalar))) is no character of any script, perhaps lost in a conversion",
      remedy: "Compare with the original and type it again.")
  }
}
