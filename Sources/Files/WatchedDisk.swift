// A disk that is watched from before the first write: one wait keeps all that was written and says whether any was lost.
internal import CLinux
internal import Glibc

/// Opened before files are written, so that no loss goes unseen: the system tells an open folder what was lost on its disk since
/// it was opened or asked the last time (syncfs(2), since Linux 5.8).
public final class WatchedDisk: Sendable {
  private let folder: String
  private let descriptor: Int32
  private let keepsWhole: Bool

  /// Kinds that keep all files in one wait and say so. Others, such as those of other programs or of the network, may take one wait for all files lightly.
  private static let whole: Set<Substring> = ["ext4", "xfs", "f2fs", "vfat", "exfat", "tmpfs"]

  public init(of folder: String) throws(FileFailure) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(folder, "open") }
    (self.folder, self.descriptor) = (folder, descriptor)
    keepsWhole = Self.fileSystem(of: descriptor).map(Self.whole.contains) ?? false
  }

  deinit { close(descriptor) }

  /// Waits until everything that was written is on the disk. False where one wait does not say that of all files: then each
  /// has to be asked.
  /// - Throws: when something was lost since the disk was watched. Whose it was is not known, and no file needs to know.
  func keepsAll() throws(FileFailure) -> Bool {
    guard keepsWhole else { return false }
    guard linux_sync_file_system(descriptor) == 0 else { throw FileFailure(folder, "syncfs") }
    return true
  }

  /// Such as ext4; nil where the system does not say (proc(5), mountinfo: the device is third, the kind follows a dash).
  private static func fileSystem(of descriptor: Int32) -> Substring? {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, let mounts = try? Files.read("/proc/self/mountinfo", limit: 1 << 20) else {
      return nil
    }
    let major = facts.st_dev >> 8 & 0xFFF | facts.st_dev >> 32 & ~0xFFF
    let minor = facts.st_dev & 0xFF | facts.st_dev >> 12 & ~0xFF
    for line in String(decoding: mounts, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, words[2] == "\(major):\(minor)", let dash = words.firstIndex(of: "-") else { continue }
      return words[(dash + 1)...].first
    }
    return nil
  }
}
