// What kind of file somebody handed in, told by its first bytes and never by its name.

public enum PictureFormat: String, Hashable, Sendable, CaseIterable, Codable {
  case jpeg, png, tiff, pdf
  case heic, webp, gif, bmp
  /// OFD (GB/T 33190), Office files and other archives: all are zip.
  case archive

  /// Nil for anything not listed.
  public init?(sniffing bytes: [UInt8]) {
    guard let found = Self.allCases.first(where: { $0.matches(bytes) }) else { return nil }
    self = found
  }

  private func matches(_ bytes: [UInt8]) -> Bool {
    func has(_ magic: [UInt8], at place: Int = 0) -> Bool { bytes.dropFirst(place).starts(with: magic) }
    func says(_ magic: String, at place: Int = 0) -> Bool { bytes.dropFirst(place).starts(with: magic.utf8) }
    return switch self {
    case .jpeg: has([0xFF, 0xD8, 0xFF])
    case .png: has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    case .tiff: has([0x49, 0x49, 0x2A, 0]) || has([0x4D, 0x4D, 0, 0x2A])
    // Readers accept the header anywhere in the first kilobyte (PDF 1.7, annex H 3.4.1).
    case .pdf: (0..<min(bytes.count, 1024)).contains { says("%PDF-", at: $0) }
    case .heic: ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"].contains { says("ftyp" + $0, at: 4) }
    case .webp: says("RIFF") && says("WEBP", at: 8)
    case .gif: says("GIF8")
    case .bmp: says("BM")
    case .archive: has([0x50, 0x4B, 3, 4])
    }
  }
}
