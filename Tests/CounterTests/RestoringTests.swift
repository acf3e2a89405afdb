// What goes wrong between a counter and head office, and is put right: a damaged stick, a broken machine, a wrong clock.
import Bundles
import Counter
import Domain
import Files
import Foundation
import HeadOffice
import Records
import Services
import Testing

@Suite struct RestoringTests {
  private let branch: HeadOfficeCounter

  init() throws { branch = try HeadOfficeCounter() }

  /// An order that has been handed over.
  private func completed(card serial: UInt32 = 1) throws -> String {
    let number = try branch.counter.order("bjca", "new")
    try branch.counter.issue(number, on: branch.counter.card(serial: serial))
    _ = try branch.desk.handOver(number, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    return number
  }

  private func damage(_ bundle: String, record: String) throws {
    let file = "\(bundle)/records/\(record).cms"
    var bytes = try Files.read(file, limit: 1 << 24)
    bytes[bytes.count / 2] ^= 1
    try Files.write(bytes, to: file)
  }

  @Test func `a record that was damaged on the stick is confirmed once the bundle comes whole`() throws {
    let number = try completed()
    let stick = "\(branch.folder)/stick"
    let bundle = try #require(try branch.desk.export(to: stick))
    try damage(bundle.path.replacing("\(branch.desk.store.folder)/outbox", with: stick), record: number)
    let carried = "\(stick)/\(bundle.header.folderName)"
    #expect(try branch.office.take(carried, at: HeadOfficeCounter.now).isAllSafe == false)
    try branch.down()
    let refused = try branch.desk.order(number)
    #expect(refused.sync == .refused(bundle: bundle.header.folderName, outcome: "REJECTED"))
    try Files.removeTree(carried)
    #expect(try branch.desk.carryAll(to: stick) == 1, "it waits for head office still")
    #expect(try branch.office.take(carried, at: HeadOfficeCounter.now).isAllSafe)
    try branch.down()
    #expect(try branch.desk.order(number).isWithHeadOffice)
    #expect(try branch.desk.carryAll(to: "\(branch.folder)/other") == 0)
  }

  @Test func `a restored store hands its waiting bundles out again and leaves a gap in their numbers`() throws {
    let first = try completed()
    let bundle = try #require(try branch.desk.export(to: "\(branch.folder)/lost-stick"))
    let second = try completed(card: 2)
    try branch.desk.backUp(to: "\(branch.folder)/backup")
    let store = try Desk.restore(
      from: "\(branch.folder)/backup", to: "\(branch.folder)/restored",
      key: .file("\(branch.counter.folder)/key"))
    #expect(try store.journal(kinds: ["store-restored"]).count == 1)
    let desk = Desk(
      store: store, packs: branch.desk.packs, forms: branch.desk.forms, clock: Clock(now: { HeadOfficeCounter.now }))
    let stick = "\(branch.folder)/stick"
    #expect(try desk.carryAll(to: stick) == 1)
    let carried = "\(stick)/\(bundle.header.folderName)"
    let manifests = try [carried, bundle.path].map { try Files.read("\($0)/manifest.cms", limit: 1 << 24) }
    #expect(manifests[0] == manifests[1])
    #expect(try branch.office.take(carried, at: HeadOfficeCounter.now).isAllSafe)
    let next = try #require(try desk.export(to: stick))
    #expect(next.header.sequence == 2000 && next.header.incarnation == "2")
    let report = try branch.office.take(next.path, at: HeadOfficeCounter.now)
    #expect(report.isAllSafe && report.gaps.isEmpty)
    try branch.down(to: desk)
    for number in [first, second] { #expect(try desk.order(number).isWithHeadOffice) }
  }

  @Test func `a clock that was set back brings no lapsed table back to life`() throws {
    try branch.add(
      "certificate-list", "creditCode,serial,notAfter\n91350100M000100Y43,0a,2026-12-31\n", days: 1, stops: true)
    try branch.down()
    #expect(try branch.desk.certificatesOnList(of: "91350100M000100Y43").count == 1)
    let late = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 2 * 86_400))
    try late.store.commit(
      Change(entries: [
        NewEntry(at: late.clock.now(), by: "wu", kind: "note", payload: [])
      ]))
    #expect(throws: DownlinkError.self) { try branch.desk.certificatesOnList(of: "91350100M000100Y43") }
  }
}
