// One connection to the store's file, with its statements kept prepared.
internal import CSQLite

/// A connection for one thread at a time. Leaving scope closes it.
final class Connection {
  private let handle: OpaquePointer
  private var prepared: [String: Statement] = [:]

  /// How long to wait for another writer, in milliseconds.
  var patience: Int32 = 20_000 {
    didSet { sqlite3_busy_timeout(handle, patience) }
  }

  /// Opens an existing file.
  init(_ path: String) throws(RecordsError) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw .database(code)
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, patience)
  }

  deinit {
    prepared.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Runs statements that take no values and return no rows.
  func execute(_ statements: String) throws(RecordsError) {
    let code = sqlite3_exec(handle, statements, nil, nil, nil)
    guard code == SQLITE_OK else { throw .database(code) }
  }

  /// Runs a statement and returns how many rows it changed.
  @discardableResult func run(_ statement: String, _ values: [Value] = []) throws(RecordsError) -> Int {
    try rows(statement, values) { _ throws(RecordsError) in () }
    return Int(sqlite3_changes(handle))
  }

  /// The rows of a query, each read by `read`.
  @discardableResult func rows<T>(
    _ query: String, _ values: [Value] = [], _ read: (borrowing Row) throws(RecordsError) -> T
  ) throws(RecordsError) -> [T] {
    let statement = try statement(query)
    defer { statement.reset() }
    try statement.bind(values)
    var results: [T] = []
    while try statement.step() { results.append(try read(Row(statement: statement))) }
    return results
  }

  /// The first row of a query.
  func row<T>(
    _ query: String, _ values: [Value] = [], _ read: (borrowing Row) throws(RecordsError) -> T
  ) throws(RecordsError) -> T? {
    try rows(query, values, read).first
  }

  /// Does the work as one transaction that holds the writer's place from its beginning; all of it or nothing.
  func transaction<T>(_ work: () throws(RecordsError) -> T) throws(RecordsError) -> T {
    try execute("BEGIN IMMEDIATE")
    do throws(RecordsError) {
      let result = try work()
      try execute("COMMIT")
      return result
    } catch {
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  /// Copies the whole database, as of one moment, into another file.
  func copy(to path: String) throws(RecordsError) {
    var target: OpaquePointer?
    let opening = sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    defer { sqlite3_close_v2(target) }
    guard opening == SQLITE_OK, let copying = sqlite3_backup_init(target, "main", handle, "main") else {
      throw .database(opening == SQLITE_OK ? sqlite3_errcode(target) : opening)
    }
    let step = sqlite3_backup_step(copying, -1)
    let end = sqlite3_backup_finish(copying)
    guard step == SQLITE_DONE, end == SQLITE_OK else { throw .database(step == SQLITE_DONE ? end : step) }
  }

  /// Brings all of the log into the file and empties it, so that what was overwritten or destroyed stays in neither.
  /// - Throws: `logKept` when others read or write for longer than the patience.
  func emptyLog() throws(RecordsError) {
    // Being kept from it is no error of this statement: its row says so (sqlite.org, PRAGMA wal_checkpoint).
    let blocked = try row("PRAGMA wal_checkpoint(TRUNCATE)") { row throws(RecordsError) in row.integer(0) }
    guard blocked == 0 else { throw .logKept }
  }

  private func statement(_ text: String) throws(RecordsError) -> Statement {
    if let statement = prepared[text] { return statement }
    let statement = try Statement(text, on: handle)
    prepared[text] = statement
    return statement
  }
}
