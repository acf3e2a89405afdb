// Without its key a store tells nothing about anybody.
import Domain
import Foundation
import Records
import Testing

@Suite struct PrivacyTests {
  static let secrets = ["王芳𬍛", "11010519491231002X", "13800138000", "6222021234567890123", "private-key-bytes"]

  @Test func `no personal value stands in any file of the store or of its backup`() throws {
    let folder = try Folder()
    let store = try folder.create()
    let all = Self.secrets.joined(separator: " ")
    let number = try store.registered(body: all, lookups: Self.secrets.map { Lookup(kind: "phone", value: $0) })
    _ = try store.putObject(Array(all.utf8), order: number)
    try store.enrol(
      "wangfang", name: all, roles: [.clerk], pin: Array("13800138000".utf8), at: Folder.noon, by: nil)
    try store.set(Setting("device-key", Array(all.utf8), secret: true))
    try store.commit(Change(entries: [NewEntry(at: Folder.noon, by: nil, kind: "note", payload: Array(all.utf8))]))
    try store.backup(to: "\(folder.path)/backup")
    let files = try Folder.files(below: folder.store) + Folder.files(below: "\(folder.path)/backup")
    #expect(files.count >= 5)
    for secret in Self.secrets {
      for encoding in [String.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
        let bytes = try #require(secret.data(using: encoding))
        #expect(!files.contains { $0.range(of: bytes) != nil }, "\(secret.count) characters in \(encoding)")
      }
    }
    #expect(try store.body(number) == all)
    #expect(try store.people().first?.name == all)
    #expect(try store.setting("device-key") == Array(all.utf8))
  }

  @Test(arguments: [
    ("orders/body", "UPDATE orders SET body = (SELECT body FROM orders o WHERE o.number <> orders.number)"),
    (
      "order_keys/key",
      "UPDATE order_keys SET key = (SELECT key FROM order_keys o WHERE o.number <> order_keys.number)"
    ),
    ("orders/body", "UPDATE orders SET version = 2"),
    ("orders/body", "UPDATE orders SET body = zeroblob(40)"),
  ])
  func `a cell that was moved or altered is noticed`(cell: String, change: String) throws {
    let folder = try Folder()
    let number = try folder.create().registered("A-1")
    try folder.open().registered("A-2")
    try folder.sqlite(change)
    #expect(throws: RecordsError.broken(cell: cell)) { try folder.open().order(number) }
  }

  @Test func `roles cannot be borrowed from somebody else`() throws {
    let folder = try Folder()
    let store = try folder.create()
    for (id, role) in [("one", Role.clerk), ("two", .administrator)] {
      try store.enrol(id, name: id, roles: [role], pin: Array("246810".utf8), at: Folder.noon, by: nil)
    }
    try folder.sqlite("UPDATE people SET description = (SELECT description FROM people WHERE id = 'two')")
    #expect(throws: RecordsError.broken(cell: "people/description")) { try store.person("one") }
  }

  @Test func `a shredded order cannot be read here or in a later copy, and the journal still holds`() throws {
    let folder = try Folder()
    let store = try folder.create()
    let number = try store.registered(lookups: [Lookup(kind: "phone", value: "13800138000")])
    let kept = try store.registered("A-2", body: "留下")
    let object = try store.putObject([1, 2, 3], order: number)
    let key = try folder.sqlite("SELECT hex(key) FROM order_keys WHERE number = '\(number)'")
    try store.shred(Shredding(number, version: 1, remains: [9]), at: Folder.noon, by: "wangfang")
    #expect(try store.sweep() == 1)
    try store.backup(to: "\(folder.path)/copy")
    try FileManager.default.copyItem(atPath: "\(folder.path)/key", toPath: "\(folder.path)/copy.key")
    let copy = try Store(at: "\(folder.path)/copy", key: folder.key)
    for reader in [store, copy] {
      #expect(try reader.body(number) == "")
      #expect(try reader.journal(of: number).map(\.payload) == [[]])
      #expect(throws: RecordsError.unknownObject) { try reader.object(object) }
      #expect(try reader.order(number)?.state == "已销毁")
      #expect(try reader.orders().map(\.number) == [kept])
      #expect(try reader.orders(for: Lookup(kind: "phone", value: "13800138000")).isEmpty)
      #expect(try reader.body(kept) == "留下")
      #expect(try reader.verifyJournal() == 3)
    }
    let bytes = try #require([UInt8](hexText: key))
    let files = try Folder.files(below: folder.path)
    #expect(!files.contains { $0.range(of: Data(bytes)) != nil })
    #expect(throws: RecordsError.shredded(number)) { try store.putObject([4], order: number) }
  }
}

extension [UInt8] {
  init?(hexText text: String) {
    let digits = Array<Character>(text)
    guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }
}
