// A payment's time and the picture of its evidence: sealed with the order, and shown to the second person.
import Counter
import Domain
import Files
import Foundation
import Pictures
import Records
import Testing

@Suite(.serialized) struct EvidenceTests {
  private let counter: CounterDesk
  private let number: String

  init() throws {
    counter = try CounterDesk()
    number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
  }

  private var worker: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  private func payment(at seconds: Int64, _ evidence: String) throws -> Desk.Payment {
    let fee = try counter.desk.view(counter.desk.order(number)).fee
    return Desk.Payment(
      .posSlip, fee, reference: "0042", paidAt: CounterDesk.now.advanced(bySeconds: seconds), evidence: evidence)
  }

  @Test func `the second person sees what was recorded, and its picture stands nowhere in clear`() throws {
    let slip = try DrawnCopy(lines: ["POS SLIP 0042"], isSealed: false).scan(to: counter.folder)
    let (order, entry) = try counter.desk.recordPayment(number, payment(at: -600, slip), worker: worker)
    let kept = try #require(order.payments.first)
    #expect(kept.paidAt == CounterDesk.now.advanced(bySeconds: -600) && kept.pictures?.count == 1)
    try counter.desk.signIn("zhao", pin: CounterDesk.pin)
    let files = try counter.desk.writeEvidence(number, entry: entry, to: "\(counter.folder)/seen")
    let bytes = try Files.read(try #require(files.first), limit: 1 << 24)
    let limits = PictureLimits(bytes: 1 << 24, pages: 1, pixels: 1 << 26, side: 20_000)
    #expect(try PictureFile.decode(bytes, page: 0, limits: limits).width > 1600)
    let told = try counter.desk.disclosures(of: number).last
    #expect(told?.person == "zhao" && told?.disclosure.what == .pictures && told?.disclosure.count == 1)
    for data in try counter.storeFiles() { #expect(data.range(of: Data(bytes.prefix(600).suffix(64))) == nil) }
    #expect(try counter.desk.confirmPayment(number, entry: entry).payments.first?.confirmedBy == "zhao")
  }

  @Test func `a time that lies ahead and a file that is no picture record nothing`() throws {
    let slip = try DrawnCopy(lines: ["POS SLIP 0042"], isSealed: false).scan(to: counter.folder)
    #expect(throws: CounterError.paidLater(CounterDesk.now)) {
      try counter.desk.recordPayment(number, payment(at: 60, slip), worker: worker)
    }
    let text = "\(counter.folder)/slip.jpg"
    try Files.write(Array("no picture".utf8), to: text)
    #expect(throws: UnreadableUpload.self) {
      try counter.desk.recordPayment(number, payment(at: -60, text), worker: worker)
    }
    #expect(try counter.desk.order(number).payments.isEmpty)
    #expect(throws: LedgerError.noEvidence("1")) {
      try counter.desk.writeEvidence(number, entry: "1", to: counter.folder)
    }
  }
}
