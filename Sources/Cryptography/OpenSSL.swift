// How this room speaks to OpenSSL: owned handles that only lend their pointer, and every error with its whole story.
internal import COpenSSL

/// A C object with one owner; freed when the last reference goes.
final class Handle: @unchecked Sendable {
  private let pointer: OpaquePointer
  private let release: @Sendable (OpaquePointer) -> Void

  init(
    _ made: OpaquePointer?, _ operation: String, release: @escaping @Sendable (OpaquePointer) -> Void
  ) throws(CryptographyError) {
    guard let made else { throw .fromQueue(operation) }
    pointer = made
    self.release = release
  }

  deinit { release(pointer) }

  /// Lends the pointer for the length of one call, so that it cannot be freed under it.
  func lend<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    withExtendedLifetime(self) { body(pointer) }
  }
}

extension CryptographyError {
  /// Empties OpenSSL's error queue into an error; what stayed there would be told with the next failure.
  static func fromQueue(_ operation: String) -> CryptographyError {
    .library(operation: operation, reasons: drainQueue().map(\.text))
  }

  /// One entry of OpenSSL's queue.
  struct Reason {
    let code: UInt
    let text: String
    var number: Int32 { Int32(code & 0x7FFFFF) }
  }

  static func drainQueue() -> [Reason] {
    var reasons: [Reason] = []
    while true {
      let code = ERR_get_error()
      if code == 0 { return reasons }
      reasons.append(Reason(code: code, text: ERR_reason_error_string(code).map { String(cString: $0) } ?? "\(code)"))
    }
  }
}

/// OpenSSL's "1 is good", with everything else told.
func check(_ result: Int32, _ operation: String) throws(CryptographyError) {
  guard result == 1 else { throw .fromQueue(operation) }
}

/// The bytes that an `i2d_` function writes.
func encoded(
  _ operation: String, _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32
) throws(CryptographyError) -> [UInt8] {
  var bytes: UnsafeMutablePointer<UInt8>?
  let count = write(&bytes)
  guard count > 0, let bytes else { throw .fromQueue(operation) }
  defer { CRYPTO_free(bytes, nil, 0) }
  return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
}

/// What a `d2i_` function reads; nil when the bytes are malformed or go on after the structure.
func decoded<Object>(
  _ bytes: [UInt8], _ read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Object?
) -> (object: Object, whole: Bool)? {
  bytes.withUnsafeBufferPointer { buffer in
    var position = buffer.baseAddress
    guard position != nil, let object = read(&position, buffer.count) else {
      ERR_clear_error()
      return nil
    }
    return (object, position == buffer.baseAddress! + buffer.count)
  }
}

/// Calls a function that first tells the length and then fills a buffer.
func sized(
  _ operation: String, _ call: (UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>) -> Int32
) throws(CryptographyError) -> [UInt8] {
  var count = 0
  try check(call(nil, &count), operation)
  var bytes = [UInt8](repeating: 0, count: count)
  try check(call(&bytes, &count), operation)
  return Array(bytes[..<count])
}

/// A BIO over memory: filled with bytes to read, or empty to write to.
final class Memory {
  let bio: OpaquePointer

  init(_ bytes: [UInt8] = []) throws(CryptographyError) {
    guard let made = BIO_new(BIO_s_mem()) else { throw .fromQueue("memory") }
    bio = made
    guard bytes.isEmpty || BIO_write(made, bytes, Int32(bytes.count)) == Int32(bytes.count) else {
      throw .fromQueue("memory")
    }
  }

  deinit { BIO_free(bio) }

  var bytes: [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    let count = BIO_ctrl(bio, BIO_CTRL_INFO, 0, &start)
    guard let start, count > 0 else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }
}
