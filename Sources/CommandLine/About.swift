// The nouns that every larger program has: completion scripts for shells and its manual.

extension Tool {
  /// Whether a command only speaks of the program.
  static func isAboutItself(_ command: Command) -> Bool { ["completion", "manual"].contains(command.name) }

  /// `completion` and `manual` for a program.
  static func about(_ command: Command, _ version: String) -> [Command] {
    [completion(command, version), manual(command, version)]
  }

  private static func completion(_ command: Command, _ version: String) -> Command {
    Command(
      "completion", Both("写出 shell 的补全脚本", "write a shell's completion script"),
      examples: [
        Example(
          "\(command.name) completion bash > /etc/bash_completion.d/\(command.name)",
          Both("为所有 bash 用户装上补全", "install completion for every user of bash"))
      ],
      arguments: [
        Argument("SHELL", .one, .words(Shell.allCases.map(\.rawValue)), Both("哪一种 shell", "which shell"))
      ]
    ) { invocation in
      guard let shell = invocation.argument("SHELL").flatMap(Shell.init(rawValue:)) else { return .usage }
      let program = Level(Tool(command, version: version).command)
      invocation.console.put(shell.script(for: program, in: invocation.console.language))
      return .done
    }
  }

  private static func manual(_ command: Command, _ version: String) -> Command {
    Command(
      "manual", Both("写出手册页", "write the manual page"),
      examples: [
        Example("\(command.name) manual | man -l -", Both("在终端里看手册", "read the manual in the terminal"))
      ]
    ) { invocation in
      let program = Level(Tool(command, version: version).command)
      invocation.console.put(Manual(program: program, version: version, language: invocation.console.language).text)
      return .done
    }
  }
}

/// A shell that can complete a program's words.
enum Shell: String, CaseIterable {
  case bash, zsh, fish
}
