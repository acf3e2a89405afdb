// A folder that is watched: its saves, more of them than the system remembers, and its end.
import Files
import Foundation
import Testing

@Suite final class FolderWatchTests {
  private let folder = NSTemporaryDirectory() + "watched-\(UUID().uuidString)"

  init() throws { try Files.makeFolder(folder, mode: 0o700) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func save(_ name: String) { close(open("\(folder)/\(name)", O_WRONLY | O_CREAT, 0o600)) }

  /// What the watch's next answer throws.
  private func failure(of watch: borrowing FolderWatch) -> FileFailure? {
    do throws(FileFailure) {
      _ = try watch.next()
      return nil
    } catch { return error }
  }

  /// A second folder's save would be told if the first one's end were not.
  @Test(arguments: [false, true])
  func `a folder that is gone is told, and not watched for ever`(isMoved: Bool) throws {
    let other = "\(folder)-other"
    try Files.makeFolder(other)
    defer { for path in [other, "\(folder)-aside"] { try? FileManager.default.removeItem(atPath: path) } }
    let watch = try FolderWatch([folder, other])
    save("a")
    #expect(try watch.next() == ["\(folder)/a"])
    if isMoved { rename(folder, "\(folder)-aside") } else { try Files.removeTree(folder) }
    close(open("\(other)/b", O_WRONLY | O_CREAT, 0o600))
    #expect(failure(of: watch)?.path == folder)
  }

  @Test func `after more saves than the system remembers every file counts as saved`() throws {
    save("kept")
    let watch = try FolderWatch([folder])
    let most = try #require(
      Int(String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8).split(separator: "\n")[0]))
    // In turn, since two equal events in a row are one.
    for _ in 0...most / 2 + 1 { for name in ["a", "b"] { save(name) } }
    var names: Set<String> = []
    // Each answer has room for 512 of them.
    for _ in 0...most / 512 where !names.contains("\(folder)/kept") { names.formUnion(try watch.next()) }
    #expect(names == Set(["a", "b", "kept"].map { "\(folder)/\($0)" }))
  }
}
