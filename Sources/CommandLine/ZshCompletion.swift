// Completion for zsh.
internal import Domain

/// One function for each level, each handing on to the next.
struct ZshCompletion {
  let program: Level
  let language: Language

  var script: String {
    let functions = program.all.map(function).joined(separator: "\n")
    return "#compdef \(program.name)\n\(functions)\ncompdef \(program.functionName) \(program.name)\n"
  }

  private func function(_ level: Level) -> String {
    let specifications = level.offered.map(option)
    let children = level.command.subcommands
    guard !children.isEmpty else {
      let all = (specifications + level.command.arguments.map(argument)).joined(separator: " \\\n    ")
      return "\(level.functionName)() {\n  _arguments -s \\\n    \(all)\n}\n"
    }
    let list = children.map { quoted("\($0.name):\(escaped($0.summary.text(in: language)))") }
    let hand = level.children.map { "        \($0.command.name)) \($0.functionName) ;;" }.joined(separator: "\n")
    return """
      \(level.functionName)() {
        local line state
        local -a commands
        commands=(\(list.joined(separator: " ")))
        _arguments -C \\
          \(specifications.joined(separator: " \\\n    ")) \\
          '1: :->command' '*:: :->rest'
        case $state in
          command) _describe -t commands command commands ;;
          rest)
            case $line[1] in
      \(hand)
            esac ;;
        esac
      }

      """
  }

  private func option(_ option: Option) -> String {
    let help = escaped(option.help.text(in: language))
    switch option.shape {
    case .flag: return quoted("--\(option.name)[\(help)]")
    case .value(let placeholder, let accepted, _):
      return quoted("--\(option.name)=[\(help)]:\(placeholder):\(action(accepted))")
    case .repeated(let placeholder, let accepted):
      return quoted("*--\(option.name)=[\(help)]:\(placeholder):\(action(accepted))")
    }
  }

  private func argument(_ argument: Argument) -> String {
    let place = argument.takesMany ? "*" : argument.count == .optional ? ":" : ""
    return quoted("\(place):\(argument.name):\(action(argument.accepted))")
  }

  private func action(_ accepted: Accepted) -> String {
    switch accepted {
    case .text, .number: " "
    case .file: "_files"
    case .folder: "_files -/"
    case .words(let words, names: _): "(\(words.joined(separator: " ")))"
    }
  }

  private func escaped(_ text: String) -> String {
    text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
