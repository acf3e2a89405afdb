// Making and opening a store.
import Domain
import Foundation
import Records
import Testing

@Suite struct StoreTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func `a store is made once and opened again`() throws {
    #expect(try folder.create().kiosk == "A01")
    let store = try folder.open()
    #expect(store.kind == .rehearsal)
    #expect(store.incarnation == 1)
    #expect(throws: RecordsError.exists(folder: folder.store)) { try folder.create() }
  }

  @Test func `the file is sealed off from other users`() throws {
    _ = try folder.create()
    let mode = try FileManager.default.attributesOfItem(atPath: folder.database)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `another key is told as such`() throws {
    _ = try folder.create()
    let key = try Folder()
    try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: "\(key.path)/key"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(key.path)/key")
    #expect(throws: RecordsError.wrongKey) { try Store(at: folder.store, key: key.key) }
  }

  @Test func `a key file that others may read is refused`() throws {
    _ = try folder.create()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(folder.path)/key")
    #expect(throws: RecordsError.keyExposed(path: "\(folder.path)/key")) { try folder.open() }
  }

  @Test func `a passphrase opens its store and no other words do`() throws {
    let words = StoreKey.passphrase(Array("correct horse 电池".utf8))
    _ = try Store.create(at: folder.store, kind: .production, kiosk: "A01", key: words)
    #expect(try Store(at: folder.store, key: words).kind == .production)
    #expect(throws: RecordsError.wrongKey) {
      try Store(at: folder.store, key: .passphrase(Array("correct horse".utf8)))
    }
    #expect(throws: RecordsError.keyMalformed(.passphrase)) {
      try Store(at: folder.store, key: .passphrase(Array("short".utf8)))
    }
  }

  @Test func `a changed key opens, the one before does not, and nothing is lost`() throws {
    let before = StoreKey.passphrase(Array("first words".utf8)), after = StoreKey.passphrase(Array("other words".utf8))
    let store = try Store.create(at: folder.store, kind: .production, kiosk: "A01", key: before)
    let number = try store.registered()
    try store.changeKey(to: after)
    #expect(throws: RecordsError.plainKey) { try store.changeKey(to: folder.key) }
    #expect(throws: RecordsError.wrongKey) { try Store(at: folder.store, key: before) }
    #expect(try Store(at: folder.store, key: after).body(number) == "订单")
  }

  @Test func `a credential opens a production store, a plain file never`() throws {
    try String(repeating: "5a", count: 32).write(
      toFile: "\(folder.path)/certkiosk-store-key", atomically: true, encoding: .utf8)
    let key = StoreKey.credential(folder: folder.path)
    _ = try Store.create(at: folder.store, kind: .production, kiosk: "A01", key: key)
    #expect(throws: RecordsError.plainKey) { try folder.open() }
    #expect(throws: RecordsError.keyMissing(.credential)) { try Store(at: folder.store, key: .credential(folder: nil)) }
  }

  @Test func `a rehearsal's store cannot be relabelled`() throws {
    _ = try folder.create()
    try folder.sqlite("UPDATE store SET kind = 'production'")
    #expect(throws: RecordsError.plainKey) { try folder.open() }
    try FileManager.default.moveItem(atPath: "\(folder.path)/key", toPath: "\(folder.path)/certkiosk-store-key")
    #expect(throws: RecordsError.wrongKey) { try Store(at: folder.store, key: .credential(folder: folder.path)) }
  }

  @Test func `a newer schema is left alone`() throws {
    _ = try folder.create()
    try folder.sqlite("PRAGMA user_version = 99")
    let refusal = #expect(throws: RecordsError.self) { try folder.open() }
    guard case .newer(found: 99, known: 1...98) = refusal else {
      throw Refused(words: "\(String(describing: refusal))")
    }
    #expect(try folder.sqlite("PRAGMA user_version") == "99")
  }

  @Test func `a folder without a store and a file that is none are told apart`() throws {
    #expect(throws: RecordsError.missing(folder: folder.store)) { try folder.open() }
    _ = try folder.create()
    try Data(repeating: 1, count: 8192).write(to: URL(fileURLWithPath: folder.database))
    #expect(throws: RecordsError.damaged) { try folder.open() }
  }

  @Test(arguments: ["A1", "a01", "A0-", "A012"])
  func `a kiosk's code has three characters`(code: String) {
    #expect(throws: RecordsError.badKiosk) {
      try Store.create(at: folder.store, kind: .rehearsal, kiosk: code, key: folder.key)
    }
  }
}
