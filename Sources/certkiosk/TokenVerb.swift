// The shape of a verb on tokens; apart, because the tokens' room has commands of its own.
internal import CommandLine

extension Certkiosk {
  static func tokenVerb(
    _ name: String, _ summary: Both, _ line: String, _ options: [Option], _ arguments: [Argument] = [],
    _ run: @escaping @Sendable (Session) throws -> ExitStatus
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk token \(line)", summary)], options: options, arguments: arguments,
      run: { try run(Session($0)) })
  }
}
