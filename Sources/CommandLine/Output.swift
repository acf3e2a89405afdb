// Where a program's words go: a terminal at once, another descriptor in large pieces, or memory for tests.
internal import Glibc
internal import Synchronization

/// A stream of text. A reader that went away is no failure: what follows is dropped quietly.
public final class Output: Sendable {
  public static let standard = Output(descriptor: STDOUT_FILENO)
  public static let diagnostics = Output(descriptor: STDERR_FILENO)

  private struct State {
    var waiting: [UInt8] = []
    var failure: Int32?
  }

  /// Nil when the text is kept.
  private let descriptor: Int32?
  private let state = Mutex(State())
  private static let capacity = 1 << 15

  /// Whether a person is watching: a warning must stand there before what it warns of is asked or done.
  public let isTerminal: Bool

  private init(descriptor: Int32?) {
    self.descriptor = descriptor
    isTerminal = descriptor.map { isatty($0) == 1 } ?? false
  }

  public convenience init(descriptor: Int32) { self.init(descriptor: Optional(descriptor)) }

  /// Keeps everything for `text`.
  public static func kept() -> Output { Output(descriptor: nil) }

  /// What was written and not yet handed to a descriptor.
  public var text: String { state.withLock { String(decoding: $0.waiting, as: UTF8.self) } }

  public func write(_ text: String) {
    state.withLock { state in
      state.waiting += text.utf8
      if isTerminal || state.waiting.count >= Self.capacity { send(&state) }
    }
  }

  /// Hands over what is waiting. Returns the system's error number of the first write that failed, if one did.
  @discardableResult public func flush() -> Int32? {
    state.withLock { state in
      send(&state)
      return state.failure == EPIPE ? nil : state.failure
    }
  }

  private func send(_ state: inout State) {
    guard let descriptor else { return }
    var done = 0
    while done < state.waiting.count && state.failure == nil {
      let count = state.waiting.withUnsafeBytes { bytes in
        Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[done...]).baseAddress, bytes.count - done)
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        state.failure = errno
      }
    }
    state.waiting.removeAll(keepingCapacity: true)
  }
}
