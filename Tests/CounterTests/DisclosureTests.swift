// Where personal data went: each way out of the store is written down, and outlives the orders it was about.
import Counter
import Domain
import Files
import Foundation
import Records
import Testing

@Suite(.serialized) struct DisclosureTests {
  private func told(_ desk: Desk, since day: CivilDate? = nil, of order: String? = nil) throws -> [[String]] {
    try desk.disclosures(since: day, of: order).map { row in
      [
        row.person, row.disclosure.what.rawValue, "\(row.disclosure.count)", row.disclosure.orders.joined(),
        row.disclosure.to,
      ]
    }
  }

  @Test func `documents, drafts and backups that leave are written down with who, how many and where to`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    let written = try counter.desk.writeDocuments(of: number, to: "\(counter.folder)/papers", copies: 1)
    _ = try counter.desk.writeDrafts(["application-form"], of: number, to: "\(counter.folder)/drafts")
    try counter.desk.backUp(to: "\(counter.folder)/backup")
    #expect(
      try told(counter.desk) == [
        ["wu", "documents", "\(written.count)", number, "\(counter.folder)/papers"],
        ["wu", "documents", "1", number, "\(counter.folder)/drafts"],
        ["wu", "backup", "\(try counter.desk.store.orderCount())", "", "\(counter.folder)/backup"],
      ])
    #expect(try told(counter.desk, of: number).count == 2)
    #expect(try told(counter.desk, since: CounterDesk.now.day.advanced(byDays: 1)).isEmpty)
    // A blank paper is nobody's.
    _ = try counter.desk.writePaper("application-form", of: number, to: "\(counter.folder)/blank", blank: true)
    #expect(try told(counter.desk).count == 3)
  }

  @Test func `a bundle is written down each time it is copied, with its records and orders`() throws {
    let branch = try HeadOfficeCounter()
    let number = try branch.counter.order()
    try branch.counter.issue(number, on: branch.counter.card())
    _ = try branch.desk.handOver(number, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    try branch.up()
    _ = try branch.desk.carryAll(to: "\(branch.folder)/second")
    let rows = try told(branch.desk).filter { $0[1] == "bundle" }
    #expect(rows.map { $0[4] } == ["\(branch.folder)/stick", "\(branch.folder)/second"])
    #expect(rows.allSatisfy { $0[0] == "wu" && $0[2] == "1" && $0[3] == number })
    try branch.down()
    let later = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 90 * 86_400))
    #expect(try later.retire().count == 1)
    #expect(try told(later, of: number).count == 2)
  }

  @Test func `what could not be shown did not leave`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    let path = "\(counter.folder)/none.jpg"
    #expect(throws: (any Error).self) { try counter.desk.writePicture(of: "3fa9", in: number, to: path) }
    #expect(try told(counter.desk).isEmpty && Files.kind(of: path) == nil)
  }

  @Test func `what is written down is sealed`() throws {
    let counter = try CounterDesk()
    try counter.desk.disclose(.documents, 1, of: ["A01002603090007S"], toPath: "/media/王芳的U盘")
    for file in try counter.storeFiles() { #expect(file.range(of: Data("王芳的U盘".utf8)) == nil) }
    #expect(try told(counter.desk) == [["wu", "documents", "1", "A01002603090007S", "/media/王芳的U盘"]])
  }
}
