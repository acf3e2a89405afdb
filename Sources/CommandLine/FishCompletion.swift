// Completion for fish.
internal import Domain

/// One line for each word, on condition of the command typed so far.
struct FishCompletion {
  let program: Level
  let language: Language

  var script: String {
    let paths = program.all.dropFirst().map { quoted($0.name) }.joined(separator: " ")
    return """
      # fish completion for \(program.name)
      function \(asking)
        set -l at \(program.name)
        for word in (commandline -opc)[2..]
          if contains -- "$at $word" \(paths)
            set at "$at $word"
          end
        end
        test "$at" = "$argv"
      end
      complete -c \(program.name) -f
      \(program.all.flatMap(lines).joined(separator: "\n"))

      """
  }

  private var asking: String { "_\(program.functionName)_at" }

  private func lines(_ level: Level) -> [String] {
    let start = "complete -c \(program.name) -n \(quoted("\(asking) \(level.name)"))"
    let commands = level.command.subcommands.map { command in
      "\(start) -a \(quoted(command.name)) -d \(quoted(command.summary.text(in: language)))"
    }
    let options = level.offered.map { option in
      "\(start) -l \(quoted(option.name))\(option.accepted.map(value) ?? "") -d \(quoted(option.help.text(in: language)))"
    }
    let arguments = level.command.arguments.compactMap { argument in offer(argument.accepted).map { start + $0 } }
    return commands + options + arguments
  }

  private func value(_ accepted: Accepted) -> String { " -r" + (offer(accepted) ?? "") }

  private func offer(_ accepted: Accepted) -> String? {
    switch accepted {
    case .text, .number: nil
    case .file: " -F"
    case .folder: " -a '(__fish_complete_directories)'"
    case .words(let words, names: _): " -a \(quoted(words.joined(separator: " ")))"
    }
  }
}
