// store init: a store with its keys, ready for its first person.
internal import Cryptography
public import Records

/// Makes stores.
public enum SettingUp {
  /// Makes a store with a site key, a key for slips and a master for tokens; running it again on the same store changes
  /// nothing.
  /// - Throws: `otherStore` when the folder holds another kiosk's store, or one of the other kind.
  /// - Parameter siteKey: the key that the site's other kiosks use; a new one when nil.
  public static func store(
    at folder: String, kind: Store.Kind, kiosk: String, key: StoreKey, siteKey: SiteKey?
  ) throws -> Store {
    let store = try made(at: folder, kind: kind, kiosk: kiosk, key: key)
    guard store.kiosk == kiosk, store.kind == kind else { throw OrderMistake.otherStore(kiosk: store.kiosk) }
    if try store.setting(Desk.siteKeySetting) == nil {
      let text = (siteKey ?? .random()).text
      try store.set(Setting(Desk.siteKeySetting, Array(text.utf8), secret: true))
    }
    if try store.setting(Desk.masterSetting) == nil {
      try store.keep(Random.secret(32), as: Desk.masterSetting)
    }
    _ = try SlipKey.of(store)
    return store
  }

  /// The store, made now or before.
  private static func made(
    at folder: String, kind: Store.Kind, kiosk: String, key: StoreKey
  ) throws(RecordsError) -> Store {
    do throws(RecordsError) { return try Store(at: folder, key: key) } catch {
      // Not made yet, or not to its end. Whatever else is wrong with a store, making it anew is no cure.
      guard case .missing = error else { throw error }
    }
    return try Store.create(at: folder, kind: kind, kiosk: kiosk, key: key)
  }
}
