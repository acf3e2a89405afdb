// What the completion scripts of all shells have in common.
internal import Domain

extension Shell {
  /// The script that makes this shell complete a program's words.
  func script(for program: Level, in language: Language) -> String {
    switch self {
    case .bash: BashCompletion(program: program).script
    case .zsh: ZshCompletion(program: program, language: language).script
    case .fish: FishCompletion(program: program, language: language).script
    }
  }
}

extension Level {
  /// The options that a shell offers at this level.
  var offered: [Option] { options + [.help] + (path.count == 1 ? [.version] : []) }

  /// A name that shells accept for a function.
  var functionName: String {
    "_" + name.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }
}

/// A word that every shell takes as it is.
func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
