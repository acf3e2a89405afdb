// A place in a program's tree of commands, with the options that hold there.
internal import Domain

/// A command together with the commands above it.
struct Level: Sendable {
  let path: [Command]
  let command: Command

  init(_ program: Command) {
    path = [program]
    command = program
  }

  private init(path: [Command], command: Command) {
    self.path = path
    self.command = command
  }

  /// `certkiosk order list`
  var name: String { path.map(\.name).joined(separator: " ") }

  /// The command's own options first, then those it inherits.
  var options: [Option] { path.reversed().flatMap(\.options) }

  func option(named name: String) -> Option? { options.first { $0.name == name } }

  func below(_ name: String) -> Level? {
    command.subcommands.first { $0.name == name }.map { Level(path: path + [$0], command: $0) }
  }

  var children: [Level] { command.subcommands.map { Level(path: path + [$0], command: $0) } }

  /// This level and all below it, each before its children.
  var all: [Level] { [self] + children.flatMap(\.all) }

  /// `certkiosk order list [选项] [SERVICE]`
  func usage(in language: Language) -> String {
    let optional = language == .chinese ? "[选项]" : "[OPTIONS]"
    let required = command.options.filter(\.isRequired).map(\.signature)
    let rest = command.subcommands.isEmpty ? command.arguments.map(\.signature) : [verb(in: language)]
    return ([name] + rest + required + [optional]).joined(separator: " ")
  }

  private func verb(in language: Language) -> String { language == .chinese ? "<命令>" : "<COMMAND>" }
}
