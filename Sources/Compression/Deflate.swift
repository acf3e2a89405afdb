// Packs and unpacks streams as PDF files (FlateDecode, ISO 32000-1, 7.4.4) and tokens hold them.
internal import CDeflate

/// Streams of zlib (RFC 1950) and gzip (RFC 1952).
public enum Deflate {
  /// How hard to try. What many documents share is packed once and may take its time.
  public enum Effort: Int32 {
    case quick = 4
    case thorough = 9
  }

  /// Nil for what is not packed, or is damaged.
  public static func unpacked(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let unpacker = Self.allocated(libdeflate_alloc_decompressor())
    defer { libdeflate_free_decompressor(unpacker) }
    var room = max(1024, bytes.count * 6)
    while room < 1 << 28 {
      var result = LIBDEFLATE_BAD_DATA
      let plain = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        bytes.withUnsafeBytes {
          result = libdeflate_zlib_decompress(unpacker, $0.baseAddress, $0.count, buffer.baseAddress, room, &count)
        }
        if result != LIBDEFLATE_SUCCESS { count = 0 }
      }
      if result == LIBDEFLATE_SUCCESS { return plain }
      guard result == LIBDEFLATE_INSUFFICIENT_SPACE else { return nil }
      room *= 4
    }
    return nil
  }

  public static func packed(_ bytes: [UInt8], _ effort: Effort) -> [UInt8] {
    let packer = Self.allocated(libdeflate_alloc_compressor(effort.rawValue))
    defer { libdeflate_free_compressor(packer) }
    let room = libdeflate_zlib_compress_bound(packer, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = libdeflate_zlib_compress(packer, bytes, bytes.count, buffer.baseAddress, room)
    }
  }

  /// A gzip member that holds the bytes, as small as it gets.
  public static func zipped(_ bytes: [UInt8]) -> [UInt8] {
    let packer = Self.allocated(libdeflate_alloc_compressor(Effort.thorough.rawValue))
    defer { libdeflate_free_compressor(packer) }
    let room = libdeflate_gzip_compress_bound(packer, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = libdeflate_gzip_compress(packer, bytes, bytes.count, buffer.baseAddress, room)
    }
  }

  /// The content of a gzip member; nil for what is none, is damaged, has bytes behind it, or would be longer than `limit` bytes.
  public static func unzipped(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    let unpacker = Self.allocated(libdeflate_alloc_decompressor())
    defer { libdeflate_free_decompressor(unpacker) }
    var (result, taken) = (LIBDEFLATE_BAD_DATA, 0)
    let plain = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      result = libdeflate_gzip_decompress_ex(
        unpacker, bytes, bytes.count, buffer.baseAddress, limit, &taken, &count)
      if result != LIBDEFLATE_SUCCESS { count = 0 }
    }
    return result == LIBDEFLATE_SUCCESS && taken == bytes.count ? plain : nil
  }

  /// Without memory the process ends here as it does wherever Swift itself finds none; every stop is a crash.
  private static func allocated(_ pointer: OpaquePointer?) -> OpaquePointer {
    guard let pointer else { preconditionFailure("out of memory") }
    return pointer
  }
}
