// The ways in which a definition can be wrong as YAML, before anybody asks what it means.
public import Domain

/// A mistake in a YAML file.
public enum YAMLMistake: Explained, Hashable {
  case unreadable(SystemErrorNumber)
  case tooLarge
  case notUTF8
  case syntax(String, begun: String?)
  case empty
  case secondDocument
  case alias
  case tag
  case keyNotText
  case duplicateKey(String, first: Int)
  case tooDeep(Int)
  case tooMany(Int)
  case controlCharacter
  /// One text of more characters than any definition needs.
  case tooLong(Int)
  case unknownKey(String, nearest: String?)
  case missingKey(String)
  case wrongKind(expected: String)
  case unknownWord(String, nearest: String?)

  public static let specimens: [YAMLMistake] = [
    .unreadable(SystemErrorNumber(2)), .tooLarge, .notUTF8,
    .syntax("did not find expected ',' or ']'", begun: "3:5"),
    .empty, .secondDocument, .alias, .tag, .keyNotText, .duplicateKey("title", first: 3), .tooDeep(32),
    .tooMany(200_000), .controlCharacter, .tooLong(20_000), .unknownKey("tite", nearest: "title"), .missingKey("title"),
    .wrongKind(expected: "列表"), .unknownWord("reveiw", nearest: "review"),
  ]

  public var explanation: Explanation {
    switch self {
    case .unreadable(let reason):
      Explanation(
        "S01", "无法读取文件（\(reason.chinese)）", remedy: "请检查文件是否存在、是否有读取权限",
        english: "The file cannot be read (\(reason.english))", remedy: "Check that it exists and may be read")
    case .tooLarge:
      Explanation(
        "S02", "文件超过 4 MB", remedy: "请拆分为多个文件", english: "The file is larger than 4 MB", remedy: "Split it")
    case .notUTF8:
      Explanation(
        "S03", "此处不是 UTF-8 编码", remedy: "请用 UTF-8 重新保存", english: "This is not UTF-8", remedy: "Save the file as UTF-8")
    case .syntax(let problem, let begun):
      Explanation(
        "S04", "YAML 语法错误：\(problem)\(begun.map { "（始于 \($0)）" } ?? "")", remedy: "请检查缩进、引号和括号",
        english: "YAML syntax: \(problem)\(begun.map { " (begun at \($0))" } ?? "")",
        remedy: "Check indentation, quotes and brackets")
    case .empty:
      Explanation("S05", "文件是空的", remedy: "请填写内容", english: "The file is empty", remedy: "Fill it in")
    case .secondDocument:
      Explanation(
        "S06", "文件中有第二个文档（---）", remedy: "一个文件只写一个文档", english: "A second document begins here (---)",
        remedy: "Write one document to a file")
    case .alias:
      Explanation(
        "S07", "不允许使用锚点和引用（& *）", remedy: "请直接写出内容，或使用 include", english: "Anchors and aliases are not allowed",
        remedy: "Write the content out, or use include")
    case .tag:
      Explanation(
        "S08", "不允许使用类型标记（!）", remedy: "请删除标记", english: "Tags are not allowed", remedy: "Remove the tag")
    case .keyNotText:
      Explanation(
        "S09", "键必须是文字", remedy: "请改为简单的键名", english: "A key must be text", remedy: "Use a simple key")
    case .duplicateKey(let key, let first):
      Explanation(
        "S10", "键“\(key)”重复，首次出现在第 \(first) 行", remedy: "请删除其中一个",
        english: "Key “\(key)” stands twice, first in line \(first)",
        remedy: "Remove one of them")
    case .tooDeep(let limit):
      Explanation(
        "S11", "嵌套超过 \(limit) 层", remedy: "请简化结构", english: "Nested deeper than \(limit) levels", remedy: "Simplify it")
    case .tooMany(let limit):
      Explanation(
        "S12", "内容超过 \(limit) 项", remedy: "请拆分文件", english: "More than \(limit) items", remedy: "Split the file")
    case .controlCharacter:
      Explanation(
        "S13", "文字中有控制字符", remedy: "请删除该字符", english: "The text holds a control character", remedy: "Remove it")
    case .tooLong(let limit):
      Explanation(
        "S23", "一处文字超过 \(limit) 字", remedy: "请分成几段", english: "One text is longer than \(limit) characters",
        remedy: "Divide it")
    case .unknownKey(let key, let nearest):
      Explanation(
        "S14", "不认识的键“\(key)”", remedy: nearest.map { "是否应为“\($0)”？" } ?? "请对照说明删除或改正",
        english: "Unknown key “\(key)”", remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Correct or remove it")
    case .missingKey(let key):
      Explanation(
        "S15", "缺少“\(key)”", remedy: "请补上该项", english: "“\(key)” is missing", remedy: "Add it")
    case .wrongKind(let expected):
      Explanation(
        "S16", "此处应为\(expected)", remedy: "请改正", english: "Something else is expected here (\(expected))",
        remedy: "Correct it")
    case .unknownWord(let word, let nearest):
      Explanation(
        "S17", "不认识“\(word)”", remedy: nearest.map { "是否应为“\($0)”？" } ?? "请对照说明改正",
        english: "“\(word)” is not known here", remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Correct it")
    }
  }
}
