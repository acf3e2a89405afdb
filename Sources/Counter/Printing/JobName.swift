// What print jobs are called: a job is found again by its name, at the print service and at the printer.
internal import Cryptography

enum JobName {
  /// A name that no other job has, for what may be printed again and again.
  static func unlike(others name: String) -> String { "\(name) \(Random.bytes(4).hex)" }
}
