// The parts of a workbook's package, unpacked within bounds.
internal import CZip

/// An open ZIP file. Parts are found by their exact names.
final class ZipPackage {
  private let archive: OpaquePointer
  private let limits: Limits
  /// Bytes unpacked so far, over all parts.
  private var unpacked = 0

  init(_ path: String, limits: Limits) throws(Stop) {
    var code: Int32 = 0
    guard let opened = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else { throw Stop(.damagedPackage) }
    archive = opened
    self.limits = limits
    guard zip_get_num_entries(opened, 0) <= Int64(limits.parts) else { throw Stop(.bomb(limit: limits.unpackedBytes)) }
  }

  deinit { zip_discard(archive) }

  func holds(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

  /// Opens a part, after a look at the size it claims.
  func part(_ name: String) throws(Stop) -> ZipPart {
    var status = zip_stat_t()
    guard zip_stat(archive, name, 0, &status) == 0 else { throw Stop(.partMissing(name)) }
    guard status.size <= UInt64(limits.unpackedBytes - unpacked),
      status.size <= max(status.comp_size, 1) * UInt64(limits.ratio)
    else { throw Stop(.bomb(limit: limits.unpackedBytes)) }
    guard status.encryption_method == 0, let file = zip_fopen(archive, name, 0) else { throw Stop(.damagedPackage) }
    return ZipPart(file, package: self)
  }

  /// Counts what was really unpacked; false when it is too much.
  fileprivate func count(_ bytes: Int) -> Bool {
    unpacked += bytes
    return unpacked <= limits.unpackedBytes
  }

  fileprivate var tooMuch: Stop { Stop(.bomb(limit: limits.unpackedBytes)) }
}

/// A part that is being unpacked.
final class ZipPart {
  private let file: OpaquePointer
  private let package: ZipPackage
  /// Why reading ended early.
  private(set) var stop: Stop?

  fileprivate init(_ file: OpaquePointer, package: ZipPackage) {
    self.file = file
    self.package = package
  }

  deinit { zip_fclose(file) }

  /// Unpacks up to `count` bytes; 0 at the end, -1 on a fault, which `stop` then tells.
  func read(_ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    guard stop == nil else { return -1 }
    let done = Int(zip_fread(file, buffer, UInt64(count)))
    if done < 0 { stop = Stop(.damagedPackage) } else if !package.count(done) { stop = package.tooMuch }
    return stop == nil ? done : -1
  }
}
