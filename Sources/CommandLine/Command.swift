// A program's commands as one value, from which parsing, help, completion and the manual are all made.

/// What an option or argument accepts; also what a shell offers to complete.
public enum Accepted: Hashable, Sendable {
  case text
  case file
  case folder
  case number(ClosedRange<Int>)
  /// One of these words, or another name of one, by which it is taken.
  case words([String], names: [String: String] = [:])
}

/// An option, accepted anywhere after the command that declares it, its subcommands included.
public struct Option: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case flag
    /// Takes a value, at most once; the placeholder names it in help.
    case value(placeholder: String, Accepted, required: Bool)
    /// Takes a value, as often as wanted.
    case repeated(placeholder: String, Accepted)
  }

  /// Without the two hyphens.
  public let name: String
  public let shape: Shape
  public let help: Both

  /// Stands or does not stand on the command line.
  public static func flag(_ name: String, _ help: Both) -> Option {
    Option(name: name, shape: .flag, help: help)
  }

  /// Takes one value.
  public static func value(
    _ name: String, _ placeholder: String, _ accepted: Accepted, required: Bool = false, _ help: Both
  ) -> Option {
    Option(name: name, shape: .value(placeholder: placeholder, accepted, required: required), help: help)
  }

  /// Takes any text as its value.
  public static func value(_ name: String, _ placeholder: String, required: Bool = false, _ help: Both) -> Option {
    value(name, placeholder, .text, required: required, help)
  }

  /// Takes a value each time it is given.
  public static func repeated(_ name: String, _ placeholder: String, _ accepted: Accepted, _ help: Both) -> Option {
    Option(name: name, shape: .repeated(placeholder: placeholder, accepted), help: help)
  }

  /// Takes any text each time it is given.
  public static func repeated(_ name: String, _ placeholder: String, _ help: Both) -> Option {
    repeated(name, placeholder, .text, help)
  }

  /// What the option's value may be; nil for a flag.
  var accepted: Accepted? {
    switch shape {
    case .flag: nil
    case .value(_, let accepted, _), .repeated(_, let accepted): accepted
    }
  }

  /// The option as help writes it, such as `--to DIR`.
  var signature: String {
    switch shape {
    case .flag: "--\(name)"
    case .value(let placeholder, _, _): "--\(name) \(placeholder)"
    case .repeated(let placeholder, _): "--\(name) \(placeholder)…"
    }
  }

  var isRequired: Bool {
    if case .value(_, _, required: true) = shape { true } else { false }
  }
}

/// What a command is applied to, found by its place.
public struct Argument: Hashable, Sendable {
  public enum Count: Hashable, Sendable { case one, optional, some, any }

  /// In capitals, such as `FILE`.
  public let name: String
  public let count: Count
  public let accepted: Accepted
  public let help: Both

  public init(_ name: String, _ count: Count, _ accepted: Accepted, _ help: Both) {
    self.name = name
    self.count = count
    self.accepted = accepted
    self.help = help
  }

  /// Any text.
  public init(_ name: String, _ count: Count, _ help: Both) { self.init(name, count, .text, help) }

  var takesMany: Bool { count == .some || count == .any }
  var isRequired: Bool { count == .one || count == .some }

  /// The argument as a usage line writes it, such as `FILE…` or `[ORDER]`.
  var signature: String {
    switch count {
    case .one: name
    case .optional: "[\(name)]"
    case .some: "\(name)…"
    case .any: "[\(name)…]"
    }
  }
}

/// A command line that shows a command's use, and what it does.
public struct Example: Hashable, Sendable {
  public let line: String
  public let meaning: Both

  public init(_ line: String, _ meaning: Both) {
    self.line = line
    self.meaning = meaning
  }
}

/// A program, a noun or a verb: what it is called, what it takes and what it does.
public struct Command: Sendable {
  public typealias Run = @Sendable (Invocation) throws -> ExitStatus

  public let name: String
  /// One line, without a full stop.
  public let summary: Both
  /// Further paragraphs for help and the manual.
  public let details: Both?
  public let examples: [Example]
  public let options: [Option]
  public let arguments: [Argument]
  public let subcommands: [Command]
  let run: Run?

  /// A verb, or a program that is one.
  public init(
    _ name: String, _ summary: Both, details: Both? = nil, examples: [Example], options: [Option] = [],
    arguments: [Argument] = [], run: @escaping Run
  ) {
    self.init(
      name: name, summary: summary, details: details, examples: examples, options: options, arguments: arguments,
      subcommands: [], run: run)
  }

  /// A program with nouns, or a noun with verbs. Its options hold for everything below it.
  public init(
    _ name: String, _ summary: Both, details: Both? = nil, examples: [Example], options: [Option] = [],
    subcommands: [Command]
  ) {
    self.init(
      name: name, summary: summary, details: details, examples: examples, options: options, arguments: [],
      subcommands: subcommands, run: nil)
  }

  private init(
    name: String, summary: Both, details: Both?, examples: [Example], options: [Option], arguments: [Argument],
    subcommands: [Command], run: Run?
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.examples = examples
    self.options = options
    self.arguments = arguments
    self.subcommands = subcommands
    self.run = run
  }

  /// The same command with more below and beside it.
  func adding(options more: [Option], subcommands others: [Command]) -> Command {
    Command(
      name: name, summary: summary, details: details, examples: examples, options: options + more,
      arguments: arguments, subcommands: subcommands + others, run: run)
  }
}
