// store restore: the way back from a backup, after the machine broke.
internal import CommandLine
internal import Counter
internal import Domain
internal import Records

extension Certkiosk {
  static let restoring = Command(
    "restore", Both("从备份恢复到新的数据库目录", "make a store anew from a backup"),
    details: Both(
      "只恢复到还没有数据库的目录。世代加一，不会重新发出旧号；备份之后办理的内容不在其中，请对照纸质材料和总部的记录补办。原来的数据库不得再用。",
      "Only into a folder without a store. Its incarnation counts up, so that no number is given twice; what was done after"
        + " the backup is not in it: go through the papers and head office's records. The old store must never be used again."
    ),
    examples: [
      Example("certkiosk store restore /media/backup --store /var/lib/certkiosk/store", Both("恢复", "restore a store"))
    ],
    arguments: [Argument("DIR", .one, .folder, Both("备份目录", "the backup's folder"))],
    run: { invocation in
      let session = Session(invocation)
      let store = try Desk.restore(from: session.argument("DIR"), to: session.storeFolder, key: session.storeKey())
      session.console.emit([
        "store": .string(store.folder), "kiosk": .string(store.kiosk), "incarnation": .number(store.incarnation),
      ])
      session.console.say(
        Both(
          "已恢复：柜台 \(store.kiosk)，第 \(store.incarnation) 世代；备份之后的内容须补办",
          "restored: kiosk \(store.kiosk), life \(store.incarnation); what was done after the backup is to be done again"
        ))
      return .done
    })
}
