// Programs run to their end with clean signals, given words and secrets that stay out of sight.
import Glibc
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

  @Test func `a child has the descriptors it is given and no others`() throws {
    let low = open("/dev/null", O_RDONLY)
    // Far above what a shell opens for itself, and not closed for children.
    let high = fcntl(low, F_DUPFD, 300)
    defer { for number in [low, high] { close(number) } }
    let outcome = try Program.run("sh", ["-c", "echo /proc/$$/fd/*"], secrets: ["one"])
    let numbers = outcome.outputText.split { " \n".contains($0) }.map { $0.split(separator: "/").last ?? "" }
    #expect(numbers.prefix(4) == ["0", "1", "2", "3"] && !numbers.contains("\(high)"), "\(outcome.outputText)")
  }

  @Test func `a child can be asked to end`() throws {
    let child = try Child("sleep", ["100"], environment: Program.environment)
    child.kill(15)
    #expect(child.wait() == .killed(signal: 15))
  }

  @Test(arguments: [false, true])
  func `a child whose end somebody else took has not done well`(isPolled: Bool) throws {
    let child = try Child("true", [], environment: Program.environment)
    while waitpid(child.identifier, nil, 0) < 0 && errno == EINTR {}
    #expect((isPolled ? child.poll() : child.wait()) == .lost)
  }

  @Test func `a program that does not end in its time is killed`() throws {
    #expect(try Program.run("sleep", ["60"], within: 0.1).ending == .killed(signal: 9))
    #expect(try Program.run("echo", ["words"], within: 60).outputText == "words\n")
  }

  @Test func `a program that is not there is said so`() {
    #expect(throws: NotStarted.self) { try Program.run("/no/such/program", []) }
  }

  @Test func `what several processes count is one sum`() throws {
    let count = try SharedCount()
    let children = try (0..<4).map { _ in
      try Child(
        "/bin/sh", ["-c", "for i in 1 2 3 4 5; do printf . >&3; done"], environment: [:],
        descriptors: [3: count.descriptor])
    }
    for child in children { #expect(child.wait() == .exited(0)) }
    SharedCount(inherited: count.descriptor).add()
    #expect(count.total == 21)
  }
}
