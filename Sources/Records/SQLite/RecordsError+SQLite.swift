// SQLite's result codes in the words of the store.
internal import CSQLite

extension RecordsError {
  /// The failure that a result code means. SQLite's own message is left out: it could quote values.
  static func database(_ code: Int32) -> RecordsError {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_FULL: .full
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: .damaged
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN: .notWritable
    default: .engine(code)
    }
  }

  /// Whether a row with the same key was there already.
  var isDuplicate: Bool {
    switch self {
    case .engine(let code): code == sqlite3_unique || code == sqlite3_primary
    default: false
    }
  }
}

/// SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY, which are macros of shifted numbers.
private let sqlite3_unique = SQLITE_CONSTRAINT | (8 << 8)
private let sqlite3_primary = SQLITE_CONSTRAINT | (6 << 8)
