// Files that are there whole or not at all: read with a limit, written beside, synced and renamed.
internal import CLinux
public import Domain
public import Glibc

/// A failure of the file system, with the call that failed. The path is the program's own, never personal data.
public struct FileFailure: Error, Hashable, Sendable {
  public let path: String
  public let call: String
  public let code: Int32

  package init(_ path: String, _ call: String, code: Int32 = errno) {
    self.path = path
    self.call = call
    self.code = code
  }

  public var reason: SystemErrorNumber { SystemErrorNumber(code) }
}

/// An open descriptor that closes itself.
public struct Descriptor: ~Copyable {
  public let number: Int32
  private let path: String

  public init(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(FileFailure) {
    let number = open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw FileFailure(path, "open") }
    self.number = number
    self.path = path
  }

  /// The lock ends here even if a child that is just being started still shares this open file (flock(2)).
  deinit {
    flock(number, LOCK_UN)
    close(number)
  }

  /// Writes all bytes.
  public func write(_ bytes: [UInt8]) throws(FileFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress! + done, bytes.count - done) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileFailure(path, "write") }
      done += count
    }
  }

  /// Reads to the end; fails with EFBIG beyond `limit` bytes.
  public func readAll(limit: Int) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileFailure(path, "read") }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { throw FileFailure(path, "read", code: EFBIG) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Asks the disk to keep what was written.
  public func sync() throws(FileFailure) {
    guard fsync(number) == 0 else { throw FileFailure(path, "fsync") }
  }

  /// Takes the lock of this file for the life of the descriptor; false when another process holds it.
  public func lock() throws(FileFailure) -> Bool {
    if flock(number, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK else { throw FileFailure(path, "flock") }
    return false
  }
}

public enum Files {
  /// A regular file's bytes. Refuses directories, devices and pipes (EINVAL) and more than `limit` bytes (EFBIG).
  public static func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
    var status = stat()
    guard fstat(file.number, &status) == 0 else { throw FileFailure(path, "fstat") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileFailure(path, "open", code: EINVAL) }
    guard status.st_size <= limit else { throw FileFailure(path, "read", code: EFBIG) }
    return try file.readAll(limit: limit)
  }

  /// The first bytes of a regular file, `count` at most.
  public static func beginning(of path: String, _ count: Int) throws(FileFailure) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: count)
    let found = Glibc.read(file.number, &bytes, count)
    guard found >= 0 else { throw FileFailure(path, "read") }
    return Array(bytes.prefix(found))
  }

  /// Writes a file so that its name holds the old bytes or the new ones, whatever happens in between.
  public static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(FileFailure) {
    let partial = try writePartial(bytes, for: path, mode: mode)
    do { try rename(partial, to: path) } catch {
      unlink(partial)
      throw error
    }
  }

  /// Writes a file into a folder that has not got its name yet; `keepNew` makes it durable. An existing file is reported
  /// as EEXIST.
  public static func writeInside(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(FileFailure) {
    let file = try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
    try file.write(bytes)
  }

  /// As `write`, but an existing file is left alone and reported as EEXIST.
  public static func writeNew(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(FileFailure) {
    let partial = try writePartial(bytes, for: path, mode: mode)
    guard linux_rename_new(partial, path) == 0 else {
      let failure = FileFailure(path, "rename")
      unlink(partial)
      throw failure
    }
    try syncFolder(of: path)
  }

  private static func writePartial(_ bytes: [UInt8], for path: String, mode: mode_t) throws(FileFailure) -> String {
    let partial = "\(path).\(getpid()).partial"
    let file = try Descriptor(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: mode)
    do {
      try file.write(bytes)
      try file.sync()
    } catch {
      unlink(partial)
      throw error
    }
    return partial
  }

  /// Makes a folder's entries durable.
  public static func syncFolder(of path: String) throws(FileFailure) {
    let folder = try Descriptor(parent(of: path), O_RDONLY | O_DIRECTORY)
    try folder.sync()
  }

  /// Makes a folder with its parents; an existing one is fine.
  public static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(FileFailure) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, parent(of: path) != path else { throw FileFailure(path, "mkdir") }
    try makeFolder(parent(of: path), mode: mode)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw FileFailure(path, "mkdir") }
  }

  /// The names in a folder, sorted by their bytes, without `.` and `..`.
  public static func names(in folder: String) throws(FileFailure) -> [String] {
    guard let stream = opendir(folder) else { throw FileFailure(folder, "opendir") }
    defer { closedir(stream) }
    var names: [String] = []
    // Only errno tells the end from an error, with which half a folder would be taken for all of it.
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw FileFailure(folder, "readdir") }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public enum Kind: Sendable { case file, folder, other }

  /// What stands at a path, following links; nil when nothing does.
  public static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  public static func remove(_ path: String) throws(FileFailure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileFailure(path, "unlink") }
  }

  /// The folder part of a path; `.` for a bare name.
  public static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  public static func name(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }
}
