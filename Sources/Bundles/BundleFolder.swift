// A bundle's folder on its way to a medium: built aside, synced, read back, and only then given its name.
internal import Cryptography
internal import Files
internal import Glibc

/// `NAME.partial` until everything in it is known to be on the disk as it was written.
package struct BundleFolder {
  static let largestManifest = 16 << 20

  private let path: String
  private let partial: String
  private var digests: [(name: String, digest: [UInt8], size: Int)] = []

  /// Clears what an interrupted writing left behind.
  package init(_ name: String, in folder: String) throws(BundleError) {
    path = "\(folder)/\(name)"
    partial = "\(path).partial"
    let partial = partial
    try Self.files { () throws(FileFailure) in
      try Files.removeTree(partial)
      try Files.makeFolder("\(partial)/records")
    }
  }

  package mutating func put(_ bytes: [UInt8], as name: String) throws(BundleError) {
    let partial = partial
    try Self.files { () throws(FileFailure) in
      let file = try Descriptor("\(partial)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o644)
      try file.write(bytes)
      try file.sync()
    }
    digests.append((name, Digest.sha256(bytes), bytes.count))
  }

  /// Reads every file back and gives the folder its name. When the name is taken by the same bundle nothing changes.
  package func publish() throws(BundleError) {
    try readBack(partial)
    if Files.kindWithoutLinks(of: path) != nil {
      do { try readBack(path) } catch { throw .nameTaken(Files.name(of: path)) }
      return try Self.files { () throws(FileFailure) in try Files.removeTree(partial) }
    }
    try Self.files { () throws(FileFailure) in
      try Files.syncFolder(of: "\(partial)/records/x")
      try Files.syncFolder(of: "\(partial)/x")
      try Files.moveNew(partial, to: path)
      try Files.syncDisk(of: path)
    }
  }

  private func readBack(_ folder: String) throws(BundleError) {
    for (name, digest, size) in digests {
      let bytes = try Self.files { () throws(FileFailure) in
        try Files.readWithoutLinks("\(folder)/\(name)", limit: size)
      }
      guard Digest.sha256(bytes) == digest else { throw .readBackDiffers(name) }
    }
  }

  static func files<Result>(_ work: () throws(FileFailure) -> Result) throws(BundleError) -> Result {
    do { return try work() } catch { throw .from(error) }
  }
}
