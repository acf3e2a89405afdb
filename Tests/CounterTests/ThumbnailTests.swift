// The papers of an order slot by slot, with pictures that a screen can show: small, and upright however the page lay in the scanner.
import Counter
import Domain
import Files
import Foundation
import Pictures
import Processes
import Records
import Scans
import Services
import Testing

@Suite(.serialized) struct ThumbnailTests {
  private let counter: CounterDesk
  private var worker: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  init() throws { counter = try CounterDesk() }

  private static let limits = PictureLimits(bytes: 1 << 24, pages: 1, pixels: 1 << 26, side: 20_000)

  /// The application form's first page as it was drawn, turned by quarters, kept with its order as a clerk's scan.
  private func keep(turnedBy orientation: Int, waiting: Bool, on number: String) throws -> Picture {
    let desk = counter.desk
    let papers = "\(counter.folder)/papers"
    _ = try desk.writeDocuments(of: number, to: papers, copies: 1)
    let drawn = try Program.run(
      "pdftoppm", ["-r", "200", "-f", "1", "-l", "1", "-singlefile", "-png", "\(papers)/application-form.pdf"])
    let upright = try PictureFile.decode(drawn.output, page: 0, limits: Self.limits)
    let bytes = try JPEG.encode(upright.turned(by: orientation), quality: 85)
    let order = try desk.order(number)
    let object = try desk.store.putObject(bytes, order: order.number)
    let paper = Paper(slot: "application-form", page: 1, copy: 1, object: object.text, thresholds: "1")
    let referral = Referral(paper: paper, digest: "d0d0d0d0d0d0d0d0", codes: ["C50"])
    try counter.record(waiting ? .paperReferred(referral) : .paperAccepted(paper), on: number)
    return upright
  }

  @Test(arguments: [1, 3, 6, 8])
  func `a thumbnail is bounded and upright however the page lay`(orientation: Int) throws {
    let number = try counter.register("bjca-foreign")
    let upright = try keep(turnedBy: orientation, waiting: true, on: number)
    let page = try #require(
      try counter.desk.pages(of: counter.desk.order(number)).first { $0.standing == .waiting })
    let bytes = try counter.desk.thumbnail(of: #require(page.picture), in: number, most: 240, worker: worker)
    let small = try PictureFile.decode(bytes, page: 0, limits: Self.limits)
    #expect(small.height == 240 && small.width < small.height)
    // It is the page itself: the same light and dark in the same places.
    let wanted = upright.bounded(by: 240)
    #expect(small.width == wanted.width)
    #expect(difference(small, wanted) < 12, "\(difference(small, wanted))")
    #expect(difference(small, wanted.turned(by: 3)) > difference(small, wanted) + 4)
  }

  /// The mean difference of two pictures' red.
  private func difference(_ one: Picture, _ other: Picture) -> Double {
    func red(_ picture: Picture, _ x: Int, _ y: Int) -> Int {
      Int(picture.pixels[(y * picture.width + x) * picture.channels.rawValue])
    }
    var sum = 0
    for y in 0..<min(one.height, other.height) {
      for x in 0..<min(one.width, other.width) { sum += abs(red(one, x, y) - red(other, x, y)) }
    }
    return Double(sum) / Double(one.width * one.height)
  }

  @Test func `a picture that is small already stays as it is, and one of odd sizes keeps its mean`() {
    let picture = Picture(
      width: 7, height: 3, channels: .grey, pixels: (0..<21).map { UInt8($0 * 10) }, dpi: 300)
    #expect(picture.bounded(by: 7) == picture)
    let small = picture.bounded(by: 3)
    #expect((small.width, small.height) == (3, 1))
    #expect(small.pixels == [75, 95, 120])
  }

  @Test func `the list says of every slot what was taken, what waits and what is missing`() throws {
    let number = try counter.register("bjca-foreign")
    _ = try keep(turnedBy: 1, waiting: false, on: number)
    let pages = try counter.desk.pages(of: counter.desk.order(number))
    let form = pages.filter { $0.slot == "application-form" }
    #expect(form.map(\.standing) == [.accepted, .missing] && form.map(\.page) == [1, 2])
    #expect(pages.contains { $0.slot == "business-licence" && $0.standing == .missing && $0.picture == nil })
    #expect(throws: CounterError.self) { try counter.desk.thumbnail(of: "none", in: number, worker: worker) }
  }
}
