// A prepared statement and the row it stands on.
internal import CSQLite

/// A statement of one connection, used again and again.
final class Statement {
  fileprivate let handle: OpaquePointer
  /// Tells SQLite to copy what is bound.
  nonisolated(unsafe) private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ text: String, on connection: OpaquePointer) throws(RecordsError) {
    var made: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
    guard code == SQLITE_OK, let made else { throw .database(code) }
    handle = made
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ values: [Value]) throws(RecordsError) {
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw .database(code) }
    }
  }

  private func bind(_ value: Value, at place: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): sqlite3_bind_int64(handle, place, number)
    case .text(let text): sqlite3_bind_text(handle, place, text, Int32(text.utf8.count), Self.copied)
    case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(handle, place, 0)
    case .blob(let bytes): sqlite3_bind_blob(handle, place, bytes, Int32(bytes.count), Self.copied)
    }
  }

  /// Moves to the next row; false after the last.
  func step() throws(RecordsError) -> Bool {
    let code = sqlite3_step(handle)
    guard code == SQLITE_ROW || code == SQLITE_DONE else { throw .database(code) }
    return code == SQLITE_ROW
  }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }
}

/// The row a statement stands on. Columns count from 0.
struct Row: ~Copyable {
  let statement: Statement

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement.handle, column)) }

  func optionalInteger(_ column: Int32) -> Int? { isNull(column) ? nil : integer(column) }

  func text(_ column: Int32) -> String {
    guard let text = sqlite3_column_text(statement.handle, column) else { return "" }
    return String(cString: text)
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func blob(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement.handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(statement.handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

  private func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement.handle, column) == SQLITE_NULL }
}
