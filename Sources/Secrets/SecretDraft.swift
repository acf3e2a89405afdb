// A secret while it is put together: key by key from a terminal, or piece by piece into a command.

/// Room for a secret of at most so many bytes. What is taken back is overwritten at once, the whole at the end.
public struct SecretDraft: ~Copyable {
  private let pages: LockedPages
  private let capacity: Int
  public private(set) var count = 0

  public init(capacity: Int) {
    self.capacity = capacity
    pages = LockedPages(capacity)
  }

  public var isFull: Bool { count == capacity }
  public var last: UInt8? { count == 0 ? nil : pages.bytes[count - 1] }

  public mutating func append(_ byte: UInt8) {
    precondition(!isFull, "a secret has the room that was asked for")
    pages.bytes[count] = byte
    count += 1
  }

  public mutating func append(contentsOf bytes: some Sequence<UInt8>) { for byte in bytes { append(byte) } }

  public mutating func append(_ secret: SecretBytes) {
    secret.withBytes { bytes in for byte in bytes { append(byte) } }
  }

  @discardableResult
  public mutating func removeLast() -> UInt8 {
    count -= 1
    defer { pages.bytes[count] = 0 }
    return pages.bytes[count]
  }

  public mutating func removeAll() { while count > 0 { removeLast() } }

  /// The secret, in the pages that it was written to.
  public consuming func finished() -> SecretBytes { SecretBytes(pages, count: count) }
}
