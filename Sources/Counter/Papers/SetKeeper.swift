// Sets of documents on their way to the disk, which is waited for on a thread that draws nothing while the next are drawn.
internal import Dispatch
internal import Files
internal import Synchronization

/// An application's documents, drawn and not written yet.
struct FinishedSet: Sendable {
  /// The folder that they get.
  let path: String
  let files: [File]

  typealias File = (name: String, bytes: [UInt8])

  var size: Int { files.reduce(0) { $0 + $1.bytes.count } }

  /// Where the folder stands until it has its name; what a killed run left there goes.
  fileprivate var partial: String { "\(Files.parent(of: path))/.\(Files.name(of: path)).partial" }

  fileprivate func write() throws(FileFailure) {
    try Files.removeTree(partial)
    try Files.makeFolder(partial)
    for file in files { try Files.writeInside(file.bytes, to: "\(partial)/\(file.name)") }
  }
}

/// Collects sets and keeps them in groups. One group waits for the disk and one is collected, never more: memory is bounded.
/// Use it from one thread.
final class SetKeeper {
  private let queue = DispatchQueue(label: "sets of documents")
  private let atWork = DispatchGroup()
  private let outcome: Outcome
  private var collected: [FinishedSet] = []
  private var size = 0
  /// Paths in small letters that have no folder yet, or may not have one.
  private var names: (collected: Set<String>, atWork: Set<String>) = ([], [])

  /// So many sets or bytes are kept together: one wait for the disk serves all of them, and a killed run loses no more.
  private static let together = (sets: 32, bytes: 4 << 20)

  /// - Parameter folder: where the sets' folders will stand.
  init(folder: String) throws(FileFailure) { outcome = Outcome(disk: try WatchedDisk(of: folder)) }

  /// How many sets have their folders.
  var made: Int { outcome.made.withLock { $0 } }

  /// Whether a set of that name is not kept yet. Sticks know no difference between A and a.
  func holds(_ path: String) -> Bool {
    names.collected.contains(path.lowercased()) || names.atWork.contains(path.lowercased())
  }

  /// Takes a set over.
  /// - Throws: what went wrong with those taken before.
  func take(_ set: FinishedSet) throws {
    collected.append(set)
    names.collected.insert(set.path.lowercased())
    size += set.size
    if collected.count >= Self.together.sets || size >= Self.together.bytes { try keepCollected() }
  }

  /// Waits until all that was taken is kept.
  /// - Throws: the first thing that went wrong; what could be kept is kept all the same.
  func finish() throws {
    let earlier = Result { try keepCollected() }
    let last = Result { try wait() }
    try earlier.get()
    try last.get()
  }

  /// Hands over what was collected, whatever became of those before, and tells that afterwards.
  private func keepCollected() throws {
    let earlier = Result { try wait() }
    let group = collected
    names = ([], names.collected)
    (collected, size) = ([], 0)
    queue.async(group: atWork) { [outcome] in outcome.keep(group) }
    try earlier.get()
  }

  private func wait() throws {
    atWork.wait()
    names.atWork = []
    if let failure = outcome.takeFailure() { throw failure }
  }
}

/// What became of the groups; shared by the thread that draws and the one that writes.
private final class Outcome: Sendable {
  let made = Mutex(0)
  private let failure = Mutex<FileFailure?>(nil)
  private let disk: WatchedDisk

  init(disk: WatchedDisk) { self.disk = disk }

  func takeFailure() -> FileFailure? {
    failure.withLock { failure in
      defer { failure = nil }
      return failure
    }
  }

  /// Writes a group and gives it its names: a set of documents is there whole or not. One that cannot be written does not
  /// keep those before it from theirs. After a failure nothing is left lying that has no name.
  func keep(_ group: [FinishedSet]) {
    var written: [FinishedSet] = []
    do throws(FileFailure) {
      for set in group {
        try set.write()
        written.append(set)
      }
    } catch { note(error) }
    do throws(FileFailure) {
      try Files.keepNew(written.map { ($0.partial, $0.path) }, on: disk)
      made.withLock { $0 += written.count }
    } catch { note(error) }
    guard failure.withLock({ $0 != nil }) else { return }
    for set in group { try? Files.removeTree(set.partial) }
  }

  /// The first failure is the one that is told.
  private func note(_ reason: FileFailure) { failure.withLock { $0 = $0 ?? reason } }
}
