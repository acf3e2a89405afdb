// What a printer or the print service leaves unsaid: no printer, too many, one that stands still, a line that breaks.
import CCups
import Domain
import Files
import Foundation
import Glibc
import Peripherals
import Processes
import Testing

extension RealPath {
  @Test func `without any printer, and with two of which none is the usual one, nothing is guessed`() throws {
    let bare = try PrintStack(bare: "none")
    func printer(_ words: String...) throws -> Answer {
      Answer(
        try Program.run(
          "\(Program.folder)/certkiosk", ["printer"] + words + ["--json", "--forms", shop.forms],
          environment: bare.environment))
    }
    #expect(try printer("list").codes == ["J02"])
    #expect(try printer("test").codes == ["J02"])
    for name in ["One", "Two"] {
      let made = try Program.run(
        "lpadmin", ["-p", name, "-E", "-v", "socket://127.0.0.1:9"], environment: bare.environment)
      #expect(made.succeeded, "\(made.errorText)")
    }
    let answer = try printer("test")
    #expect(answer.codes == ["J04"] && answer.errors.contains("One") && answer.errors.contains("Two"))
  }

  @Test func `a printer that stands still and says nothing is not waited for for ever`() throws {
    let order = try shop.order()
    try printer.be(.silent)
    let stuck = try print(order, wait: 2)
    #expect((stuck.status, stuck.codes) == (3, ["J10"]))
    try printer.heal()
    #expect(try print(order).status == 0)
    #expect(try printer.takePrinted().count == 2, "the copy in the queue came out by itself and not twice")
  }

  @Test func `a job whose line breaks while it is handed over is taken back and prints nothing`() throws {
    cupsSetServer("\(stack.folder)/cups.sock")
    defer { cupsSetServer(nil) }
    let (service, queue, ticket) = try readyJob("line breaks")
    let job = try service.create(ticket, on: queue)
    let thrown = #expect(throws: PrinterError.self) {
      try service.send(job, ticket) { _ in #expect(breakLines(to: "\(stack.folder)/cups.sock") > 0) }
    }
    #expect(thrown == .brokenOff("Counter") && thrown?.explanation.code == "J08")
    #expect(try PrintService().state(of: job) == .ended(.cancelled))
    #expect(try printer.takePrinted().isEmpty)
  }

  /// Breaks this process' lines to a socket in the file system.
  /// - Returns: how many there were.
  private func breakLines(to path: String) -> Int {
    (3..<1024).count { descriptor in
      var name = sockaddr_un()
      var size = socklen_t(MemoryLayout<sockaddr_un>.size)
      let isNamed = withUnsafeMutablePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(Int32(descriptor), $0, &size) == 0 }
      }
      guard isNamed, name.sun_family == sa_family_t(AF_UNIX) else { return false }
      let peer = withUnsafeBytes(of: name.sun_path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      return peer == path && shutdown(Int32(descriptor), bothWays) == 0
    }
  }

  @Test func `of papers by their names that the print service has forgotten nobody says that they came out`() throws {
    let order = try shop.order()
    try printer.be(.paperOut)
    let told = "\(shop.folder)/forgotten.txt"
    let command = try shop.start(
      ["documents", "--print", "--printer", "Counter", order, "--paper", "acceptance-receipt"], errors: told)
    try eventually({ try shop.run(["printer", "state", "Counter"]).status == 3 }, "paper out")
    // While it does not look, the job goes and its history with it.
    command.kill(SIGSTOP)
    try stack.forgetJobs(of: "Counter")
    try printer.heal()
    try eventually({ try shop.run(["printer", "state", "Counter"]).status == 0 }, "the printer is free again")
    try stack.forgetJobs(of: "Counter")
    command.kill(SIGCONT)
    #expect(command.ended(within: 120) == .exited(4))
    #expect(String(decoding: try Files.read(told, limit: 1 << 16), as: UTF8.self).contains("N44"))
    try eventually({ try !printer.takePrinted().isEmpty }, "the virtual printer ends what it had begun")
  }
}
