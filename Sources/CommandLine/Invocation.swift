// What one command line asks for, after it was checked against the declaration.

/// A checked command line: the command, its options and arguments. Asking for a name that the command does not
/// declare is a mistake in the program and stops it.
public struct Invocation: Sendable {
  /// Where the command speaks to people and other programs.
  public let console: Console
  let level: Level
  let options: [String: [String]]
  let arguments: [String: [String]]

  /// The command's words, such as `certkiosk order list`.
  public var name: String { level.name }

  /// Whether a flag stands on the command line.
  public func flag(_ name: String) -> Bool { !given(name).isEmpty }

  /// The value of an option; nil when it was not given.
  public func value(_ name: String) -> String? { given(name).last }

  /// The values of a repeated option in their order.
  public func values(_ name: String) -> [String] { given(name) }

  /// The number given with an option that accepts numbers.
  public func number(_ name: String) -> Int? { value(name).flatMap { Int($0) } }

  /// An argument; nil when it is optional and was not given.
  public func argument(_ name: String) -> String? { arguments(name).first }

  /// The arguments of a place that takes several.
  public func arguments(_ name: String) -> [String] {
    precondition(level.command.arguments.contains { $0.name == name }, "undeclared argument \(name)")
    return arguments[name] ?? []
  }

  /// Words that say the same to another process of the program, and more besides.
  /// - Parameter more: options, each in one word such as `--share=0/2`.
  public func words(adding more: [String]) -> [String] {
    let given = options.sorted { $0.key < $1.key }.flatMap { name, values in
      level.option(named: name)?.accepted == nil ? ["--\(name)"] : values.map { "--\(name)=\($0)" }
    }
    return level.path.dropFirst().map(\.name) + given + more + ["--"]
      + level.command.arguments.flatMap { arguments[$0.name] ?? [] }
  }

  private func given(_ name: String) -> [String] {
    precondition(level.option(named: name) != nil, "undeclared option --\(name)")
    return options[name] ?? []
  }
}
