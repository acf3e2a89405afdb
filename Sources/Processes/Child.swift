// A child process with a clean signal mask and only the descriptors it is given.
internal import CLinux
internal import Glibc

/// A program that could not be started, with the system's error number.
public struct NotStarted: Error, Hashable, Sendable {
  public let program: String
  public let code: Int32

  public var reason: String { String(cString: strerror(code)) }
}

/// How a child ended.
public enum Ending: Hashable, Sendable {
  case exited(Int32)
  case killed(signal: Int32)
  /// Nobody can say: the system gave its end away, as it does where SIGCHLD is ignored.
  case lost
}

/// A running child. Leaving scope without waiting kills it.
public final class Child {
  public let identifier: Int32
  private var ending: Ending?

  /// - Parameters:
  ///   - program: a path; with no slash it is looked up in PATH.
  ///   - descriptors: the child's descriptor number → the parent's. 0, 1 and 2 stay the parent's when not named.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String], descriptors: [Int32: Int32] = [:]
  ) throws(NotStarted) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    Self.map(descriptors, &actions)
    var attributes = posix_spawnattr_t()
    Self.resetSignals(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }

    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child: pid_t = 0
    let result =
      program.contains("/")
      ? posix_spawn(&child, program, &actions, &attributes, words, variables)
      : posix_spawnp(&child, program, &actions, &attributes, words, variables)
    guard result == 0 else { throw NotStarted(program: program, code: result) }
    identifier = child
  }

  deinit {
    guard ending == nil else { return }
    kill(SIGKILL)
    _ = wait()
  }

  /// Moves the parent's descriptors out of the way first, so that no target overwrites a source that is still needed.
  private static func map(_ descriptors: [Int32: Int32], _ actions: inout posix_spawn_file_actions_t) {
    let pairs = descriptors.sorted { $0.key < $1.key }
    let safe = (pairs.flatMap { [$0.key, $0.value] }.max() ?? 2) + 1
    for (index, pair) in pairs.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, pair.value, safe + Int32(index))
    }
    for (index, pair) in pairs.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, safe + Int32(index), pair.key)
      posix_spawn_file_actions_addclose(&actions, safe + Int32(index))
    }
    // Others may have been opened by libraries, which let children have them.
    _ = linux_close_from(&actions, max(2, pairs.last?.key ?? 2) + 1)
  }

  /// Swift's threads block nearly every signal, and children would inherit that.
  private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
    posix_spawnattr_init(&attributes)
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  public func kill(_ signal: Int32) {
    if ending == nil { _ = Glibc.kill(identifier, signal) }
  }

  /// Asks the child to end, and kills it when it has not after `seconds`.
  public func stop(within seconds: Double = 3) {
    kill(SIGTERM)
    _ = ended(within: seconds)
  }

  /// Waits for its end, and kills it when it has not come after `seconds`, whatever is done to the machine's clock.
  public func ended(within seconds: Double) -> Ending {
    let deadline = Self.uptime + seconds
    while poll() == nil, Self.uptime < deadline { usleep(5000) }
    kill(SIGKILL)
    return wait()
  }

  /// Seconds since the machine started.
  private static var uptime: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// How it ended, or nil while it runs.
  public func poll() -> Ending? { reap(WNOHANG) }

  /// Waits for its end.
  public func wait() -> Ending { reap(0) ?? .lost }

  private func reap(_ options: Int32) -> Ending? {
    if let ending { return ending }
    var status: Int32 = 0
    var result: pid_t
    repeat { result = waitpid(identifier, &status, options) } while result < 0 && errno == EINTR
    guard result != 0 else { return nil }
    ending = result < 0 ? .lost : Self.ending(status)
    return ending
  }

  private static func ending(_ status: Int32) -> Ending {
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
  }
}
