// The openssl command as an independent judge of what this room writes.
import Files
import Processes

/// A folder of its own that goes away with the test.
final class Workplace {
  let path: String

  init() throws {
    let made = try Program.run("mktemp", ["-d", "/tmp/certkiosk-tests.XXXXXX"])
    path = String(made.outputText.dropLast())
  }

  deinit { _ = try? Program.run("rm", ["-rf", path]) }

  func put(_ bytes: [UInt8], _ name: String) throws -> String {
    try Files.write(bytes, to: "\(path)/\(name)")
    return "\(path)/\(name)"
  }

  func put(_ text: String, _ name: String) throws -> String { try put(Array(text.utf8), name) }

  func get(_ name: String) throws -> [UInt8] { try Files.read("\(path)/\(name)", limit: 1 << 26) }
}

func openssl(_ arguments: String...) throws -> Outcome { try Program.run("openssl", arguments) }
