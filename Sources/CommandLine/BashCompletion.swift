// Completion for bash.

/// One function that finds the command typed so far and offers what may follow.
struct BashCompletion {
  let program: Level

  var script: String {
    let name = program.name
    return """
      # bash completion for \(name)
      \(program.functionName)() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} at=\(quoted(name)) words= kind= i
        for ((i = 1; i < COMP_CWORD; i++)); do
          case "${COMP_WORDS[i]}" in
            \(valueOptions)) ((i++)) ;;
            *) case "$at ${COMP_WORDS[i]}" in
                 \(paths)) at="$at ${COMP_WORDS[i]}" ;;
               esac ;;
          esac
        done
        case "$at" in
      \(program.all.map(offers).joined(separator: "\n"))
        esac
        case "$at $before" in
      \(program.all.flatMap(values).joined(separator: "\n"))
        esac
        case "$kind" in
          file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
          folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
          *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word") ;;
        esac
      }
      complete -F \(program.functionName) \(name)

      """
  }

  private var valueOptions: String {
    let names = Set(program.all.flatMap(\.options).filter { $0.accepted != nil }.map { "--\($0.name)" })
    return names.isEmpty ? "''" : names.sorted().joined(separator: "|")
  }

  private var paths: String {
    let names = program.all.dropFirst().map { quoted($0.name) }
    return names.isEmpty ? "''" : names.joined(separator: "|")
  }

  private func offers(_ level: Level) -> String {
    let options = level.offered.map { "--\($0.name)" }
    let words = level.command.subcommands.map(\.name) + level.command.arguments.flatMap { $0.accepted.words }
    let kind = level.command.arguments.lazy.map { self.kind($0.accepted) }.first { !$0.isEmpty } ?? ""
    let list = quoted((words + options).joined(separator: " "))
    // Files and options cannot be told apart by a word list, so a hyphen decides.
    let chosen = kind.isEmpty ? "" : "; [[ $word == -* ]] || kind=\(kind)"
    return "    \(quoted(level.name))) words=\(list)\(chosen) ;;"
  }

  private func values(_ level: Level) -> [String] {
    level.options.compactMap { option in
      guard let accepted = option.accepted else { return nil }
      let kind = kind(accepted)
      return "    \(quoted("\(level.name) --\(option.name)"))) words=\(quoted(accepted.words.joined(separator: " ")))"
        + " kind=\(kind.isEmpty ? "words" : kind) ;;"
    }
  }

  private func kind(_ accepted: Accepted) -> String {
    switch accepted {
    case .file: "file"
    case .folder: "folder"
    case .text, .number, .words: ""
    }
  }
}

extension Accepted {
  /// The words to choose from; none when anything goes.
  var words: [String] {
    if case .words(let words, names: _) = self { words } else { [] }
  }
}
