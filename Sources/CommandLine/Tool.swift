// A program of the house: its commands, run once with a command line.
public import Domain
internal import Glibc

/// A command line program of the house. `main()` is all that its `main.swift` calls.
public struct Tool: Sendable {
  /// Which status a failure ends with.
  public typealias Judge = @Sendable (any Error) -> ExitStatus

  let command: Command
  let version: String
  private let judge: Judge

  /// Options that every program understands, above all its commands.
  private static let everywhere: [Option] = [
    .flag("json", Both("每行一个 JSON 对象写到标准输出", "write one JSON object per line to standard output")),
    .flag("quiet", Both("只写必要的内容", "write only what is needed")),
  ]

  /// - Parameter status: how a failure that reaches the program ends it; usage errors always end with `.usage`.
  public init(_ command: Command, version: String, status: @escaping Judge = { _ in .failed }) {
    let nouns = command.subcommands.isEmpty ? [] : Tool.about(command, version)
    self.command = command.adding(options: Tool.everywhere, subcommands: nouns)
    self.version = version
    judge = status
  }

  /// Runs with the process's own arguments and ends the process.
  public func main() -> Never {
    Self.fillStandardDescriptors()
    // A reader that goes away must not kill a program in the middle of its work.
    signal(SIGPIPE, SIG_IGN)
    // Whoever started it may ignore the ends of children, which it would inherit: it could not tell how its own ended.
    signal(SIGCHLD, SIG_DFL)
    let status = run(Array(Swift.CommandLine.arguments.dropFirst()), language: .ofProcess)
    // What was opened may be left in any state by what a library's thread was doing: nothing is unloaded, and no stream
    // of C's is waited for. Results go past them (`Output`).
    _exit(status.rawValue)
  }

  /// A descriptor that came closed would be the next file's that is opened, and results or warnings would go into it.
  /// Opened for reading, it still refuses them.
  private static func fillStandardDescriptors() {
    while case let number = open("/dev/null", O_RDONLY), number >= 0 {
      guard number > STDERR_FILENO else { continue }
      close(number)
      return
    }
  }

  /// Runs with these arguments and streams.
  public func run(
    _ arguments: [String], language: Language, output: Output = .standard, diagnostics: Output = .diagnostics
  ) -> ExitStatus {
    var parser = Parser(command)
    let plain = Console(language: language, output: output, diagnostics: diagnostics)
    do throws(UsageError) {
      try parser.take(arguments)
      if parser.wantsHelp { return end(plain, .done) { $0.put(parser.level.help(in: language)) } }
      if parser.wantsVersion { return end(plain, .done) { $0.put("\(command.name) \(version)\n") } }
      let given = try parser.arguments()
      let console = Console(
        language: language, json: parser.options["json"] != nil, quiet: parser.options["quiet"] != nil,
        output: output, diagnostics: diagnostics)
      return run(
        Invocation(console: console, level: parser.level, options: parser.options, arguments: given))
    } catch {
      return misuse(error, parser.level, plain)
    }
  }

  private func run(_ invocation: Invocation) -> ExitStatus {
    guard let run = invocation.level.command.run else { return .usage }
    do {
      let status = try run(invocation)
      return end(invocation.console, status) { $0.endProgress() }
    } catch let error as UsageError {
      return misuse(error, invocation.level, invocation.console)
    } catch {
      return end(invocation.console, judge(error)) { $0.explain(error) }
    }
  }

  private func misuse(_ error: UsageError, _ level: Level, _ console: Console) -> ExitStatus {
    end(console, .usage) { console in
      console.explain(error)
      console.hint((console.language == .chinese ? "用法：" : "Usage: ") + level.usage(in: console.language))
    }
  }

  private func end(_ console: Console, _ status: ExitStatus, _ last: (Console) -> Void) -> ExitStatus {
    last(console)
    do throws(OutputError) {
      try console.flush()
      return status
    } catch {
      console.explain(error)
      // The results are lost already; what says so must not be.
      try? console.flush()
      return .failed
    }
  }
}

extension Language {
  /// The language that the process's environment asks for.
  public static var ofProcess: Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let values = names.compactMap { name in getenv(name).map { (name, String(cString: $0)) } }
    return Language(environment: Dictionary(values, uniquingKeysWith: { first, _ in first }))
  }
}
