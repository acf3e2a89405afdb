// Backups: a whole store, as of one moment, still sealed; and the way back.
internal import Files
internal import Glibc

extension Store {
  /// Copies the store into a folder, which may hold an older backup, with the bundles that wait for head office's answer.
  /// What is sealed stays sealed.
  public func backup(to target: String) throws(RecordsError) {
    let file = "\(target)/\(Self.fileName)"
    let partial = "\(file).partial"
    try onDisk { () throws(FileFailure) in
      try Files.makeFolder("\(target)/objects", mode: 0o700)
      try Files.remove(partial)
    }
    try connection.copy(to: partial)
    // Attachments are written before they are named in the store, so all that the copy names are there by now.
    try onDisk { () throws(FileFailure) in
      try Self.copyMissing(from: "\(folder)/objects", to: "\(target)/objects")
      try Self.copyBundles(from: "\(folder)/outbox", to: "\(target)/outbox")
      try Descriptor(partial, O_RDONLY).sync()
      guard rename(partial, file) == 0 else { throw FileFailure(file, "rename") }
      try Files.syncFolder(of: file)
    }
  }

  /// Makes a store from a backup. Its incarnation is one higher, so that it never mints a number of its past again.
  /// - Throws: `exists` when the folder holds a store.
  public static func restore(
    from backup: String, to folder: String, key: StoreKey
  ) throws(RecordsError) -> Store {
    let file = "\(folder)/\(fileName)"
    guard Files.kind(of: file) == nil else { throw .exists(folder: folder) }
    guard Files.kind(of: "\(backup)/\(fileName)") == .file else { throw .missing(folder: backup) }
    let partial = "\(folder)/restoring"
    try onDisk { () throws(FileFailure) in
      try Files.makeFolder(partial, mode: 0o700)
      try Files.makeFolder("\(folder)/objects", mode: 0o700)
      try Files.write(try Files.read("\(backup)/\(fileName)", limit: .max), to: "\(partial)/\(fileName)", mode: 0o600)
      try copyMissing(from: "\(backup)/objects", to: "\(folder)/objects")
      try copyBundles(from: "\(backup)/outbox", to: "\(folder)/outbox")
    }
    try countUp(in: partial)
    try onDisk { () throws(FileFailure) in
      guard rename("\(partial)/\(fileName)", file) == 0 else { throw FileFailure(file, "rename") }
      rmdir(partial)
      try Files.syncFolder(of: file)
    }
    return try Store(at: folder, key: key)
  }

  private static func countUp(in folder: String) throws(RecordsError) {
    let connection = try connect(folder)
    try connection.execute("UPDATE store SET incarnation = incarnation + 1")
    // Leaves one file without a log, ready to be renamed.
    try connection.execute("PRAGMA journal_mode = DELETE")
  }

  private static func copyMissing(from source: String, to target: String) throws(FileFailure) {
    guard Files.kind(of: source) == .folder else { return }
    for shelf in try Files.names(in: source) {
      try Files.makeFolder("\(target)/\(shelf)", mode: 0o700)
      for name in try Files.names(in: "\(source)/\(shelf)") where ObjectID(name) != nil {
        guard Files.kind(of: "\(target)/\(shelf)/\(name)") == nil else { continue }
        let bytes = try Files.read("\(source)/\(shelf)/\(name)", limit: .max)
        try Files.write(bytes, to: "\(target)/\(shelf)/\(name)", mode: 0o600)
      }
    }
  }

  /// Bundles never change once they are written; each is copied whole, beside, and then takes its name.
  private static func copyBundles(from source: String, to target: String) throws(FileFailure) {
    guard Files.kind(of: source) == .folder else { return }
    try Files.makeFolder(target, mode: 0o700)
    for name in try Files.names(in: source) where !name.hasPrefix(".") {
      guard Files.kind(of: "\(target)/\(name)") == nil, Files.kind(of: "\(source)/\(name)") == .folder else { continue }
      let partial = "\(target)/.\(name).partial"
      try Files.removeTree(partial)
      try copyTree("\(source)/\(name)", to: partial)
      try Files.moveNew(partial, to: "\(target)/\(name)")
    }
  }

  private static func copyTree(_ source: String, to target: String) throws(FileFailure) {
    try Files.makeFolder(target, mode: 0o700)
    for name in try Files.names(in: source) {
      switch Files.kind(of: "\(source)/\(name)") {
      case .folder?: try copyTree("\(source)/\(name)", to: "\(target)/\(name)")
      case .file?: try Files.write(Files.read("\(source)/\(name)", limit: .max), to: "\(target)/\(name)", mode: 0o600)
      default: break
      }
    }
  }
}
