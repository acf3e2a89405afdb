// Tries at secrets that release something once: a try is spent before anything is compared, a used secret is burnt.
internal import Domain

/// A secret by its kind and a name that is given out once, such as a card's serial number. Neither says anything of it,
/// and the same name in a later table is the same secret: burnt stays burnt.
public struct SecretName: Hashable, Sendable {
  public var kind: String
  public var name: String

  public init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }
}

/// Whether a secret may be tried.
public enum SecretTry: Hashable, Sendable {
  /// One try was spent; so many are left.
  case spent(left: Int)
  case usedUp
  /// It has released what it was for.
  case burnt
}

extension Store {
  /// Spends a try, durably, before the caller compares: a killed process gives none back.
  public func spendTry(of secret: SecretName, limit: Int) throws(RecordsError) -> SecretTry {
    try connection.run(
      "INSERT INTO secrets VALUES (?, ?, 0, 0) ON CONFLICT DO NOTHING", [.text(secret.kind), .text(secret.name)])
    let failed = try connection.row(
      """
      UPDATE secrets SET failed = failed + 1 WHERE kind = ? AND name = ? AND burnt = 0 AND failed < ?
      RETURNING failed
      """, [.text(secret.kind), .text(secret.name), Value(limit)]
    ) { row throws(RecordsError) in row.integer(0) }
    if let failed { return .spent(left: limit - failed) }
    return try isBurnt(secret) ? .burnt : .usedUp
  }

  public func isBurnt(_ secret: SecretName) throws(RecordsError) -> Bool {
    try connection.row(
      "SELECT burnt FROM secrets WHERE kind = ? AND name = ?", [.text(secret.kind), .text(secret.name)]
    ) { row throws(RecordsError) in row.integer(0) == 1 } ?? false
  }

  /// How many tries were spent in vain or are being compared.
  public func triesSpent(of secret: SecretName) throws(RecordsError) -> Int {
    try connection.row(
      "SELECT failed FROM secrets WHERE kind = ? AND name = ?", [.text(secret.kind), .text(secret.name)]
    ) { row throws(RecordsError) in row.integer(0) } ?? 0
  }

  /// Burns a secret in the transaction of what it releases; a second burning of the same one undoes that transaction.
  func burn(_ secret: SecretName) throws(RecordsError) {
    let changed = try connection.run(
      """
      INSERT INTO secrets VALUES (?, ?, 0, 1) ON CONFLICT (kind, name) DO UPDATE SET burnt = 1 WHERE burnt = 0
      """, [.text(secret.kind), .text(secret.name)])
    guard changed == 1 else { throw .secretBurnt }
  }
}
