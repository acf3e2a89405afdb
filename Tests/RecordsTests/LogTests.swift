// The store's log beside another program that reads: what was destroyed may not stay in it without a word.
import Domain
import Foundation
import Glibc
import Processes
import Records
import Testing

@Suite struct LogTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// The stock tool in the middle of reading, for as long as the folder has the file `hold`.
  private func reader() throws -> Child {
    let (hold, mark) = ("\(folder.path)/hold", "\(folder.path)/reads")
    #expect(FileManager.default.createFile(atPath: hold, contents: nil))
    let silence = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(silence) }
    let child = try Child(
      "/usr/bin/sqlite3",
      [
        folder.database, ".output /dev/null", "BEGIN; SELECT count(*) FROM store",
        ".shell touch \(mark); while [ -e \(hold) ]; do sleep 0.05; done",
      ], environment: Program.environment, descriptors: [0: silence, 1: silence, 2: silence])
    for _ in 0..<600 where !FileManager.default.fileExists(atPath: mark) { usleep(10_000) }
    try #require(FileManager.default.fileExists(atPath: mark))
    return child
  }

  @Test func `a log that others keep from being emptied is told, and emptied when they are done`() throws {
    let store = try folder.create()
    let number = try store.registered()
    let key = try folder.sqlite("SELECT hex(key) FROM order_keys WHERE number = '\(number)'")
    let bytes = try #require([UInt8](hexText: key))
    store.patience = 50
    let child = try reader()
    try store.shred(Shredding(number, version: 1, remains: [9]), at: Folder.noon, by: "wangfang")
    let told = #expect(throws: RecordsError.self) { try store.sweep() }
    #expect(told == .logKept && told?.explanation.code == "R16")
    try FileManager.default.removeItem(atPath: "\(folder.path)/hold")
    #expect(child.ended(within: 60) == .exited(0))
    #expect(try store.sweep() == 0)
    let log = try Data(contentsOf: URL(fileURLWithPath: "\(folder.database)-wal"))
    let file = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    #expect(log.isEmpty && file.range(of: Data(bytes)) == nil)
  }
}
