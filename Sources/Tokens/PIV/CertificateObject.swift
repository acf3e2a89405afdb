// A certificate as a PIV object holds it (SP 800-73-5 part 1, appendix A): read strictly, because a token pulled in
// the middle of a write can offer the first half of one with 9000.

/// What a certificate object turned out to be.
package enum CertificateObject: Hashable {
  case absent
  case certificate([UInt8])
  /// Compressed with gzip, by another tool.
  case compressed([UInt8])
  /// Lengths do not fit: a write was cut short.
  case truncated

  /// Reads the content of the object (inside `53`).
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
      self = .compressed(der)
    } else {
      self = Self.isWhole(der) ? .certificate(der) : .truncated
    }
  }

  /// One DER SEQUENCE, to the last byte.
  private static func isWhole(_ der: [UInt8]) -> Bool { TLV.single(0x30, der) != nil }

  /// The content to write: not compressed, no error detection code.
  package static func content(_ der: [UInt8]) -> [UInt8] {
    TLV(0x70, der).bytes + TLV(0x71, [0]).bytes + TLV(0xFE, []).bytes
  }
}
