// Help, completion and the manual come from the same declaration.
import CommandLine
import Domain
import Processes
import Testing

@Suite struct HelpTests {
  @Test(arguments: [("--help", "desk order list"), ("order -h", "desk order list"), ("fill --help", "desk fill a.csv")])
  func `every level has help with an example`(line: String, example: String) {
    let said = Subject.run(line)
    #expect(said.status == .done)
    #expect(said.output.contains(example))
    #expect(said.output.contains("--store DIR"))
  }

  @Test func `help needs neither required options nor arguments and is Chinese by default`() {
    #expect(Subject.run("fill --help", .chinese).output.contains("用法：desk fill FILE… FORM --to DIR [选项]"))
  }

  @Test func `the version is told`() {
    #expect(Subject.run("--version").output == "desk 1.2\n")
  }

  @Test(arguments: [
    ("desk o", 1, "order"), ("desk order l", 2, "list"), ("desk order list --sk", 3, "--skip"),
    ("desk order list --state 草", 4, "草稿"), ("desk --store x order s", 4, "show"),
    ("desk completion f", 2, "fish"), ("desk order list --sto", 3, "--store"),
  ])
  func `bash completes commands, options and words`(line: String, place: Int, expected: String) throws {
    let script = Subject.run("completion bash").output
    let words = line.split(separator: " ").map { "'\($0)'" }.joined(separator: " ")
    let call = """
      \(script)
      COMP_WORDS=(\(words)) COMP_CWORD=\(place)
      _desk
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try Program.run("/bin/bash", ["--norc", "-c", call])
    #expect(outcome.outputText == expected + "\n", "\(outcome.errorText)")
  }

  @Test(arguments: ["zsh", "fish"])
  func `other shells get every command and option`(shell: String) {
    let script = Subject.run("completion \(shell)").output
    for word in ["order", "list", "show", "fill", "completion", "manual", "limit", "state", "skip", "to", "store"] {
      #expect(script.contains(word))
    }
  }

  @Test func `the manual names every command and hides no text in macros`() {
    let manual = Subject.run("manual", .chinese).output
    for level in ["desk order", "desk order list", "desk order show", "desk fill", "desk completion"] {
      #expect(manual.contains(".SS \"\(level)\""))
    }
    #expect(manual.contains("\\&.第二段"))
    #expect(manual.contains("\\-\\-store DIR"))
  }

  @Test func `a program's manual asks for nothing that its work needs`() {
    let verb = Command("go", Both("走", "go"), examples: []) { _ in .done }
    let tool = Tool(
      Command(
        "program", Both("程序", "a program"), examples: [],
        options: [.value("state", "DIR", .folder, required: true, Both("目录", "a folder"))], subcommands: [verb]),
      version: "1")
    let output = Output.kept()
    #expect(tool.run(["manual"], language: .english, output: output, diagnostics: .kept()) == .done)
    #expect(tool.run(["completion", "bash"], language: .english, output: output, diagnostics: .kept()) == .done)
    #expect(tool.run(["go"], language: .english, output: output, diagnostics: .kept()) == .usage)
  }
}
