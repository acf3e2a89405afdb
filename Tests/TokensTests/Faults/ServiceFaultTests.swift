// Each class of fault once for each operation through pcscd: the same trials, with a real reader between.
import Foundation
import Glibc
import Testing

@Suite struct ServiceFaultTests {
  /// What a process of its own has to say: a line for each case that failed, and how many there were.
  private static func play(reportingTo path: String) throws {
    // A reader that hangs ends this process, and the test with it: calls of the service have no end of their own.
    alarm(1800)
    let lines = try ServiceFaults(folder: "\(path).d").play() + ["\(ServiceFaults.cases.count) cases"]
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test func `through pcscd each class of fault strikes every operation, and all ends as in the table`() async throws {
    let report = NSTemporaryDirectory() + "service-faults-\(UUID().uuidString)"
    defer { for path in [report, "\(report).d"] { try? FileManager.default.removeItem(atPath: path) } }
    await #expect(processExitsWith: .success) { [report = report as String] in
      try ServiceFaultTests.play(reportingTo: report)
    }
    let lines = try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n")
    for line in lines.dropLast() { Issue.record("\(line)") }
    #expect(lines.last == "\(ServiceFaults.cases.count) cases")
  }
}
