// The tables for what head office sends down: the latest of each kind, and how often a secret was tried.

extension Schema {
  static let downlink = """
    CREATE TABLE downlink (
      kind TEXT NOT NULL, scope TEXT NOT NULL, version INTEGER NOT NULL, issued INTEGER NOT NULL,
      expires INTEGER NOT NULL, digest BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, scope)
    ) STRICT;
    CREATE TABLE secrets (
      kind TEXT NOT NULL, name TEXT NOT NULL, failed INTEGER NOT NULL, burnt INTEGER NOT NULL,
      PRIMARY KEY (kind, name)
    ) STRICT, WITHOUT ROWID;
    """
}
