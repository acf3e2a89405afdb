// A store that lost power at any byte of its log, and stores that several hold at once.
import Domain
import Foundation
import Records
import Testing

@Suite struct InterruptionTests {
  @Test func `whatever part of the log reached the disk, whole steps are there and nothing else`() throws {
    let folder = try Folder()
    let store = try folder.create()
    try folder.sqlite("PRAGMA wal_checkpoint(TRUNCATE)")
    for application in 1...6 { try store.registered("A-\(application)", body: "订单 \(application)") }
    let log = try Data(contentsOf: URL(fileURLWithPath: folder.database + "-wal"))
    var seen: Set<Int> = []
    for length in stride(from: 0, through: log.count, by: 2039) + [log.count] {
      let copy = "\(folder.path)/cut-\(length)"
      try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: folder.database, toPath: "\(copy)/store.sqlite")
      try log.prefix(length).write(to: URL(fileURLWithPath: "\(copy)/store.sqlite-wal"))
      let survivor = try Store(at: copy, key: folder.key)
      let orders = try survivor.orders()
      #expect(try survivor.verifyJournal() == orders.count)
      #expect(orders.map { String(decoding: $0.body, as: UTF8.self) } == (0..<orders.count).map { "订单 \($0 + 1)" })
      try survivor.registered("B-1")
      seen.insert(orders.count)
    }
    #expect(seen == Set(0...6))
  }

  @Test func `stores that several hold at once lose nothing`() async throws {
    let folder = try Folder()
    _ = try folder.create()
    let path = folder.store, key = folder.key
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...3 {
        group.addTask {
          let store = try Store(at: path, key: key)
          for order in 1...20 { try store.registered("W\(writer)-\(order)") }
        }
      }
      try await group.waitForAll()
    }
    let store = try folder.open()
    #expect(try Set(store.orders().map(\.number)).count == 60)
    #expect(try store.verifyJournal() == 60)
  }

  @Test func `an attachment is there whole, once, and for its own order`() throws {
    let folder = try Folder()
    let store = try folder.create()
    let number = try store.registered(), other = try store.registered("A-2")
    let bytes = [UInt8](repeating: 9, count: 100_000)
    let id = try store.putObject(bytes, order: number)
    #expect(try store.putObject(bytes, order: number) == id)
    #expect(try store.putObject(bytes, order: other) != id)
    #expect(try store.object(id) == bytes)
    #expect(try store.objects(of: number) == [id])
    let path = "\(folder.store)/objects/\(id.text.prefix(2))/\(id)"
    var file = try Data(contentsOf: URL(fileURLWithPath: path))
    file[50] ^= 1
    try file.write(to: URL(fileURLWithPath: path))
    #expect(throws: RecordsError.broken(cell: "objects/file")) { try store.object(id) }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: RecordsError.unknownObject) { try store.object(id) }
    #expect(try store.putObject(bytes, order: number) == id)
    #expect(try store.object(id) == bytes)
  }

  @Test func `a restored store never mints a number of its past`() throws {
    let folder = try Folder()
    let store = try folder.create()
    let number = try store.registered("A-1")
    let object = try store.putObject([1, 2], order: number)
    try store.backup(to: "\(folder.path)/backup")
    let lost = try store.registered("A-2")
    try store.backup(to: "\(folder.path)/backup2")
    let restored = try Store.restore(from: "\(folder.path)/backup", to: "\(folder.path)/new", key: folder.key)
    #expect(restored.incarnation == 2)
    #expect(try restored.object(object) == [1, 2])
    #expect(try restored.registered("A-2") != lost)
    #expect(throws: RecordsError.exists(folder: "\(folder.path)/new")) {
      try Store.restore(from: "\(folder.path)/backup", to: "\(folder.path)/new", key: folder.key)
    }
  }

  @Test func `a bundle's sequence keeps its digest`() throws {
    let folder = try Folder()
    let store = try folder.create()
    func bundle(_ digest: [UInt8], _ path: String) -> BundleRow {
      BundleRow(.up, sequence: 1, digest: digest, path: path, instant: Folder.noon, records: ["a", "b"])
    }
    try store.commit(Change(bundles: [bundle([1], "first")]))
    try store.commit(Change(bundles: [bundle([1], "again")]))
    #expect(throws: RecordsError.bundleDiffers(sequence: 1)) {
      try store.commit(Change(bundles: [bundle([2], "other")]))
    }
    #expect(try store.bundles(.up) == [bundle([1], "again")])
    #expect(try store.bundles(.down).isEmpty)
  }
}
