// A terminal with somebody at it, for tests of what is asked there.
internal import Foundation
internal import Synchronization

/// A terminal of the system that nobody sees: a program has one end of it, whoever types has the other.
public final class PretendTerminal: Sendable {
  fileprivate let keyboard: Int32
  /// The program's end.
  public let end: Int32

  public init() throws {
    keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: Int32 = 0, unlocked: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>, which are macros of macros.
    guard ioctl(keyboard, 0x4004_5431, &unlocked) == 0, ioctl(keyboard, 0x8004_5430, &number) == 0 else {
      throw CocoaError(.fileReadUnknown)
    }
    end = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
  }

  deinit {
    close(keyboard)
    close(end)
  }
}

/// Waits for each question on a terminal, then types.
public final class Typist {
  private let thread: Thread
  private let screen: Screen

  /// - Parameter answers: what is typed after the first question, the second, and so on.
  public init(at terminal: PretendTerminal, _ answers: [[UInt8]]) {
    let screen = Screen()
    self.screen = screen
    // What is typed before a question is flushed away, so that each is waited for.
    thread = Thread {
      for keys in answers {
        guard screen.waitsForQuestion(at: terminal.keyboard) else { return }
        _ = write(terminal.keyboard, keys, keys.count)
        screen.answered.withLock { $0 += 1 }
      }
    }
    thread.start()
  }

  /// What stood on the terminal up to the last question.
  public var shown: String { screen.bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  /// How many questions were answered.
  public var answered: Int { screen.answered.withLock { $0 } }

  /// Goes away, whether everything was asked or not.
  public func finish() {
    screen.isOver.withLock { $0 = true }
    while !thread.isFinished { usleep(1000) }
  }
}

/// What a terminal has shown, read by one thread and looked at by another.
private final class Screen: Sendable {
  let bytes = Mutex<[UInt8]>([])
  let answered = Mutex(0)
  let isOver = Mutex(false)

  /// False when nobody asks any more.
  func waitsForQuestion(at keyboard: Int32) -> Bool {
    var waited = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    while !isOver.withLock({ $0 }) {
      guard poll(&waited, 1, 50) > 0 else { continue }
      var byte: UInt8 = 0
      guard read(keyboard, &byte, 1) == 1 else { return false }
      let isAsked = bytes.withLock { bytes in
        bytes.append(byte)
        return bytes.suffix(3).elementsEqual("：".utf8)
      }
      if isAsked { return true }
    }
    return false
  }
}
