// A certificate as a PIV object holds it (SP 800-73-5 part 1, appendix A): read strictly, because a token pulled in
// the middle of a write can offer the first half of one with 9000.
internal import Compression

/// What a certificate object turned out to be.
package enum CertificateObject: Hashable {
  case absent
  case certificate([UInt8])
  /// Compressed by another tool in a way that does not open.
  case compressed([UInt8])
  /// Lengths do not fit: a write was cut short.
  case truncated

  /// No certificate is so long.
  private static let longest = 1 << 16

  /// Reads the content of the object (inside `53`). One that was compressed with gzip (information byte 01) is opened.
  package init(_ content: [UInt8]) {
    guard !content.isEmpty else {
      self = .absent
      return
    }
    guard let values = TLV.sequence(content), let der = values[tag: 0x70], !der.isEmpty else {
      self = .truncated
      return
    }
    // The magic counts, whatever the information byte says: old tools wrote 80 or 00 for compressed ones.
    if der.starts(with: [0x1F, 0x8B]) {
      let plain = Deflate.unzipped(der, limit: Self.longest)
      self = plain.map { Self.isWhole($0) ? .certificate($0) : .truncated } ?? .compressed(der)
    } else {
      self = Self.isWhole(der) ? .certificate(der) : .truncated
    }
  }

  /// One DER SEQUENCE, to the last byte.
  private static func isWhole(_ der: [UInt8]) -> Bool { TLV.single(0x30, der) != nil }

  /// The content to write: not compressed, no error detection code.
  package static func content(_ der: [UInt8]) -> [UInt8] { content(der, information: 0) }

  /// The same for an object that is too small for it: compressed, which every reader of the standard opens. Nil where
  /// that would not be smaller.
  package static func compressedContent(_ der: [UInt8]) -> [UInt8]? {
    let zipped = Deflate.zipped(der)
    return zipped.count < der.count ? content(zipped, information: 1) : nil
  }

  private static func content(_ bytes: [UInt8], information: UInt8) -> [UInt8] {
    TLV(0x70, bytes).bytes + TLV(0x71, [information]).bytes + TLV(0xFE, []).bytes
  }
}
