// A count that processes share: those that work add to it, the one that waits for them reads it.
internal import CLinux
internal import Glibc

/// Counts in a file in memory, a byte for each; a process that ends in the middle has counted what it did.
public final class SharedCount: Sendable {
  /// To be handed to a child, which knows its end by that number.
  public let descriptor: Int32
  private let isOwn: Bool

  public init() throws(NotStarted) {
    descriptor = linux_memory_file("count")
    isOwn = true
    // Appending is one step under the file's own lock; the place of a memory file alone is not (open(2)).
    guard descriptor >= 0, fcntl(descriptor, F_SETFL, O_APPEND) == 0 else {
      throw NotStarted(program: "count", code: errno)
    }
  }

  /// The count behind a descriptor that a parent process gave.
  public init(inherited descriptor: Int32) {
    self.descriptor = descriptor
    isOwn = false
  }

  deinit { if isOwn { close(descriptor) } }

  public func add() {
    // All processes append to the open file that they share.
    var byte: UInt8 = 0x2E
    _ = write(descriptor, &byte, 1)
  }

  public var total: Int {
    var facts = stat()
    return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
  }
}
