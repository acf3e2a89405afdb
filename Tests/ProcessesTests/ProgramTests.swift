// Programs run to their end with clean signals, given words and secrets that stay out of sight.
import Processes
import Testing

@Suite struct ProgramTests {
  @Test func `what goes in and comes out is told apart`() throws {
    let outcome = try Program.run("sh", ["-c", "cat; echo wrong >&2; exit 7"], input: Array("words".utf8))
    #expect(outcome.outputText == "words")
    #expect(outcome.errorText == "wrong\n")
    #expect(outcome.ending == .exited(7))
  }

  @Test func `a secret comes on its own descriptor`() throws {
    let outcome = try Program.run("sh", ["-c", "cat <&4; cat <&3; echo \"$@\""], secrets: ["first", "second"])
    #expect(outcome.outputText == "second\nfirst\n\n")
  }

  @Test func `a child can be asked to end`() throws {
    let child = try Child("sleep", ["100"], environment: Program.environment)
    child.kill(15)
    #expect(child.wait() == .killed(signal: 15))
  }

  @Test func `a program that is not there is said so`() {
    #expect(throws: NotStarted.self) { try Program.run("/no/such/program", []) }
  }
}
