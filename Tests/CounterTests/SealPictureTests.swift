// Seals cut out of papers: kept with the order, handed out and written down, sent to head office, and destroyed with it.
import Bundles
import Counter
import Domain
import Files
import Foundation
import HeadOffice
import PaperSimulator
import Records
import Scans
import Testing

@Suite(.serialized) struct SealPictureTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47] + Array("a seal".utf8)

  private func paper(_ desk: Desk, _ number: OrderNumber, slot: String = "seal-template") throws -> Paper {
    let seal = KeptSeal(
      name: "capture.unit", sealClass: "unit", object: try desk.store.putObject(Self.png, order: number).text,
      width: 42.04, height: 42.04, pictureWidth: 44, pictureHeight: 44, dpi: 300)
    return Paper(slot: slot, page: 1, copy: 1, object: "o", thresholds: "1", seals: [seal])
  }

  @Test func `a seal travels from the page that was taken to head office, and goes with its order`() throws {
    let branch = try HeadOfficeCounter()
    let desk = branch.desk
    let number = try branch.counter.draft("bjca", "new")
    let order = try #require(OrderNumber(number))
    try desk.record(.paperAccepted(paper(desk, order)), on: order, by: TokenCounter.everybody)
    _ = try branch.counter.finish(number)
    try branch.counter.issue(number, on: branch.counter.card())
    _ = try desk.handOver(number, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    let written = try desk.writeSealPictures(of: number, to: "\(branch.folder)/seals")
    #expect(written.map(\.file) == ["seal-template.1.p1.capture.unit.png"])
    #expect(try Files.read("\(branch.folder)/seals/seal-template.1.p1.capture.unit.png", limit: 100) == Self.png)
    let told = try desk.disclosures(of: number).map { [$0.person, $0.disclosure.what.rawValue, $0.disclosure.to] }
    #expect(told == [["wu", "pictures", "\(branch.folder)/seals"]])
    #expect(try branch.up()?.isAllSafe == true)
    let sent = try branch.office.writeSeals(of: number, to: "\(branch.folder)/maker")
    #expect(sent.map(\.file) == ["capture.unit.1.png"])
    #expect(sent.first.map { [$0.seal.width, $0.seal.pictureWidth, $0.seal.pictureHeight] } == [42_040, 44, 44])
    #expect(try Files.read("\(branch.folder)/maker/capture.unit.1.png", limit: 100) == Self.png)
    try branch.down()
    #expect(try desk.order(number).isWithHeadOffice)
    let later = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 90 * 86_400))
    #expect(try later.retire().map(\.order) == [order])
    #expect(try Folder.files(below: "\(desk.store.folder)/objects").isEmpty)
  }

  @Test func `a seal of a page that waits is shown and not handed out before somebody took the page`() throws {
    let counter = try TokenCounter()
    let number = try counter.draft("bjca", "new")
    let order = try #require(OrderNumber(number))
    let figure = ReferredFigure(code: "C56", box: "capture.unit", measured: 58, unit: "mm", limit: 45)
    let referral = Referral(paper: try paper(counter.desk, order), digest: "d0", codes: ["C56"], figures: [figure])
    try counter.desk.record(.paperReferred(referral), on: order, by: TokenCounter.everybody)
    let waiting = counter.desk.sealPictures(of: try counter.desk.order(number))
    #expect(waiting.map(\.isTaken) == [false])
    let folder = NSTemporaryDirectory() + "seals-\(UUID().uuidString)"
    #expect(try counter.desk.writeSealPictures(of: number, to: folder).isEmpty && Files.kind(of: folder) == nil)
    let stranger = Desk(store: counter.desk.store, packs: counter.desk.packs, forms: counter.desk.forms)
    #expect(throws: CounterError.nobody) { try stranger.writeSealPictures(of: number, to: folder) }
    #expect(try counter.desk.order(number).referred?.first?.figures == [figure])
    try counter.desk.record(
      .paperDecided(digest: "d0", accepted: true, reason: "核对无误"), on: order, by: TokenCounter.everybody)
    #expect(counter.desk.sealPictures(of: try counter.desk.order(number)).map(\.isTaken) == [true])
  }
}
