// What reaches the two streams.
import CommandLine
import Domain
import Glibc
import Testing

@Suite struct ConsoleTests {
  @Test func `under --json standard output holds JSON lines only`() {
    let said = Subject.run("order list --json")
    #expect(said.output == #"{"name":"desk order list"}"# + "\n")
    #expect(said.diagnostics == "skip=\ndone\n")
  }

  @Test func `quiet leaves out what nobody asked for`() {
    #expect(Subject.run("order list --quiet").output == "skip=\n")
  }

  @Test func `a file's name cannot steer the terminal`() {
    let output = Output.kept()
    Console(language: .english, output: output).tell("a\u{1B}[31mb\u{202E}c")
    #expect(output.text == "a\\u{1b}[31mb\\u{202e}c\n")
  }

  @Test func `an error that nobody explains is told by its type alone`() {
    struct Odd: Error { let name = "王芳" }
    let diagnostics = Output.kept()
    Console(language: .english, diagnostics: diagnostics).explain(Odd())
    #expect(diagnostics.text.hasPrefix("U21"))
    #expect(!diagnostics.text.contains("王芳"))
  }

  @Test func `a reader that went away is no failure, a full disk is one`() {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    close(ends[0])
    signal(SIGPIPE, SIG_IGN)
    let broken = Output(descriptor: ends[1])
    broken.write("text")
    #expect(broken.flush() == nil)
    close(ends[1])
    let full = open("/dev/full", O_WRONLY)
    let output = Output(descriptor: full)
    output.write("text")
    #expect(output.flush() == ENOSPC)
    close(full)
  }

  private static let values: [(JSON, String)] = [
    (.string("a\"\\\n\u{1}王"), #""a\"\\\n\u0001王""#), (.decimal(-1.25, places: 1), "-1.3"),
    (.decimal(0.05, places: 2), "0.05"), (.decimal(.infinity, places: 1), "null"), ([1, true, nil], "[1,true,null]"),
    (["b": 1, "a": ["x": []]], #"{"b":1,"a":{"x":[]}}"#), (JSON(String?.none), "null"),
  ]

  @Test(arguments: values)
  func `values write themselves in the order given`(value: JSON, text: String) {
    #expect(value.text == text)
  }
}
