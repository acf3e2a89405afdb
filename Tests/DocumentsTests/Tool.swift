// Runs the independent readers (poppler, qpdf, zbar) that judge what the renderer writes.
import Foundation
import Processes

struct Tool {
  struct Answer {
    var ending: Ending
    var output: [UInt8]
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs a command found on PATH; what it says on either channel is the output.
  static func run(_ command: String..., environment: [String: String] = [:]) throws -> Answer {
    try run(command, environment: environment)
  }

  static func run(_ command: [String], environment: [String: String] = [:]) throws -> Answer {
    let outcome = try Program.run(
      command[0], Array(command.dropFirst()), environment: Program.environment.merging(environment) { $1 }, within: 120)
    return Answer(ending: outcome.ending, output: outcome.output + outcome.errors)
  }
}

/// A folder that goes when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "documents-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], as name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }
}
