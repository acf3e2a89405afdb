// The parent's line to the child that waits for uploads, which is started with the first of them and again when it is gone.
internal import CLinux
internal import Glibc
internal import Processes
internal import Synchronization

final class DecodeLine: Sendable {
  private let executable: String
  private let host = Mutex<Host?>(nil)
  private let last = Mutex(0)

  /// - Parameter executable: the program that answers `DecodeHost.argument`.
  init(executable: String) { self.executable = executable }

  /// Has a worker begin with a page.
  /// - Parameters:
  ///   - upload, report: descriptors, which the caller may close afterwards.
  /// - Returns: the worker's number on this line.
  func begin(_ request: DecodeRequest, upload: Int32, report: Int32) throws(ScanError) -> Int {
    let number = last.withLock { last in
      last += 1
      return last
    }
    try send(.decode(number, request), [upload, report])
    return number
  }

  /// A worker that is not needed any more, whether it is done or not.
  func end(_ number: Int) {
    host.withLock { _ = $0?.send(.end(number), []) }
  }

  private func send(_ message: DecodeMessage, _ descriptors: [Int32]) throws(ScanError) {
    let executable = executable
    let failure: ScanError? = host.withLock { host in
      if host?.send(message, descriptors) == true { return nil }
      do throws(ScanError) {
        let another = try Host(executable)
        host = another
        return another.send(message, descriptors) ? nil : .died()
      } catch { return error }
    }
    if let failure { throw failure }
  }
}

/// The child and the socket through which it is told what to do.
private final class Host {
  private let child: Child
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
      child = try Child(
        executable, [DecodeHost.argument], environment: Self.environment,
        descriptors: [0: ends[1], 1: silence, 2: silence])
    } catch {
      close(line)
      throw .cannotStart(error.code)
    }
  }

  /// Pictures are some of the largest things a program holds: in pages of two megabytes they are had sooner.
  private static let environment = ["SWIFT_BACKTRACE": "enable=no", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"]

  /// - Returns: whether there is somebody to hear it.
  func send(_ message: DecodeMessage, _ descriptors: [Int32]) -> Bool {
    let text = Array(message.text.utf8)
    return linux_send(line, text, UInt(text.count), descriptors, Int32(descriptors.count)) == 0
  }

  /// It ends by itself when the line is closed; one that does not is killed.
  deinit {
    close(line)
    for _ in 0..<500 where child.poll() == nil { usleep(1000) }
  }
}

extension ScanError {
  /// Why the child is gone: an upload stopped it, or it never started because a library is missing that it opens.
  static func died() -> ScanError {
    let isWhole = [LateLibrary.zbar, .qpdf].allSatisfy(\.isInstalled)
    return isWhole ? .decoderDied : .cannotStart(ELIBACC)
  }
}
