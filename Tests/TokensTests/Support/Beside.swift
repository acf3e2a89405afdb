// Programs and lines beside a test: nobody else inherits them, and no wait for them lasts for ever.
import Glibc
import Testing

/// A line between this process and one that it begins; each end is closed once.
final class Line {
  private var ends: [Int32] = [-1, -1]

  /// A pair of sockets: Glibc's module has no pipe that is born closed for children.
  init() throws {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
  }

  deinit {
    closeReading()
    closeWriting()
  }

  var reading: Int32 { ends[0] }
  var writing: Int32 { ends[1] }

  func closeReading() { shut(0) }

  func closeWriting() { shut(1) }

  private func shut(_ end: Int) {
    if ends[end] >= 0 { close(ends[end]) }
    ends[end] = -1
  }
}

/// Whether something can be read from a descriptor, or taken at a door, within so many seconds.
func isReady(_ descriptor: Int32, within seconds: Int32) -> Bool {
  var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  let end = ContinuousClock.now + .seconds(Int(seconds))
  while ContinuousClock.now < end {
    let count = poll(&waited, 1, 100)
    if count > 0 { return true }
    if count < 0, errno != EINTR { return false }
  }
  return false
}

/// Exactly so many bytes, the next of them within so many seconds each; what came until then otherwise.
func read(_ count: Int, from descriptor: Int32, within seconds: Int32) -> [UInt8] {
  var bytes: [UInt8] = []
  while bytes.count < count, isReady(descriptor, within: seconds) {
    var part = [UInt8](repeating: 0, count: count - bytes.count)
    let got = Glibc.read(descriptor, &part, part.count)
    guard got > 0 else { break }
    bytes += part.prefix(got)
  }
  return bytes
}
