// findings.jsonl: one line for each finding of a run; there whole when the run has ended.
internal import Domain
internal import Files
internal import Glibc

/// Collects findings beside their file and gives them its name at the end.
final class FindingLog {
  private let path: String
  private let language: Language
  private var waiting: [UInt8] = []
  private let file: OpenLog

  init(_ path: String, language: Language) throws(FileFailure) {
    self.path = path
    self.language = language
    file = try OpenLog("\(path).partial")
  }

  func append(_ finding: Finding) throws(FileFailure) {
    waiting += Array(finding.json(in: language).utf8) + [0x0A]
    if waiting.count > 1 << 16 { try flush() }
  }

  func finish() throws(FileFailure) {
    try flush()
    try file.descriptor.sync()
    try Files.rename("\(path).partial", to: path)
  }

  private func flush() throws(FileFailure) {
    try file.descriptor.write(waiting)
    waiting = []
  }

  /// Puts the shares of a parallel run together.
  static func join(_ parts: [String], in folder: String) throws(FileFailure) {
    var all: [UInt8] = []
    for part in parts {
      all += try Files.read("\(folder)/\(part)", limit: 1 << 30)
    }
    try Files.write(all, to: "\(folder)/findings.jsonl")
    for part in parts { try Files.remove("\(folder)/\(part)") }
  }
}

/// Keeps a descriptor that must not be copied inside a class that may be.
private final class OpenLog {
  let descriptor: Descriptor

  init(_ path: String) throws(FileFailure) {
    descriptor = try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
  }
}
