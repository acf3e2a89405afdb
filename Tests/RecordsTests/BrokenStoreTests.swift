// A store's file that the system does not let this program use, or that somebody else has changed in its ways.
import Domain
import Foundation
import Records
import Testing

@Suite struct BrokenStoreTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func `a store whose journal cannot be opened is told, and nothing is taken away`() throws {
    _ = try folder.create()
    let journal = "\(folder.database)-wal"
    try FileManager.default.createDirectory(atPath: journal, withIntermediateDirectories: false)
    let refused = #expect(throws: RecordsError.self) { try folder.open() }
    #expect(refused == .notWritable && refused?.explanation.code == "R13", "\(String(describing: refused))")
    try FileManager.default.removeItem(atPath: journal)
    _ = try folder.open()
  }

  @Test func `what the database reports beyond the known is told by its number, and the step was not done`() throws {
    let store = try folder.create()
    try folder.sqlite(
      "CREATE TRIGGER strange BEFORE INSERT ON orders BEGIN SELECT RAISE(ABORT, 'no'); END")
    let refused = #expect(throws: RecordsError.self) { try store.registered() }
    #expect(refused?.explanation.code == "R14", "\(String(describing: refused))")
    try folder.sqlite("DROP TRIGGER strange")
    #expect(try store.body(store.registered()) == "订单")
    #expect(try store.verifyJournal() > 0)
  }
}
