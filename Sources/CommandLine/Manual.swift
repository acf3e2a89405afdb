// The manual page of a program, in the man macros, written from the declaration.
internal import Domain

/// A program's whole manual: every command with its options and examples.
struct Manual {
  let program: Level
  let version: String
  let language: Language

  var text: String {
    let command = program.command
    let title = "\(command.name.uppercased()) 1 \"\" \"\(command.name) \(version)\""
    var lines = [".TH \(title)", heading("名称", "NAME"), "\(plain(command.name)) \\- \(plain(command.summary))"]
    lines += [heading("用法", "SYNOPSIS")] + program.all.filter { $0.command.subcommands.isEmpty }.flatMap(synopsis)
    if let details = command.details { lines += [heading("说明", "DESCRIPTION"), plain(details)] }
    lines += [heading("通用选项", "GLOBAL OPTIONS")] + (command.options + [.help, .version]).flatMap(option)
    lines += [heading("命令", "COMMANDS")] + program.all.flatMap(chapter)
    lines += [heading("退出状态", "EXIT STATUS")] + statuses
    return lines.joined(separator: "\n") + "\n"
  }

  private func chapter(_ level: Level) -> [String] {
    let isProgram = level.path.count == 1
    let options = isProgram ? [] : level.command.options.flatMap(option)
    let details = isProgram ? [] : level.command.details.map { [".PP", plain($0)] } ?? []
    let body = level.command.arguments.flatMap(argument) + options + level.command.examples.flatMap(example)
    return [".SS \"\(plain(level.name))\"", plain(level.command.summary)] + details + body
  }

  private func synopsis(_ level: Level) -> [String] { [".PP", ".B \(plain(level.usage(in: language)))"] }

  private func option(_ option: Option) -> [String] {
    let note = option.accepted?.note(in: language) ?? ""
    return [".TP", ".B \(plain(option.signature))", plain(option.help) + plain(note)]
  }

  private func argument(_ argument: Argument) -> [String] {
    [".TP", ".I \(plain(argument.signature))", plain(argument.help) + plain(argument.accepted.note(in: language))]
  }

  private func example(_ example: Example) -> [String] {
    [".PP", plain(example.meaning), ".RS", ".EX", plain(example.line), ".EE", ".RE"]
  }

  private var statuses: [String] {
    [
      ("0", Both("完成", "done")),
      ("1", Both("至少一项输入经判断被拒，其余已完成", "at least one input was judged and refused, the rest is done")),
      ("2", Both("命令用法不对，什么都没有做", "the command was used wrongly, nothing was done")),
      ("3", Both("缺少设备或服务", "a device or service is missing")),
      ("4", Both("其他失败，必有编号", "any other failure, always told with a code")),
    ].flatMap { [".TP", ".B \($0.0)", plain($0.1)] }
  }

  private func heading(_ chinese: String, _ english: String) -> String {
    ".SH \(language == .chinese ? chinese : "\"\(english)\"")"
  }

  private func plain(_ both: Both) -> String { plain(both.text(in: language)) }

  /// Text that roff takes for nothing but text.
  private func plain(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
      let escaped = line.map { character -> String in
        switch character {
        case "\\": "\\e"
        case "-": "\\-"
        case "\"": "\\(dq"
        case "'": "\\(aq"
        default: String(character)
        }
      }.joined()
      return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
    }.joined(separator: "\n.br\n")
  }
}
