// The shape of a verb on one order.
internal import CommandLine

extension Certkiosk {
  /// A verb of `order` on one order.
  static func orderVerb(
    _ name: String, _ summary: Both, _ line: String, _ options: [Option] = [], _ more: [Argument] = [],
    _ run: @escaping @Sendable (Session) throws -> ExitStatus
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk order \(name) \(line)", summary)], options: options,
      arguments: [orderArgument] + more, run: { try run(Session($0)) })
  }
}
