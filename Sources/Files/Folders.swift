// Whole folders: made durable, moved into place at once, looked at and removed without following links.
internal import CLinux
public import Domain
internal import Glibc

extension Files {
  /// What stands at a path itself; a link is `other` wherever it leads. Nil when nothing does.
  public static func kindWithoutLinks(of path: String) -> Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// As `read`, but a link in the last place is refused (ELOOP).
  public static func readWithoutLinks(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
    var status = stat()
    guard fstat(file.number, &status) == 0 else { throw FileFailure(path, "fstat") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileFailure(path, "open", code: EINVAL) }
    guard status.st_size <= limit else { throw FileFailure(path, "read", code: EFBIG) }
    return try file.readAll(limit: limit)
  }

  /// A file's length in bytes; nil where there is none.
  public static func size(of path: String) -> Int? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
  }

  /// When what stands at a path was last written, moved or renamed, by the system's clock; nil when nothing does.
  public static func lastChange(of path: String) -> Instant? {
    var status = stat()
    return lstat(path, &status) == 0 ? Instant(seconds: Int64(status.st_ctim.tv_sec)) : nil
  }

  /// Gives a finished folder its name; fails with EEXIST when the name is taken. Both names share one parent.
  public static func moveNew(_ folder: String, to path: String) throws(FileFailure) {
    try giveName(folder, path)
    try syncFolder(of: path)
  }

  /// Makes folders of files durable with what `writeInside` put into them, and then gives them their names, as `moveNew`
  /// does. All names share one parent. Where one name is taken, the others are given all the same before that is told.
  /// - Parameter disk: that of the parent, watched since before the first of these files was written.
  public static func keepNew(
    _ folders: [(folder: String, path: String)], on disk: WatchedDisk
  ) throws(FileFailure) {
    guard let last = folders.last else { return }
    // Several are waited for once, with everything else on its way to the disk: were each file synced, each would have the
    // disk empty its cache. The folder is synced as well: on sticks only that has the disk empty its cache.
    if folders.count > 1, try disk.keepsAll() {
      try syncFolder(of: last.path)
    } else {
      for (folder, _) in folders { try syncInside(folder) }
    }
    var failure: FileFailure?
    for (folder, path) in folders {
      do throws(FileFailure) { try giveName(folder, path) } catch { failure = failure ?? error }
    }
    try syncFolder(of: last.path)
    if let failure { throw failure }
  }

  private static func syncInside(_ folder: String) throws(FileFailure) {
    for name in try names(in: folder) {
      let file = try Descriptor("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW)
      try file.sync()
    }
    let entries = try Descriptor(folder, O_RDONLY | O_DIRECTORY)
    try entries.sync()
  }

  private static func giveName(_ folder: String, _ path: String) throws(FileFailure) {
    let moved = linux_rename_new(folder, path) == 0 || (errno == EINVAL && moveWhereNothingStands(folder, to: path))
    guard moved else { throw FileFailure(path, "rename") }
  }

  /// Some stick's file systems (NTFS, exFAT through FUSE) cannot rename on that condition; a folder with content stops
  /// a rename by itself.
  private static func moveWhereNothingStands(_ folder: String, to path: String) -> Bool {
    guard kindWithoutLinks(of: path) == nil else {
      errno = EEXIST
      return false
    }
    return Glibc.rename(folder, path) == 0
  }

  /// Gives a finished file its name, whatever had it before, and makes that durable.
  public static func rename(_ finished: String, to path: String) throws(FileFailure) {
    guard Glibc.rename(finished, path) == 0 else { throw FileFailure(path, "rename") }
    try syncFolder(of: path)
  }

  /// Asks the disk that holds this path to keep everything: a stick may be pulled afterwards.
  public static func syncDisk(of path: String) throws(FileFailure) {
    let folder = try Descriptor(path, O_RDONLY)
    guard linux_sync_file_system(folder.number) == 0 else { throw FileFailure(path, "syncfs") }
  }

  /// Removes a folder and what is in it; a link goes, not what it leads to. Nothing there is fine.
  public static func removeTree(_ path: String) throws(FileFailure) {
    guard let kind = kindWithoutLinks(of: path) else {
      // What cannot be looked at is not gone.
      guard errno == ENOENT else { throw FileFailure(path, "lstat") }
      return
    }
    guard kind == .folder else { return try remove(path) }
    for name in try names(in: path) { try removeTree("\(path)/\(name)") }
    guard rmdir(path) == 0 else { throw FileFailure(path, "rmdir") }
  }
}

extension FileFailure {
  /// A failure to show words for.
  package static var specimen: FileFailure { FileFailure("/media/stick/manifest.cms", "fsync", code: EIO) }
}
