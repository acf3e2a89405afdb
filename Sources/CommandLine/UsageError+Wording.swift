// What a person is told about a command used wrongly.
public import Domain

extension UsageError: Explained {
  public var explanation: Explanation {
    switch self {
    case .unknownCommand(let word, let nearest):
      Explanation(
        "U01", "没有命令“\(shown(word))”", remedy: suggestion(nearest, "命令").chinese,
        english: "there is no command “\(shown(word))”", remedy: suggestion(nearest, "command").english)
    case .commandMissing(let names):
      Explanation(
        "U02", "命令没有写完，后面应是：\(names.joined(separator: "、"))", remedy: "请补上其中一个，或加 --help 看说明。",
        english: "the command is not complete; next comes one of: \(names.joined(separator: ", "))",
        remedy: "Add one of them, or --help to read about them.")
    case .unknownOption(let name, let nearest):
      Explanation(
        "U03", "没有选项 \(shown(name))", remedy: suggestion(nearest, "选项").chinese,
        english: "there is no option \(shown(name))", remedy: suggestion(nearest, "option").english)
    case .valueMissing(let signature):
      Explanation(
        "U04", "选项后面缺少值：\(signature)", remedy: "请在选项后写上值。",
        english: "the option lacks its value: \(signature)", remedy: "Write the value after the option.")
    case .valueNotWanted(let name):
      Explanation(
        "U05", "选项 --\(name) 不带值", remedy: "请去掉等号和后面的值。",
        english: "the option --\(name) takes no value", remedy: "Remove the equals sign and what follows it.")
    case .givenTwice(let name):
      Explanation(
        "U06", "选项 --\(name) 写了两次", remedy: "请只保留一个。",
        english: "the option --\(name) is given twice", remedy: "Keep one of them.")
    case .optionMissing(let signature):
      Explanation(
        "U07", "缺少必需的选项：\(signature)", remedy: "请补上这个选项。",
        english: "a required option is missing: \(signature)", remedy: "Add the option.")
    case .argumentMissing(let name):
      Explanation(
        "U08", "缺少参数 \(name)", remedy: "请补上这个参数。",
        english: "the argument \(name) is missing", remedy: "Add the argument.")
    case .argumentNotWanted(let word):
      Explanation(
        "U09", "多出一个参数“\(shown(word))”", remedy: "请去掉它；含空格的值请加引号；可以重复的选项，每个值前都写选项名（--role clerk --role finance）。",
        english: "there is one argument too many: “\(shown(word))”",
        remedy:
          "Remove it; quote values with blanks; name a repeated option each time (--role clerk --role finance)."
      )
    case .empty(let what):
      Explanation(
        "U10", "\(what) 是空的", remedy: "请写上路径。", english: "\(what) is empty", remedy: "Give a path.")
    case .notANumber(let what, let value, let range):
      Explanation(
        "U11", "\(what) 应是 \(range.lowerBound) 到 \(range.upperBound) 的整数，而不是“\(shown(value))”",
        remedy: "请改成范围内的整数。",
        english:
          "\(what) wants a whole number from \(range.lowerBound) to \(range.upperBound), not “\(shown(value))”",
        remedy: "Give a whole number within the range.")
    case .notAWord(let what, let value, let words, let nearest):
      Explanation(
        "U12", "\(what) 应是 \(words.joined(separator: "、")) 之一，而不是“\(shown(value))”",
        remedy: suggestion(nearest, "值").chinese,
        english: "\(what) wants one of \(words.joined(separator: ", ")), not “\(shown(value))”",
        remedy: suggestion(nearest, "value").english)
    case .foreignDash(let word):
      Explanation(
        "U14", "“\(shown(word))”前面不是英文减号，没有当作选项", remedy: "选项前是两个英文减号“--”，请关闭中文输入法后重新输入。",
        english: "“\(shown(word))” begins with a dash that is no ASCII hyphen",
        remedy: "Options begin with two ASCII hyphens (--): type them again.")
    case .foreignQuotes(let word):
      Explanation(
        "U15", "“\(shown(word))”带有中文引号，含空格的值没有合在一起", remedy: "请改用英文引号，如 --item \"密码卡 MK0881\"。",
        english: "“\(shown(word))” has quotes that are not the shell's, so that a value with blanks fell apart",
        remedy: "Use ASCII quotes.")
    case .rule(let said):
      Explanation(
        "U13", said.chinese, remedy: "请按用法改写命令。", english: said.english,
        remedy: "Write the command as its usage says.")
    }
  }

  public static var specimens: [UsageError] {
    [
      .unknownCommand("lst", nearest: "list"), .commandMissing(["list", "show"]),
      .unknownOption("--stroe", nearest: "--store"), .valueMissing("--to DIR"), .valueNotWanted("boxes"),
      .givenTwice("to"), .optionMissing("--to DIR"), .argumentMissing("FILE"), .argumentNotWanted("more"),
      .empty("--to"), .notANumber("--jobs", "many", 1...64),
      .notAWord("SHELL", "bsh", ["bash", "zsh", "fish"], nearest: "bash"),
      .foreignDash("—state"), .foreignQuotes("MK0881”"),
      .rule(Both("--to 与 --in-place 不能一起用", "--to and --in-place exclude each other")),
    ]
  }
}

private func suggestion(_ nearest: String?, _ kind: String) -> Both {
  guard let nearest else { return Both("请用 --help 看有哪些可用。", "Use --help to see what there is.") }
  return Both("是不是想写“\(nearest)”？用 --help 看全部\(kind)。", "Did you mean “\(nearest)”? Use --help to see every \(kind).")
}

/// What was typed, unless it could be an identity number, a phone or an account: those are never repeated.
private func shown(_ word: String) -> String {
  let longest = word.split { !$0.isNumber }.map(\.count).max() ?? 0
  return longest >= 8 ? "…" : String(word.prefix(60))
}
