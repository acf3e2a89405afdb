// Scans that the machine could not read at that time: no verdict on them, so that they are read another time.
import Counter
import Domain
import Files
import Processes
import Testing

@Suite struct UnreadScanTests {
  private func pass(_ counter: CounterDesk, worker: String) throws -> [String] {
    var codes: [String] = []
    let inbox = "\(counter.folder)/inbox"
    try Day(desk: counter.desk, inbox: inbox, outbox: "\(counter.folder)/outbox", worker: worker) { event in
      if case .unreadable(_, let explanation) = event { codes.append(explanation.code) }
    }.run()
    return codes
  }

  @Test func `a night without a decoder puts no scan away, and the next night reads it`() throws {
    let counter = try CounterDesk()
    let scans = "\(counter.folder)/inbox/scans"
    try Files.makeFolder(scans)
    try Files.write(Array("no picture".utf8), to: "\(scans)/page.jpg")
    #expect(try pass(counter, worker: "/nowhere/certkiosk") == ["C03"])
    #expect(try Files.names(in: scans) == ["page.jpg"])
    #expect(try pass(counter, worker: "\(Program.folder)/certkiosk") == ["G02"])
    #expect(try Files.names(in: scans).isEmpty)
    #expect(try Files.names(in: "\(counter.folder)/inbox/done/scans") == ["page.jpg"])
  }
}
