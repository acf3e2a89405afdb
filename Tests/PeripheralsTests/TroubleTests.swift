// What ails a printer is told by its name, and nothing is lost over it.
import CCups
import Files
import Foundation
import Layout
import Peripherals
import Processes
import Testing

extension RealPath {
  @Test(arguments: [
    (SoftPrinter.Mode.paperOut, "J20"), (.jam, "J22"), (.coverOpen, "J25"), (.tonerOut, "J26"),
  ])
  func `a printer that waits for somebody is told by what it needs, and prints when that is done`(
    mode: SoftPrinter.Mode, code: String
  ) throws {
    try printer.be(mode)
    let command = try shop.start(["printer", "test", "Counter"])
    try eventually(
      { try shop.run(["printer", "state", "Counter"]).lines[0]["codes"] as? [String] == [code] }, "\(code)")
    #expect(try shop.run(["printer", "state", "Counter"]).status == 3)
    #expect(try printer.takePrinted().isEmpty)
    try printer.heal()
    #expect(command.ended(within: 120) == .exited(0))
    #expect(try printer.takePrinted().count == 1)
    #expect(try shop.run(["printer", "state", "Counter"]).status == 0)
  }

  @Test func `a printer that is switched off is found out before anything is sent`() throws {
    let order = try shop.order()
    printer.switchOff()
    let answer = try print(order)
    #expect((answer.status, answer.codes) == (3, ["J06"]))
    #expect(try shop.run(["printer", "state", "Counter"]).lines[0]["codes"] as? [String] == ["J29"])
    try printer.switchOn()
    #expect(try print(order).status == 0)
    #expect(try printer.takePrinted().count == 2)
  }

  @Test func `a queue that was stopped or takes no jobs is told with its remedy`() throws {
    for (stop, start, code) in [("cupsdisable", "cupsenable", "J30"), ("cupsreject", "cupsaccept", "J31")] {
      _ = try Program.run(stop, ["Counter"], environment: stack.environment)
      #expect(try shop.run(["printer", "state", "Counter"]).lines[0]["codes"] as? [String] == [code])
      #expect(try shop.run(["printer", "test", "Counter"]).codes == ["J06"])
      _ = try Program.run(start, ["Counter"], environment: stack.environment)
    }
    #expect(try printer.takePrinted().isEmpty)
  }

  @Test func `a job that the printer gives up and one that somebody cancels there are told apart`() throws {
    let order = try shop.order()
    try printer.be(.fail)
    #expect(try print(order).codes == ["N81"])
    let page = try shop.run(["printer", "test", "Counter", "--quiet"])
    #expect((page.status, page.codes) == (4, ["N45"]))

    try printer.be(.paperOut)
    let told = "\(shop.folder)/cancelled.txt"
    let command = try shop.start(["documents", "--print", "--printer", "Counter", order], errors: told)
    try eventually({ try shop.run(["printer", "state", "Counter"]).status == 3 }, "paper out")
    try printer.cancelAtPanel()
    try printer.heal()
    #expect(command.ended(within: 120) == .exited(4))
    #expect(String(decoding: try Files.read(told, limit: 1 << 16), as: UTF8.self).contains("N80"))
    try eventually({ try !printer.takePrinted().isEmpty }, "the virtual printer ends what was cancelled")
    let outcomes = try shop.run(["order", "history", order]).lines.compactMap { $0["outcome"] as? String }
    #expect(outcomes == ["failed", "cancelled"])

    #expect(try print(order).status == 0)
    #expect(try printer.takePrinted().count == 2)
  }

  @Test func `a printer that does not move is not waited for for ever, and its job is settled by the next run`() throws
  {
    let order = try shop.order()
    try printer.be(.jam)
    let stuck = try print(order, wait: 5)
    #expect((stuck.status, stuck.codes) == (3, ["J22", "J11"]))
    try printer.heal()
    #expect(try print(order).status == 0)
    #expect(try printer.takePrinted().count == 2, "the copy in the queue came out by itself and not twice")
  }

  @Test func `a queue that cannot promise the scale is refused unless somebody insists`() throws {
    let portable = try SoftPrinter("Portable", of: stack, formats: "application/pdf")
    defer { portable.switchOff() }
    let order = try shop.order()
    let refused = try shop.run(["documents", "--print", "--printer", "Portable", order])
    #expect((refused.status, refused.codes) == (4, ["J05"]))
    let insisted = try shop.run(["documents", "--print", "--printer", "Portable", "--any-scale", order])
    #expect(insisted.status == 0, "\(insisted.errors)")
    let papers = try portable.takePrinted()
    #expect(papers.count == 2 && papers.allSatisfy(\.isPDF))
    let scales = try shop.run(["printer", "list"]).lines.reduce(into: [:]) {
      $0[$1["printer"] as? String] = $1["scale"] as? String
    }
    #expect(scales["Portable"] == "unsure" && scales["Counter"] == "exact")
  }

  @Test func `a filter that fails is told, and its job cannot print later`() throws {
    try PrintStack.write("#!/bin/sh\necho 'ERROR: broken filter' >&2\nexit 1\n", to: "\(stack.folder)/filter")
    chmod("\(stack.folder)/filter", 0o755)
    let description = String(
      decoding: try Files.read("\(stack.folder)/etc/ppd/Counter.ppd", limit: 1 << 20), as: UTF8.self)
    let broken = description.replacing(/\*cupsFilter2: "image\/pwg.*\n/, with: "")
      .replacing(/application\/pdf 10 -/, with: "application/pdf 10 \(stack.folder)/filter")
    try PrintStack.write(broken, to: "\(stack.folder)/broken.ppd")
    try printer.queue("-P", "\(stack.folder)/broken.ppd", named: "Broken")
    let order = try shop.order()
    #expect(try shop.run(["documents", "--print", "--printer", "Broken", order]).codes == ["J05"])
    let failed = try shop.run(["documents", "--print", "--printer", "Broken", "--any-scale", order])
    #expect(failed.codes == ["N81"])
    // CUPS tells its own words or, when it asks in time, the filter's.
    #expect(failed.errors.contains("Filter failed") || failed.errors.contains("broken filter"))
    let waiting = try Program.run("lpstat", ["-o", "Broken"], environment: stack.environment)
    #expect(waiting.outputText.isEmpty)
    #expect(try printer.takePrinted().isEmpty)
  }

  /// The print service on this thread's server, its queue, and a ticket for a job that nobody has begun.
  func readyJob(_ name: String) throws -> (service: PrintService, queue: Queue, ticket: JobTicket) {
    let service = try PrintService()
    let queue = try service.queue("Counter")
    guard case .raster(let format) = try service.route(through: queue) else { throw StackTrouble("no raster") }
    return (service, queue, JobTicket(name: name, bothSides: false, format: format))
  }

  @Test func `a job that breaks off and cannot be withdrawn is not taken for one that never was`() throws {
    cupsSetServer("\(stack.folder)/cups.sock")
    defer { cupsSetServer(nil) }
    let (service, queue, ticket) = try readyJob("breaks off")
    for isThere in [true, false] {
      cupsSetServer("\(stack.folder)/cups.sock")
      let job = try service.create(ticket, on: queue)
      let thrown = #expect(throws: (any Error).self) {
        try service.send(job, ticket) { _ in
          cupsSetServer("\(stack.folder)/\(isThere ? "cups" : "nobody").sock")
          throw StackTrouble("breaks off")
        }
      }
      if isThere {
        #expect(thrown is StackTrouble)
      } else {
        #expect(thrown as? PrinterError == .leftLying("Counter", job: job.number))
        cupsSetServer("\(stack.folder)/cups.sock")
        try PrintService().cancel(job)
      }
    }
    #expect(try printer.takePrinted().isEmpty)
  }

  @Test func `a queue of which the print service tells nothing is not taken for one that keeps the scale`() throws {
    try printer.queue("-m", "everywhere", named: "Hidden")
    #expect(try shop.run(["printer", "test", "Hidden"]).codes == ["J35"])
    #expect(try printer.takePrinted().isEmpty)
  }

  @Test func `a print service that refuses to answer is told apart from none`() throws {
    let refuser = try Refuser()
    var elsewhere = stack.environment
    elsewhere["CUPS_SERVER"] = "127.0.0.1:\(refuser.port)"
    let answer = Answer(
      try Program.run("\(Program.folder)/certkiosk", ["printer", "list", "--json"], environment: elsewhere))
    #expect((answer.status, answer.codes) == (3, ["J36"]))
  }

  @Test func `without a print service, a printer or its name that is said`() throws {
    #expect(try shop.run(["printer", "test", "Nowhere"]).codes == ["J03"])
    var elsewhere = stack.environment
    elsewhere["CUPS_SERVER"] = "\(stack.folder)/nobody.sock"
    let program = "\(Program.folder)/certkiosk"
    let answer = Answer(try Program.run(program, ["printer", "list", "--json"], environment: elsewhere))
    #expect((answer.status, answer.codes) == (3, ["J01"]))
  }
}
