// Help on every level, written from the declaration.
internal import Domain

extension Level {
  /// The whole help text of this level.
  func help(in language: Language) -> String {
    let chinese = language == .chinese
    var sections = ["\(name)\(chinese ? "：" : ": ")\(command.summary.text(in: language))"]
    if let details = command.details { sections.append(details.text(in: language)) }
    sections.append("\(chinese ? "用法：" : "Usage: ")\(usage(in: language))")
    sections.append(section(chinese ? "命令" : "Commands", rows(of: command.subcommands, in: language)))
    sections.append(section(chinese ? "参数" : "Arguments", argumentRows(in: language)))
    sections.append(section(chinese ? "选项" : "Options", optionRows(in: language)))
    sections.append(section(chinese ? "例" : "Examples", exampleRows(in: language)))
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func rows(of commands: [Command], in language: Language) -> [(String, String)] {
    commands.map { ($0.name, $0.summary.text(in: language)) }
  }

  private func argumentRows(in language: Language) -> [(String, String)] {
    command.arguments.map { ($0.signature, $0.help.text(in: language) + $0.accepted.note(in: language)) }
  }

  private func optionRows(in language: Language) -> [(String, String)] {
    (options + [.help]).map { option in
      (option.signature, option.help.text(in: language) + (option.accepted?.note(in: language) ?? ""))
    }
  }

  private func exampleRows(in language: Language) -> [(String, String)] {
    command.examples.map { ($0.line, $0.meaning.text(in: language)) }
  }
}

extension Option {
  static let help = Option.flag("help", Both("显示说明", "show this help"))
  static let version = Option.flag("version", Both("显示版本", "show the version"))
}

extension Accepted {
  /// What may be given, to stand behind a help text.
  func note(in language: Language) -> String {
    let chinese = language == .chinese
    switch self {
    case .text, .file, .folder: return ""
    case .number(let range):
      return chinese
        ? "（\(range.lowerBound) 到 \(range.upperBound)）" : " (\(range.lowerBound) to \(range.upperBound))"
    case .words(let words, names: _):
      return chinese ? "（\(words.joined(separator: "、"))）" : " (\(words.joined(separator: ", ")))"
    }
  }
}

/// A titled table of two columns; nothing when there are no rows. A long first column takes a line of its own.
private func section(_ title: String, _ rows: [(String, String)]) -> String {
  guard !rows.isEmpty else { return "" }
  let limit = 26
  let width = rows.map { columns(of: $0.0) }.filter { $0 <= limit }.max() ?? 0
  let lines = rows.map { left, right in
    let used = columns(of: left)
    let gap =
      used > limit ? "\n" + String(repeating: " ", count: width + 4) : String(repeating: " ", count: width - used + 2)
    return "  " + left + gap + right
  }
  return ([title] + lines).joined(separator: "\n")
}

/// The terminal columns a text takes: two for the wide characters of East Asia (UAX 11).
func columns(of text: String) -> Int {
  text.unicodeScalars.reduce(0) { sum, scalar in
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      sum + 2
    default: sum + 1
    }
  }
}
