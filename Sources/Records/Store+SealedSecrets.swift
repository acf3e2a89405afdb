// Secrets of tokens: sealed from, and opened into, memory that leaves no copies.
internal import Cryptography
public import Secrets

extension Store {
  /// A secret setting, opened into memory of its own; nil when there is none.
  public func secret(_ name: String) throws(RecordsError) -> SecretBytes? {
    try connection.row("SELECT value FROM settings WHERE name = ? AND secret = 1", [.text(name)]) {
      row throws(RecordsError) in try keys.root.openSecret(row.blob(0), Self.settingCell(name))
    }
  }

  /// Seals a secret under a name, in the place of what was kept there.
  public func keep(_ secret: SecretBytes, as name: String) throws(RecordsError) {
    let sealed = try keys.root.seal(secret, Self.settingCell(name))
    try connection.transaction { () throws(RecordsError) in try write(sealed, secret: true, as: name) }
  }
}
