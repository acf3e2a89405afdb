// One run of a symmetric cipher through OpenSSL, for the two faces that use it.
internal import COpenSSL

struct CipherRun: ~Copyable {
  let context: OpaquePointer

  init() throws(CryptographyError) {
    guard let context = EVP_CIPHER_CTX_new() else { throw .fromQueue("cipher") }
    self.context = context
  }

  deinit { EVP_CIPHER_CTX_free(context) }

  /// Feeds all bytes; a stream or unpadded block cipher answers with as many.
  func update(_ bytes: [UInt8], _ operation: String) throws(CryptographyError) -> [UInt8] {
    try bytes.withUnsafeBufferPointer { bytes throws(CryptographyError) in
      try update(UnsafeRawBufferPointer(bytes), operation)
    }
  }

  func update(_ bytes: UnsafeRawBufferPointer, _ operation: String) throws(CryptographyError) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: bytes.count + Int(EVP_MAX_BLOCK_LENGTH))
    var count: Int32 = 0
    guard !bytes.isEmpty else { return [] }
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    try check(EVP_CipherUpdate(context, &result, &count, start, Int32(bytes.count)), operation)
    return Array(result[..<Int(count)])
  }

  /// The same into memory of the caller's, as long as the bytes.
  func update(
    _ bytes: ArraySlice<UInt8>, into result: UnsafeMutableRawBufferPointer, _ operation: String
  ) throws(CryptographyError) {
    var count: Int32 = 0
    guard !bytes.isEmpty else { return }
    let start = result.bindMemory(to: UInt8.self).baseAddress
    let made = bytes.withUnsafeBufferPointer {
      EVP_CipherUpdate(context, start, &count, $0.baseAddress, Int32($0.count))
    }
    try check(made, operation)
  }

  func authenticate(_ bytes: [UInt8]) throws(CryptographyError) {
    var count: Int32 = 0
    guard !bytes.isEmpty else { return }
    try check(EVP_CipherUpdate(context, nil, &count, bytes, Int32(bytes.count)), "associated data")
  }

  func finish() -> Bool {
    var rest = [UInt8](repeating: 0, count: Int(EVP_MAX_BLOCK_LENGTH))
    var count: Int32 = 0
    return EVP_CipherFinal_ex(context, &rest, &count) == 1
  }
}
