// Head office's state as a folder: one file a row, written beside and renamed, under a lock for one process at a time.
internal import Bundles
internal import Files
internal import Glibc

final class FolderState: HeadOfficeState {
  private static let largest = 64 << 20

  let folder: String
  private let lock: Lock

  /// Fails when the folder is not a head office's or another process works on it.
  init(_ folder: String) throws(HeadOfficeError) {
    guard Files.kind(of: "\(folder)/office") == .folder else { throw .notFounded(folder) }
    self.folder = folder
    lock = try Lock("\(folder)/lock")
  }

  func row<R: Row>(_ type: R.Type, _ key: String) throws(HeadOfficeError) -> R? {
    let path = path(R.table, key)
    guard Files.kind(of: path) != nil else { return nil }
    return try read(type, path)
  }

  func rows<R: Row>(_ type: R.Type) throws(HeadOfficeError) -> [R] {
    guard Files.kind(of: "\(folder)/\(R.table)") != nil else { return [] }
    let folder = folder
    let names = try Self.files { () throws(FileFailure) in try Files.names(in: "\(folder)/\(R.table)") }
    var rows: [R] = []
    for name in names where name.hasSuffix(".json") { rows.append(try read(type, "\(folder)/\(R.table)/\(name)")) }
    return rows
  }

  func put<R: Row>(_ row: R) throws(HeadOfficeError) {
    let bytes: [UInt8]
    do { bytes = try CanonicalJSON.encode(row) } catch { throw .damaged("\(R.table)/\(row.key)") }
    try write(bytes, to: path(R.table, row.key))
  }

  func putEvidence(_ bytes: [UInt8], _ name: String) throws(HeadOfficeError) {
    try write(bytes, to: "\(folder)/evidence/\(name).cms")
  }

  func evidence(_ name: String) throws(HeadOfficeError) -> [UInt8] {
    let path = "\(folder)/evidence/\(name).cms"
    return try Self.files { () throws(FileFailure) in try Files.read(path, limit: Self.largest) }
  }

  private func path(_ table: String, _ key: String) -> String { "\(folder)/\(table)/\(key).json" }

  private func read<R: Row>(_ type: R.Type, _ path: String) throws(HeadOfficeError) -> R {
    let bytes = try Self.files { () throws(FileFailure) in try Files.read(path, limit: Self.largest) }
    do { return try CanonicalJSON.decode(type, from: bytes) } catch {
      throw .damaged("\(R.table)/\(Files.name(of: path))")
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(HeadOfficeError) {
    try Self.files { () throws(FileFailure) in
      try Files.makeFolder(Files.parent(of: path), mode: 0o700)
      try Files.write(bytes, to: path, mode: 0o600)
    }
  }

  static func files<Result>(_ work: () throws(FileFailure) -> Result) throws(HeadOfficeError) -> Result {
    do { return try work() } catch { throw .file(error) }
  }
}

/// Held as long as it lives.
private final class Lock {
  private let descriptor: Descriptor

  init(_ path: String) throws(HeadOfficeError) {
    let descriptor = try FolderState.descriptor(path)
    let taken: Bool
    do { taken = try descriptor.lock() } catch { throw .file(error) }
    guard taken else { throw .busy }
    self.descriptor = descriptor
  }
}

extension FolderState {
  fileprivate static func descriptor(_ path: String) throws(HeadOfficeError) -> Descriptor {
    do { return try Descriptor(path, O_RDWR | O_CREAT) } catch { throw .file(error) }
  }
}
