// store restore: a store from its backup, and a row in its journal that says so.
public import Records

extension Desk {
  /// Makes a store from a backup. Whoever holds the store's key may: the people are enrolled in the backup itself.
  public static func restore(from backup: String, to folder: String, key: StoreKey) throws -> Store {
    let store = try Store.restore(from: backup, to: folder, key: key)
    try store.commit(
      Change(entries: [
        NewEntry(
          at: Clock.system.now(), by: nil, kind: "store-restored", payload: Array("\(store.incarnation)".utf8))
      ]))
    return store
  }
}
