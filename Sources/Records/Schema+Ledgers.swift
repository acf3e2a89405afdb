// The tables of money and custody. One row for each serial, so that a piece cannot be in two places.

extension Schema {
  static let ledgers = """
    CREATE TABLE statement_lines (
      id TEXT PRIMARY KEY, queue TEXT NOT NULL, settled INTEGER NOT NULL, number TEXT, reference BLOB NOT NULL,
      instant INTEGER NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX statement_lines_queue ON statement_lines (settled, queue, id);
    CREATE INDEX statement_lines_reference ON statement_lines (reference);
    CREATE TABLE pieces (
      good TEXT NOT NULL, serial TEXT NOT NULL, place TEXT NOT NULL, number TEXT, updated INTEGER NOT NULL,
      version INTEGER NOT NULL, PRIMARY KEY (good, serial)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pieces_place ON pieces (place, good);
    CREATE INDEX pieces_number ON pieces (number);
    CREATE TABLE piles (
      good TEXT NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL CHECK (count >= 0), PRIMARY KEY (good, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX journal_kind ON journal (kind, sequence);
    CREATE TABLE profiles (digest BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT;
    """
}
