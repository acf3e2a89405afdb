// Waits for files to be saved in folders, without looking again and again (inotify(7)).
internal import Glibc

/// Watches folders, not files: editors save by renaming a new file over the old one.
public struct FolderWatch: ~Copyable {
  private let descriptor: Int32
  private let folders: [Int32: String]

  public init(_ paths: [String]) throws(FileFailure) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { throw FileFailure(paths.first ?? ".", "inotify_init1") }
    var folders: [Int32: String] = [:]
    for path in paths {
      let watch = inotify_add_watch(descriptor, path, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVE_SELF))
      guard watch >= 0 else {
        let failure = FileFailure(path, "inotify_add_watch")
        close(descriptor)
        throw failure
      }
      folders[watch] = path
    }
    self.descriptor = descriptor
    self.folders = folders
  }

  deinit { close(descriptor) }

  /// Waits until files were written to their end or put in place, and says which; several saves at once come together.
  /// After more saves than the system remembers they are all files of the folders.
  /// - Throws: when a folder is not there any more, or was replaced by another.
  public func next() throws(FileFailure) -> Set<String> {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    var count = read(descriptor, &buffer, buffer.count)
    while count < 0 && errno == EINTR { count = read(descriptor, &buffer, buffer.count) }
    guard count > 0 else { throw FileFailure(folders.values.first ?? ".", "read") }
    return try names(in: buffer[..<count])
  }

  /// Each event is 16 bytes (watch, mask, cookie, length of the name), then the name with zeros behind it.
  private func names(in events: ArraySlice<UInt8>) throws(FileFailure) -> Set<String> {
    var names: Set<String> = []
    var place = events.startIndex
    while place + 16 <= events.endIndex {
      let watch = Self.number(events[place...])
      let mask = UInt32(bitPattern: Self.number(events[(place + 4)...]))
      guard mask & UInt32(IN_IGNORED | IN_MOVE_SELF) == 0 else {
        throw FileFailure(folders[watch] ?? ".", "inotify", code: ENOENT)
      }
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { try names.formUnion(everything()) }
      let length = Int(Self.number(events[(place + 12)...]))
      let name = events[(place + 16)..<min(events.endIndex, place + 16 + length)].prefix { $0 != 0 }
      if let folder = folders[watch], !name.isEmpty {
        names.insert("\(folder)/\(String(decoding: name, as: UTF8.self))")
      }
      place += 16 + length
    }
    return names
  }

  private func everything() throws(FileFailure) -> [String] {
    var paths: [String] = []
    for folder in folders.values { paths += try Files.names(in: folder).map { "\(folder)/\($0)" } }
    return paths
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int32 {
    Int32(truncatingIfNeeded: bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) })
  }
}
