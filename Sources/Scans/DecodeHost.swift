// The child that waits for uploads: linked, loaded and confined once, it forks a worker for each page.
internal import CLinux
internal import Glibc

/// What the binary runs when it is started to decode uploads. Linking fifty libraries takes a quarter of what passes
/// until a page is known; forking a program that is linked takes a twentieth of that.
public enum DecodeHost {
  /// The first argument that asks for this.
  public static let argument = "--decode-host"

  /// Descriptor 0 is the parent's line; when its other end is closed, the host and its workers are gone.
  /// It never reads a byte of an upload: it hands descriptors on.
  /// - Returns: the exit status; 0 when the parent closed the line.
  public static func run() -> Int32 {
    guard linux_keep([0, 1, 2], 3) == 0, linux_forbid_privileges() == 0, linux_forbid_files(descriptors) == 0 else {
      return 70
    }
    DecodeWorker.warmUp()
    guard linux_allow_forking_only() == 0 else { return 70 }
    var workers: [Int: pid_t] = [:]
    while let (message, given) = receive() {
      switch message {
      case .decode(let number, let request): workers[number] = fork(request, given)
      case .end(let number): workers.removeValue(forKey: number).map(end)
      case nil: break
      }
      given.forEach { close($0) }
    }
    return 0
  }

  /// Its own and those on their way to a worker.
  private static let descriptors: UInt = 16

  /// - Returns: nil when the line is closed.
  private static func receive() -> (DecodeMessage?, [Int32])? {
    var text = [UInt8](repeating: 0, count: 512)
    var given: [Int32] = [-1, -1]
    var number = Int32(given.count)
    var count = -1
    repeat { count = linux_receive(0, &text, UInt(text.count), &given, &number) } while count < 0 && errno == EINTR
    guard count > 0 else { return nil }
    return (DecodeMessage(String(decoding: text[..<count], as: UTF8.self)), Array(given.prefix(Int(number))))
  }

  /// A worker with the upload, the report and the host's own silence; nil when there is none.
  private static func fork(_ request: DecodeRequest, _ given: [Int32]) -> pid_t? {
    guard given.count == 2 else { return nil }
    let worker = linux_fork()
    if worker == 0 { _exit(linux_keep(given + [2], 3) == 0 ? DecodeWorker.run(request) : 70) }
    return worker > 0 ? worker : nil
  }

  /// One that has reported is on its way out; any other is not waited for.
  private static func end(_ worker: pid_t) {
    kill(worker, SIGKILL)
    var status: Int32 = 0
    while waitpid(worker, &status, 0) < 0 && errno == EINTR {}
  }
}
