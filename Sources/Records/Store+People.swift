// People: who may act, and the proof that it is they.
internal import Cryptography
public import Domain

extension Store {
  /// How many wrong PINs in a row lock a person.
  public static let tries = 5
  /// The fewest characters of a PIN.
  public static let shortestPIN = 6
  private static let columns = "id, description, failed, disabled, enrolled"

  /// Enrols a person.
  /// - Throws: `badPersonID`, `weakPIN`, `personExists`.
  public func enrol(
    _ id: PersonID, name: String, roles: Set<Role>, pin: [UInt8], at instant: Instant, by person: PersonID?
  ) throws(RecordsError) {
    guard Self.isWellFormed(id) else { throw .badPersonID }
    let verifier = try Verifier(pin)
    let description = PersonDescription(name: name, roles: roles)
    let sealed = try keys.seal(description.bytes, Cell("people", "description", id))
    let digest = try keys.seal(verifier.digest, Cell("people", "verifier", id))
    try connection.transaction { () throws(RecordsError) in
      let made = try connection.run(
        "INSERT INTO people VALUES (?, ?, ?, ?, ?, 0, 0, ?) ON CONFLICT DO NOTHING",
        [
          .text(id), .blob(sealed), .blob(digest), .blob(verifier.salt), Value(verifier.cost),
          .integer(instant.milliseconds),
        ])
      guard made == 1 else { throw .personExists }
      try append(NewEntry(at: instant, by: person, kind: "person.enrolled", payload: description.bytes(of: id)))
    }
  }

  public func people() throws(RecordsError) -> [PersonRow] {
    try connection.rows("SELECT \(Self.columns) FROM people ORDER BY id") { row throws(RecordsError) in
      try read(row)
    }
  }

  public func person(_ id: PersonID) throws(RecordsError) -> PersonRow? {
    try connection.row("SELECT \(Self.columns) FROM people WHERE id = ?", [.text(id)]) { row throws(RecordsError) in
      try read(row)
    }
  }

  /// Takes a person's right to act; what they did stays.
  public func disable(_ id: PersonID, at instant: Instant, by person: PersonID?) throws(RecordsError) {
    try connection.transaction { () throws(RecordsError) in
      let changed = try connection.run("UPDATE people SET disabled = 1 WHERE id = ?", [.text(id)])
      guard changed == 1 else { throw .unknownPerson }
      try append(NewEntry(at: instant, by: person, kind: "person.disabled", payload: Array(id.utf8)))
    }
  }

  /// Gives a person a new PIN and all tries again.
  public func resetPIN(
    of id: PersonID, to pin: [UInt8], at instant: Instant, by person: PersonID?
  ) throws(RecordsError) {
    let verifier = try Verifier(pin)
    let digest = try keys.seal(verifier.digest, Cell("people", "verifier", id))
    try connection.transaction { () throws(RecordsError) in
      let changed = try connection.run(
        "UPDATE people SET verifier = ?, salt = ?, cost = ?, failed = 0 WHERE id = ?",
        [.blob(digest), .blob(verifier.salt), Value(verifier.cost), .text(id)])
      guard changed == 1 else { throw .unknownPerson }
      try append(NewEntry(at: instant, by: person, kind: "person.pin-reset", payload: Array(id.utf8)))
    }
  }

  /// Proves that it is this person. A try is spent before the PIN is compared, so that a killed process gives none back.
  /// - Throws: `unknownPerson`, `personDisabled`, `personLocked`, `wrongPIN`; each wrong PIN stands in the journal.
  public func authenticate(_ id: PersonID, pin: [UInt8], at instant: Instant) throws(RecordsError) -> Person {
    guard let row = try person(id) else { throw .unknownPerson }
    guard !row.disabled else { throw .personDisabled }
    let left = try spendTry(of: id)
    guard try verifier(of: id).accepts(pin) else {
      let kind = left == 0 ? "person.locked" : "person.wrong-pin"
      try commit(Change(entries: [NewEntry(at: instant, by: id, kind: kind, payload: [])]))
      throw left == 0 ? .personLocked : .wrongPIN(triesLeft: left)
    }
    try connection.run("UPDATE people SET failed = 0 WHERE id = ?", [.text(id)])
    return Person(id: id, roles: row.roles)
  }

  /// Returns how many tries are left after this one.
  private func spendTry(of id: PersonID) throws(RecordsError) -> Int {
    let failed = try connection.row(
      "UPDATE people SET failed = failed + 1 WHERE id = ? AND failed < ? RETURNING failed",
      [.text(id), Value(Self.tries)]
    ) { row throws(RecordsError) in row.integer(0) }
    guard let failed else { throw .personLocked }
    return Self.tries - failed
  }

  private func verifier(of id: PersonID) throws(RecordsError) -> Verifier {
    let found = try connection.row("SELECT verifier, salt, cost FROM people WHERE id = ?", [.text(id)]) {
      row throws(RecordsError) in
      let digest = try keys.open(row.blob(0), Cell("people", "verifier", id))
      return Verifier(digest: digest, salt: row.blob(1), cost: row.integer(2))
    }
    guard let found else { throw .unknownPerson }
    return found
  }

  private func read(_ row: borrowing Row) throws(RecordsError) -> PersonRow {
    let id = row.text(0)
    let opened = try keys.open(row.blob(1), Cell("people", "description", id))
    let description = PersonDescription(opened)
    return PersonRow(
      id: id, name: description.name, roles: description.roles, triesLeft: max(0, Self.tries - row.integer(2)),
      disabled: row.integer(3) != 0, enrolled: Instant(milliseconds: Int64(row.integer(4))))
  }

  /// Long digits are refused: they would be somebody's document.
  private static func isWellFormed(_ id: PersonID) -> Bool {
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    return (1...32).contains(id.count) && id.allSatisfy(allowed.contains) && id.filter(\.isNumber).count < 8
  }
}

/// A person's name and roles, sealed together so that roles cannot be added from outside.
private struct PersonDescription {
  let name: String
  let roles: Set<Role>

  init(name: String, roles: Set<Role>) {
    self.name = name
    self.roles = roles
  }

  init(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 1)
    roles = Set((lines.first ?? "").split(separator: " ").compactMap { Role(rawValue: String($0)) })
    name = lines.count == 2 ? String(lines[1]) : ""
  }

  /// The roles on one line, then the name.
  var bytes: [UInt8] { Array("\(roles.map(\.rawValue).sorted().joined(separator: " "))\n\(name)".utf8) }

  func bytes(of id: PersonID) -> [UInt8] { Array("\(id)\n".utf8) + bytes }
}

/// What is kept of a PIN.
private struct Verifier {
  let digest: [UInt8]
  let salt: [UInt8]
  /// scrypt's N; with r = 8 it takes 32 MiB.
  let cost: Int

  init(digest: [UInt8], salt: [UInt8], cost: Int) {
    self.digest = digest
    self.salt = salt
    self.cost = cost
  }

  init(_ pin: [UInt8]) throws(RecordsError) {
    guard pin.count >= Store.shortestPIN, Set(pin).count > 1 else { throw .weakPIN(least: Store.shortestPIN) }
    salt = Random.bytes(16)
    cost = 1 << 15
    digest = try Self.digest(of: pin, salt, cost)
  }

  func accepts(_ pin: [UInt8]) throws(RecordsError) -> Bool {
    MAC.equal(try Self.digest(of: pin, salt, cost), digest)
  }

  private static func digest(of pin: [UInt8], _ salt: [UInt8], _ cost: Int) throws(RecordsError) -> [UInt8] {
    try sealing("people/verifier") { () throws(CryptographyError) in
      try KeyDerivation.scrypt(secret: pin, salt: salt, n: cost)
    }
  }
}
