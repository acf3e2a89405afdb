// The parent's line to the child that waits for uploads, which is started with the first of them and again when it is gone.
internal import CLinux
internal import Glibc
internal import Processes
internal import Synchronization

final class DecodeLine: Sendable {
  private let executable: String
  private let host = Mutex<RunningHost?>(nil)
  private let last = Mutex(0)

  /// A worker's number, and the host that has it.
  struct Turn: Sendable {
    fileprivate let number: Int
    fileprivate let host: RunningHost

    /// Its worker is not needed any more, whether it is done or not.
    func end() { _ = host.send(.end(number), []) }

    /// Why nothing more comes: an upload stopped the worker, or the host never became one because a library is missing.
    func death() -> ScanError { host.death() }
  }

  /// - Parameter executable: the program that answers `DecodeHost.argument`.
  init(executable: String) { self.executable = executable }

  /// Has a worker begin with a page.
  /// - Parameters:
  ///   - upload, report: descriptors, which the caller may close afterwards.
  func begin(_ request: DecodeRequest, upload: Int32, report: Int32) throws(ScanError) -> Turn {
    let number = last.withLock { last in
      last += 1
      return last
    }
    return Turn(number: number, host: try send(.decode(number, request), [upload, report]))
  }

  /// Gives up a host that lets pages wait without a word: the next page has another.
  func forget(_ turn: Turn) {
    host.withLock { host in if host === turn.host { host = nil } }
    turn.host.kill()
  }

  /// - Returns: the host that heard it.
  private func send(_ message: DecodeMessage, _ descriptors: [Int32]) throws(ScanError) -> RunningHost {
    let executable = executable
    let sent: Result<RunningHost, ScanError> = host.withLock { host in
      if let host, host.send(message, descriptors) { return .success(host) }
      do throws(ScanError) {
        let another = try RunningHost(executable)
        host = another
        return another.send(message, descriptors) ? .success(another) : .failure(another.death())
      } catch { return .failure(error) }
    }
    return try sent.get()
  }
}

/// The child and the socket through which it is told what to do.
private final class RunningHost: Sendable {
  private let child: Mutex<Child>
  private let line: Int32

  init(_ executable: String) throws(ScanError) {
    var ends: [Int32] = [-1, -1]
    let silence = linux_memory_file("silence")
    guard silence >= 0, linux_fix_size(silence) == 0, linux_socket_pair(&ends) == 0 else {
      throw .cannotStart(errno)
    }
    defer {
      close(silence)
      close(ends[1])
    }
    line = ends[0]
    do {
      child = Mutex(
        try Child(
          executable, [DecodeHost.argument], environment: Self.environment,
          descriptors: [0: ends[1], 1: silence, 2: silence]))
    } catch {
      close(line)
      throw .cannotStart(error.code)
    }
  }

  /// Pictures are some of the largest things a program holds: in pages of two megabytes they are had sooner.
  private static let environment = ["SWIFT_BACKTRACE": "enable=no", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"]

  /// - Returns: whether there is somebody to hear it; a line that is full has nobody.
  func send(_ message: DecodeMessage, _ descriptors: [Int32]) -> Bool {
    let text = Array(message.text.utf8)
    return linux_send(line, text, UInt(text.count), descriptors, Int32(descriptors.count)) == 0
  }

  /// What ended a worker: the upload, unless its host is gone, which reads no byte of one. The host tells by its own end
  /// where a library is missing that it opens (opened.c) or is linked with. Asking the loader here could last for ever: a
  /// scanner's driver may have left it locked.
  func death() -> ScanError {
    // Its descriptors are closed before its status is there.
    guard isHungUp(within: 20) else { return .decoderDied }
    return ending(within: 500) == .exited(127) ? .cannotStart(ELIBACC) : .hostLost
  }

  private func isHungUp(within milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: line, events: 0, revents: 0)
    return poll(&waiting, 1, milliseconds) > 0
  }

  private func ending(within milliseconds: Int) -> Ending? {
    for _ in 0..<milliseconds {
      if let ending = child.withLock({ $0.poll() }) { return ending }
      usleep(1000)
    }
    return nil
  }

  func kill() { child.withLock { $0.kill(SIGKILL) } }

  /// It ends by itself when the line is closed; one that does not is killed.
  deinit {
    close(line)
    _ = ending(within: 500)
  }
}
