// The journal only grows, and shows when somebody thought otherwise.
import Domain
import Records
import Testing

@Suite struct JournalTests {
  let folder: Folder
  let store: Store

  init() throws {
    folder = try Folder()
    store = try folder.create()
    for application in 1...4 { try store.registered("A-\(application)") }
  }

  @Test func `rows come back as they were written`() throws {
    let entry = try #require(try store.journal(after: 2, limit: 1).first)
    #expect(entry.sequence == 3)
    #expect(entry.instant == Folder.noon)
    #expect(entry.person == "wangfang")
    #expect(entry.kind == "registered")
    #expect(entry.payload == Array("登记 订单".utf8))
    #expect(try store.journal().count == 4)
    #expect(try store.verifyJournal() == 4)
  }

  @Test(arguments: ["UPDATE journal SET kind = 'x'", "DELETE FROM journal"])
  func `the file itself refuses changes`(statement: String) {
    let refusal = #expect(throws: Refused.self) { try folder.sqlite(statement) }
    #expect(refusal?.words.contains("append only") == true)
  }

  @Test(arguments: [
    ("UPDATE journal SET person = 'lili' WHERE sequence = 2", 2),
    ("UPDATE journal SET person = NULL WHERE sequence = 1", 1),
    ("UPDATE journal SET instant = instant + 1 WHERE sequence = 4", 4),
    ("UPDATE journal SET payload = zeroblob(50) WHERE sequence = 3", 3),
    ("UPDATE journal SET digest = zeroblob(32) WHERE sequence = 3", 3),
    ("DELETE FROM journal WHERE sequence = 2", 2),
    ("DELETE FROM journal WHERE sequence = 1; UPDATE journal SET sequence = sequence - 1", 1),
  ])
  func `after the triggers were removed, the first changed row is named`(change: String, sequence: Int) throws {
    try folder.sqlite("DROP TRIGGER journal_keeps; DROP TRIGGER journal_holds; \(change)")
    #expect(throws: RecordsError.journal(sequence: sequence)) { try store.verifyJournal() }
  }
}
