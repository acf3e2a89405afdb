// Packs and unpacks the streams of PDF files (FlateDecode, ISO 32000-1, 7.4.4).
internal import CDeflate

enum Deflate {
  /// How hard to try. What many documents share is packed once and may take its time.
  enum Effort: Int32 {
    case quick = 4
    case thorough = 9
  }

  static func packed(_ bytes: [UInt8], _ effort: Effort) -> [UInt8] {
    let packer = libdeflate_alloc_compressor(effort.rawValue)
    defer { libdeflate_free_compressor(packer) }
    let room = libdeflate_zlib_compress_bound(packer, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = libdeflate_zlib_compress(packer, bytes, bytes.count, buffer.baseAddress, room)
    }
  }
}
