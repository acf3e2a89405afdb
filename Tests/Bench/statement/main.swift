// Reconciles a statement of many lines against as many orders and says how long it took and how much memory it held.
import Counter
import Domain
import Files
import Foundation
import Glibc
import Records
import Services

/// `statement-bench FORMS FOLDER LINES`: the folder is emptied first.
let words = Array(CommandLine.arguments.dropFirst())
guard words.count == 3, let lines = Int(words[2]), lines > 0 else {
  FileHandle.standardError.write(Data("statement-bench FORMS FOLDER LINES\n".utf8))
  exit(2)
}
let (forms, folder) = (words[0], words[1])
let pin = Array("417703".utf8)
let moment = Instant(seconds: 1_780_000_000)

func seconds(_ work: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try work()
  let (whole, rest) = (ContinuousClock.now - start).components
  return Double(whole) + Double(rest) / 1e18
}

/// The most memory that the process has held so far, in megabytes: VmHWM of proc(5).
func peak() -> Double {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return (line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) / 1000
}

func shown(_ value: Double) -> String { String(format: "%.1f", value) }

let bench = try StatementBench(forms: forms, folder: folder, pin: pin, at: moment)
let registering = try seconds { try bench.register(lines) }
try bench.writeStatement(lines)
let before = peak()
var summary: Desk.StatementSummary?
let first = try seconds { summary = try bench.desk.importStatement(bench.statement) }
let after = peak()
let again = try seconds { _ = try bench.desk.importStatement(bench.statement) }
let queues = StatementQueue.allCases.map { "\($0.rawValue) \(summary?.queues[$0] ?? 0)" }.joined(separator: ", ")
print(
  """
  | \(lines) lines, \(lines) orders | |
  |---|--:|
  | reconciled the first time, s | \(shown(first)) |
  | ms a line | \(String(format: "%.2f", first * 1000 / Double(lines))) |
  | the same file again, s | \(shown(again)) |
  | largest memory before the import, MB | \(shown(before)) |
  | largest memory after it, MB | \(shown(after)) |
  | settled | \(summary?.settled ?? 0) |
  | queues | \(queues) |
  | orders made for it, s | \(shown(registering)) |
  """)
