// The store's tables, one migration after the other. Sealed columns are BLOB; what is TEXT may be read by anybody.

enum Schema {
  /// Each entry leads from the version of its index to the next. Entries are never changed, only added.
  static let migrations = [
    """
    CREATE TABLE store (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      kind TEXT NOT NULL, kiosk TEXT NOT NULL, incarnation INTEGER NOT NULL,
      salt BLOB, cost INTEGER, root BLOB NOT NULL
    ) STRICT;
    CREATE TABLE orders (
      number TEXT PRIMARY KEY, application TEXT NOT NULL UNIQUE, service TEXT NOT NULL, business_type TEXT NOT NULL,
      state TEXT NOT NULL, version INTEGER NOT NULL, reference TEXT NOT NULL, updated INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX orders_reference ON orders (reference);
    CREATE INDEX orders_state ON orders (state, service);
    CREATE TABLE order_keys (number TEXT PRIMARY KEY, key BLOB) STRICT;
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY, instant INTEGER NOT NULL, person TEXT, number TEXT, kind TEXT NOT NULL,
      payload BLOB NOT NULL, previous BLOB NOT NULL, digest BLOB NOT NULL
    ) STRICT;
    CREATE INDEX journal_number ON journal (number, sequence);
    CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER journal_holds BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TABLE serials (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
    CREATE TABLE lookups (
      kind TEXT NOT NULL, digest BLOB NOT NULL, number TEXT NOT NULL REFERENCES orders (number),
      PRIMARY KEY (kind, digest, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE objects (id TEXT PRIMARY KEY, number TEXT NOT NULL REFERENCES order_keys (number)) STRICT;
    CREATE INDEX objects_number ON objects (number);
    CREATE TABLE people (
      id TEXT PRIMARY KEY, description BLOB NOT NULL, verifier BLOB NOT NULL, salt BLOB NOT NULL,
      cost INTEGER NOT NULL, failed INTEGER NOT NULL, disabled INTEGER NOT NULL, enrolled INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE bundles (
      direction TEXT NOT NULL, sequence INTEGER NOT NULL, digest BLOB NOT NULL, path TEXT NOT NULL,
      instant INTEGER NOT NULL, records BLOB NOT NULL, PRIMARY KEY (direction, sequence)
    ) STRICT;
    CREATE TABLE settings (name TEXT PRIMARY KEY, secret INTEGER NOT NULL, value BLOB NOT NULL) STRICT;
    """,
    """
    ALTER TABLE orders ADD COLUMN open TEXT NOT NULL DEFAULT '';
    CREATE INDEX orders_open ON orders (open, state, service);
    CREATE INDEX journal_instant ON journal (instant);
    """,
    ledgers,
    downlink,
    "CREATE INDEX statement_lines_number ON statement_lines (number)",
    "ALTER TABLE pieces ADD COLUMN fen INTEGER",
  ]

  /// Brings a store to the present version in one transaction.
  static func migrate(_ connection: Connection) throws(RecordsError) {
    let version = try version(of: connection)
    guard version <= migrations.count else { throw .newer(found: version, known: migrations.count) }
    guard version < migrations.count else { return }
    try connection.transaction { () throws(RecordsError) in
      // Another process may have been first.
      for next in try self.version(of: connection)..<migrations.count { try connection.execute(migrations[next]) }
      try connection.execute("PRAGMA user_version = \(migrations.count)")
    }
  }

  private static func version(of connection: Connection) throws(RecordsError) -> Int {
    try connection.row("PRAGMA user_version") { row throws(RecordsError) in row.integer(0) } ?? 0
  }
}
