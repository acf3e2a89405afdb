// Batches that a printer or a pulled plug stops in the middle, and that are given again.
import Foundation
import Glibc
import Processes
import Testing

extension RealPath {
  @Test func `a batch that the printer breaks off goes on where it stopped, and no copy comes out twice`() throws {
    let orders = try (0..<3).map { _ in try shop.order() }
    let list = "\(shop.folder)/batch.txt"
    try PrintStack.write(orders.joined(separator: "\n") + "\n", to: list)
    try printer.be(.failThird)
    let broken = try print("--from", list)
    #expect((broken.status, broken.codes) == (4, ["N81"]))
    #expect(broken.lines.count == 2)
    try printer.be(.ok)
    let rest = try print("--from", list)
    #expect(rest.status == 0, "\(rest.errors)")
    #expect(rest.lines.first?["outcome"] as? String == "printed-before")
    #expect(rest.lines.compactMap { $0["copy"] as? Int } == [1, 2, 1, 2])
    let papers = try printer.takePrinted()
    try expectOnce(orders, papers)
    #expect(try print("--from", list).status == 0)
    #expect(try printer.takePrinted().isEmpty)
  }

  @Test func `an order that does not exist does not end a batch`() throws {
    let orders = try (0..<2).map { _ in try shop.order() }
    let list = "\(shop.folder)/mixed.txt"
    try PrintStack.write([orders[0], "NOBODY", orders[1]].joined(separator: "\n") + "\n", to: list)
    let answer = try print("--from", list)
    #expect((answer.status, answer.codes) == (1, ["N04"]))
    try expectOnce(orders, printer.takePrinted())
  }

  /// Each order's two copies once, in the batch's order. Every paper differs from every other by its page codes.
  private func expectOnce(_ orders: [String], _ papers: [Delivered]) throws {
    let expected = orders.flatMap { [$0, $0] }
    #expect(papers.compactMap { $0.setting("JOB_NAME")?.prefix(16) }.map(String.init) == expected)
    #expect(Set(papers.map(\.bytes)).count == expected.count)
  }

  /// How far printing had come when the plug was pulled.
  enum Moment: CaseIterable, Sendable {
    /// Somewhere between the first write and the end.
    case early, later, printing
  }

  @Test(arguments: Moment.allCases)
  func `whenever the plug is pulled, each copy comes out once`(moment: Moment) throws {
    let order = try shop.order()
    try printer.be(.paperOut)
    let command = try shop.start(["documents", "--print", "--printer", "Counter", order])
    switch moment {
    case .early: usleep(150_000)
    case .later: usleep(400_000)
    case .printing: try eventually({ try shop.run(["printer", "state", "Counter"]).status == 3 }, "paper out")
    }
    command.kill(SIGKILL)
    _ = command.ended(within: 120)
    try printer.heal()
    let rest = try print(order)
    #expect(rest.status == 0, "\(rest.errors)")
    #expect(try printer.takePrinted().count == 2)
    #expect(try print(order).codes == ["N83"])
  }

  @Test func `two who print at once do not print everything twice`() throws {
    let order = try shop.order()
    try printer.be(.paperOut)
    let first = try shop.start(["documents", "--print", "--printer", "Counter", order])
    try eventually({ try shop.run(["printer", "state", "Counter"]).status == 3 }, "paper out")
    #expect(try print(order).codes == ["N84"])
    try printer.heal()
    #expect(first.ended(within: 120) == .exited(0))
    #expect(try printer.takePrinted().count == 2)
  }

  @Test func `of a copy that the print service has forgotten a person is asked`() throws {
    for (answer, more) in [("yes", 1), ("no", 2)] {
      let order = try shop.order()
      try printer.be(.paperOut)
      let command = try shop.start(["documents", "--print", "--printer", "Counter", order])
      try eventually({ try shop.run(["printer", "state", "Counter"]).status == 3 }, "paper out")
      command.kill(SIGKILL)
      _ = command.ended(within: 120)
      try stack.forgetJobs(of: "Counter")
      try printer.heal()
      try eventually({ try shop.run(["printer", "state", "Counter"]).status == 0 }, "the printer is free again")
      // Only of a job that has ended its history goes too.
      try stack.forgetJobs(of: "Counter")
      try eventually({ try !printer.takePrinted().isEmpty }, "the virtual printer ends what it had begun")
      #expect(try print(order).codes == ["N82"])
      #expect(try print(order, "--came-out", answer).codes == ["N01"], "only somebody who is known can say so")
      #expect(try print(order, "--came-out", answer, signedIn: true).status == 0)
      #expect(try printer.takePrinted().count == more)
    }
  }
}
