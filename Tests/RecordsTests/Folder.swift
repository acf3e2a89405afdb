// A folder for one test, with a rehearsal's store in it, and the tools to look at it from outside.
import Domain
import Foundation
import Processes
import Records

final class Folder {
  let path: String
  static let day = CivilDate("2026-03-09")!
  static let noon = Instant(seconds: 1_773_028_800)

  init() throws {
    path = NSTemporaryDirectory() + "records-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var key: StoreKey { .file("\(path)/key") }
  var store: String { "\(path)/store" }
  var database: String { "\(store)/store.sqlite" }

  func create() throws -> Store { try Store.create(at: store, kind: .rehearsal, kiosk: "A01", key: key) }

  func open() throws -> Store { try Store(at: store, key: key) }

  /// Runs SQL with the stock tool, as somebody with the file but without the program would.
  @discardableResult func sqlite(_ statements: String, in file: String? = nil) throws -> String {
    let outcome = try Program.run("/usr/bin/sqlite3", [file ?? database, statements])
    guard outcome.succeeded else { throw Refused(words: outcome.errorText) }
    return outcome.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Every file below a path, as bytes.
  static func files(below path: String) throws -> [Data] {
    try FileManager.default.subpathsOfDirectory(atPath: path).compactMap { name in
      FileManager.default.contents(atPath: "\(path)/\(name)")
    }
  }
}

/// What the stock tool said when it would not.
struct Refused: Error {
  let words: String
}

extension Store {
  /// Registers an order as the counter does: number, row, journal and lookups at once.
  @discardableResult
  func registered(_ application: String = "A-1", body: String = "订单", lookups: [Lookup] = []) throws -> OrderNumber {
    try register(on: Folder.day) { number in
      Change(
        entries: [
          NewEntry(
            at: Folder.noon, by: "wangfang", order: number, kind: "registered", payload: Array("登记 \(body)".utf8))
        ],
        orders: [OrderRow(number, application, version: 1, body: body)], lookups: [number: lookups])
    }
  }

  func body(_ number: OrderNumber) throws -> String? {
    try order(number).map { String(decoding: $0.body, as: UTF8.self) }
  }
}

extension OrderRow {
  init(_ number: OrderNumber, _ application: String, version: Int, body: String, state: String = "草稿") {
    self.init(
      number: number, application: application, service: "example", businessType: "new", state: state,
      version: version, reference: number.text, updated: Folder.noon, body: Array(body.utf8))
  }
}
