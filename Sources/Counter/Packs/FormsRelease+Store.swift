// A store believes forms that its pinned signer vouches for, and never older ones than it has seen.
internal import Cryptography
internal import Domain
internal import FoundationEssentials
public import Records

/// The release that a store has seen last.
private struct SeenRelease: Codable, Equatable {
  let release: Int
  let editions: [String: Int]
  let digest: String
}

extension FormsRelease {
  static let signerSetting = "forms-signer"
  private static let seenSetting = "forms-release"

  /// Whether a store names a signer of its forms.
  public static func isPinned(in store: Store) throws -> Bool { try store.setting(signerSetting) != nil }

  /// Lets a store work with a folder's forms, and remembers their editions. A rehearsal's store, and one that names no
  /// signer, takes any.
  /// - Throws: `ReleaseFault` for forms that were altered or are older than those seen before.
  public static func admit(_ folder: String, to store: Store) throws {
    guard store.kind == .production, let pinned = try store.setting(signerSetting) else { return }
    let (release, digest) = try read(folder, under: PublicKey(spki: pinned))
    try release.check(folder)
    let seen = try store.setting(seenSetting).map { try JSONDecoder().decode(SeenRelease.self, from: Data($0)) }
    try release.checkAge(digest, after: seen)
    let now = SeenRelease(release: release.release, editions: release.editions, digest: digest)
    guard now != seen else { return }
    try store.set(Setting(seenSetting, Desk.bytes(now), secret: false))
  }

  private func checkAge(_ digest: String, after seen: SeenRelease?) throws(ReleaseFault) {
    guard let seen else { return }
    for (service, known) in seen.editions.sorted(by: { $0.key < $1.key }) {
      guard let edition = editions[service] else { throw .serviceGone(service) }
      if edition < known { throw .rolledBack(service, edition, known: known) }
    }
    if release < seen.release { throw .older(release, known: seen.release) }
    if release == seen.release, digest != seen.digest { throw .otherContent(release) }
  }
}

extension Desk {
  /// Pins whoever signs this kiosk's forms; from then on a real store takes no others.
  public func pinFormsSigner(_ file: String) throws {
    try requireAdministrator()
    let key = try FormsRelease.publicKey(file)
    let entry = NewEntry(
      at: clock.now(), by: person?.id, kind: "forms-signer-pinned", payload: try Self.bytes(["key": key.identifier]))
    try store.commit(
      Change(entries: [entry], settings: [Setting(FormsRelease.signerSetting, key.spki, secret: false)]))
  }
}
