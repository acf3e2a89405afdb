// Settings, secrets of the kiosk, and the bundles that left and came in.
internal import Domain

extension Store {
  /// A setting's value, opened when it is secret.
  public func setting(_ name: String) throws(RecordsError) -> [UInt8]? {
    try connection.row("SELECT secret, value FROM settings WHERE name = ?", [.text(name)]) {
      row throws(RecordsError) in
      row.integer(0) == 0 ? row.blob(1) : try keys.open(row.blob(1), Self.settingCell(name))
    }
  }

  /// The names of all settings.
  public func settings() throws(RecordsError) -> [String] {
    try connection.rows("SELECT name FROM settings ORDER BY name") { row throws(RecordsError) in row.text(0) }
  }

  /// Writes a setting by itself.
  public func set(_ setting: Setting) throws(RecordsError) { try commit(Change(settings: [setting])) }

  /// The bundles of a direction by their sequence.
  public func bundles(_ direction: BundleRow.Direction) throws(RecordsError) -> [BundleRow] {
    try connection.rows(
      "SELECT sequence, digest, path, instant, records FROM bundles WHERE direction = ? ORDER BY sequence",
      [.text(direction.rawValue)]
    ) { row throws(RecordsError) in
      let sequence = row.integer(0)
      let records = try keys.open(row.blob(4), Self.bundleCell(direction, sequence))
      return BundleRow(
        direction, sequence: sequence, digest: row.blob(1), path: row.text(2),
        instant: Instant(milliseconds: Int64(row.integer(3))),
        records: String(decoding: records, as: UTF8.self).split(separator: "\n").map(String.init))
    }
  }

  func write(_ setting: Setting) throws(RecordsError) {
    let value = setting.secret ? try keys.seal(setting.value, Self.settingCell(setting.name)) : setting.value
    try write(value, secret: setting.secret, as: setting.name)
  }

  func write(_ value: [UInt8], secret: Bool, as name: String) throws(RecordsError) {
    try connection.run(
      """
      INSERT INTO settings VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET secret = excluded.secret, value = excluded.value
      """, [.text(name), Value(secret ? 1 : 0), .blob(value)])
  }

  /// The same bundle again replaces its path, never its digest.
  func write(_ bundle: BundleRow) throws(RecordsError) {
    let records = Array(bundle.records.joined(separator: "\n").utf8)
    let sealed = try keys.seal(records, Self.bundleCell(bundle.direction, bundle.sequence))
    let changed = try connection.run(
      """
      INSERT INTO bundles VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (direction, sequence) DO UPDATE SET path = excluded.path WHERE digest = excluded.digest
      """,
      [
        .text(bundle.direction.rawValue), Value(bundle.sequence), .blob(bundle.digest), .text(bundle.path),
        .integer(bundle.instant.milliseconds), .blob(sealed),
      ])
    guard changed == 1 else { throw .bundleDiffers(sequence: bundle.sequence) }
  }

  static func settingCell(_ name: String) -> Cell { Cell("settings", "value", name) }

  private static func bundleCell(_ direction: BundleRow.Direction, _ sequence: Int) -> Cell {
    Cell("bundles", "records", "\(direction.rawValue)/\(sequence)")
  }
}
