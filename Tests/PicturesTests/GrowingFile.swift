// A file to which another thread appends as soon as somebody has begun to read it, and no sooner.
import Files
import Foundation
import Glibc
import Synchronization
import Testing

/// The writer sees in /proc how far the reader has come: nothing depends on which of the two is faster.
final class GrowingFile: Sendable {
  let path: String
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  private struct State {
    var farthest = 0
    var isOver = false
  }

  private static let chunk = 1 << 16
  /// Much more than any reader takes, and little enough for every disk.
  private static let most = 1 << 26

  /// - Parameter size: in bytes, before anybody reads.
  init(size: Int) throws {
    // As /proc names it, without links.
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    path = folder.appendingPathComponent("growing-\(UUID().uuidString)").path
    try Files.write([UInt8](repeating: 0xFF, count: size), to: path)
    Thread { self.grow() }.start()
  }

  /// How many bytes the reader was seen to have taken.
  var farthest: Int { state.withLock { $0.farthest } }

  /// Stops the writer and takes the file away.
  func finish() {
    state.withLock { $0.isOver = true }
    if ended.wait(timeout: .now() + 60) == .timedOut { Issue.record("the writer did not end") }
    unlink(path)
  }

  private func grow() {
    let file = open(path, O_WRONLY | O_APPEND)
    defer { close(file) }
    let more = [UInt8](repeating: 0xFF, count: Self.chunk)
    var written = 0
    while !state.withLock({ $0.isOver }) {
      guard let place = readersPlace(besides: file), place > 0 else {
        sched_yield()
        continue
      }
      state.withLock { $0.farthest = max($0.farthest, place) }
      if written < Self.most { written += max(0, write(file, more, more.count)) }
    }
    ended.signal()
  }

  /// Bytes that another descriptor of this file has gone; nil when nobody has it open.
  private func readersPlace(besides own: Int32) -> Int? {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    let reader = numbers.first { $0 != "\(own)" && isOurs($0) }
    guard let reader, let told = FileManager.default.contents(atPath: "/proc/self/fdinfo/\(reader)"), isOurs(reader)
    else {
      return nil
    }
    return String(decoding: told, as: UTF8.self).firstMatch(of: #/pos:\t(\d+)/#).flatMap { Int($0.1) }
  }

  /// Another's file may have taken the number since.
  private func isOurs(_ number: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")) == path
  }
}
