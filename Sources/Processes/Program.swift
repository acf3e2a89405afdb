// Running a program to its end: words in, what it printed out.
internal import CLinux
internal import Glibc

/// What a program did.
public struct Outcome: Sendable {
  public let ending: Ending
  public let output: [UInt8]
  public let errors: [UInt8]

  public var outputText: String { String(decoding: output, as: UTF8.self) }
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
  public var succeeded: Bool { ending == .exited(0) }
}

public enum Program {
  /// This process's environment.
  public static var environment: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
      entry += 1
    }
    return variables
  }

  /// The folder of the running program's own file.
  public static var folder: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    let path = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// Runs a program and waits for it. Each secret is given to the child on a descriptor of its own, from 3 upwards in
  /// order, so that it never stands in its arguments.
  /// - Parameter seconds: after which it is killed; nil for a program that may take its time.
  public static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = Program.environment,
    input: [UInt8] = [], secrets: [String] = [], within seconds: Double? = nil
  ) throws(NotStarted) -> Outcome {
    let output = try Spool(program), errors = try Spool(program), given = try Spool(program)
    try given.fill(input)
    var descriptors: [Int32: Int32] = [0: given.number, 1: output.number, 2: errors.number]
    var spools: [Spool] = []
    for (index, secret) in secrets.enumerated() {
      let spool = try Spool(program)
      try spool.fill(Array((secret + "\n").utf8))
      spools.append(spool)
      descriptors[Int32(3 + index)] = spool.number
    }
    let child = try Child(program, arguments, environment: environment, descriptors: descriptors)
    let ending = seconds.map { child.ended(within: $0) } ?? child.wait()
    defer { withExtendedLifetime(spools) {} }
    return Outcome(ending: ending, output: try output.contents(), errors: try errors.contents())
  }
}

/// An anonymous file in memory: what is written never touches a disk, and no pipe can fill up.
private final class Spool {
  let number: Int32
  private let program: String

  init(_ program: String) throws(NotStarted) {
    self.program = program
    number = linux_memory_file("spool")
    guard number >= 0 else { throw NotStarted(program: program, code: errno) }
  }

  deinit { close(number) }

  /// All of it or an error: where memory is short, a program must not be given half of what it is asked.
  func fill(_ bytes: [UInt8]) throws(NotStarted) {
    try move(bytes.count) { done in
      bytes.withUnsafeBytes { pwrite(number, $0.baseAddress! + done, bytes.count - done, done) }
    }
  }

  func contents() throws(NotStarted) -> [UInt8] {
    let size = Int(max(0, lseek(number, 0, SEEK_END)))
    var bytes = [UInt8](repeating: 0, count: size)
    try move(size) { done in
      bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress! + done, size - done, done) }
    }
    return bytes
  }

  /// - Parameter some: moves some of the bytes behind those that were moved, and says how many.
  private func move(_ size: Int, _ some: (Int) -> Int) throws(NotStarted) {
    var done = 0
    while done < size {
      let count = some(done)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw NotStarted(program: program, code: count < 0 ? errno : EIO) }
      done += count
    }
  }
}
