// Bytes that nobody else shall see: locked into memory, left out of core files, overwritten when they are done with.
internal import Glibc

/// A PIN, a key or a command that carries one. Lent for the length of a call and never copied out of here: an array or
/// a string would leave its bytes behind wherever it was moved.
public final class SecretBytes: @unchecked Sendable {
  // Never written after init, so that reading from several threads is safe.
  private let pages: LockedPages
  public let count: Int

  init(_ pages: LockedPages, count: Int) { (self.pages, self.count) = (pages, count) }

  /// So many bytes, zero until `fill` writes them.
  public convenience init<Failure: Error>(
    count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let pages = LockedPages(count)
    try fill(UnsafeMutableRawBufferPointer(rebasing: pages.bytes[..<count]))
    self.init(pages, count: count)
  }

  /// Bytes that somebody else answers for, such as a factory's well-known value or what a test has made up.
  public convenience init(_ bytes: some Collection<UInt8>) {
    self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// Lends the bytes. They must not be kept beyond the call.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeRawBufferPointer(rebasing: pages.bytes[..<count]))
  }

  /// Compares without telling by its duration where the first difference lies.
  public func isEqual(to other: SecretBytes) -> Bool {
    guard count == other.count else { return false }
    return withBytes { mine in
      other.withBytes { theirs in zip(mine, theirs).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0 }
    }
  }
}

extension SecretBytes: CustomStringConvertible, CustomReflectable {
  public var description: String { "•••" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
