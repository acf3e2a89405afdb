// Pages that belong together or say two things: halves of one seal, a better scan, a glued-on code, another kiosk's page.
import Counter
import Cryptography
import Domain
import Files
import PaperSimulator
import Pictures
import Records
import Scans
import Testing

extension SortingTests {
  /// The key that a desk's pages are vouched for with.
  func ownKey(_ desk: Desk) throws -> SiteKey {
    let path = "\(folder)/own.site-key"
    if Files.kind(of: path) == nil { try desk.writeSiteKey(to: path) }
    return try SiteKey(file: path)
  }

  @Test func `a page under another impression is not taken beside one that waits`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, _, papers) = try composed()
    let sorting = try Sorting(desk: desk, worker: worker)
    #expect(codes(try sorting.take(try scan(papers, page: 1, story: .noDate, seed: 31))) == [["C60"]])
    for (seed, sorting) in [(82, sorting), (83, try Sorting(desk: desk, worker: worker))] as [(UInt64, Sorting)] {
      let other = codes(try sorting.take(try scan(papers, page: 2, copy: 100, seed: seed)))
      #expect(other == [["C63"]] || other == [["C64"]], "\(other)")
    }
    #expect(codes(try sorting.take(try scan(papers, page: 2, seed: 84))) == [[]])
  }

  @Test func `nobody takes a page that waits beside one under another impression`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    let sorting = try Sorting(desk: desk, worker: worker)
    #expect(codes(try sorting.take(try scan(papers, page: 1, story: .noDate, seed: 31))) == [["C60"]])
    let waiting = try #require(try desk.order(number).referred?.first)
    // Taken before it was looked at, as earlier versions did.
    let other = try scan(papers, page: 2, copy: 100, seed: 85)
    let order = try desk.order(number)
    let object = try desk.store.putObject(Files.read(other, limit: 1 << 26), order: order.number)
    let paper = Paper(slot: waiting.paper.slot, page: 2, copy: 1, object: object.text, thresholds: "2026-5")
    try desk.record(.paperAccepted(paper), on: order.number, by: #require(desk.person))
    #expect(throws: ApartFromItsCopy.self) {
      try desk.decide(waiting.digest, in: number, accepted: true, reason: "日期当面补填", worker: worker)
    }
    #expect(try desk.order(number).referred?.count == 1)
    let after = try desk.decide(waiting.digest, in: number, accepted: false, reason: "不是同一次盖的", worker: worker)
    #expect(after.referred?.isEmpty == true)
    let told = try desk.history(of: after).compactMap { $0.event?.detail }
    #expect(told.contains { $0.contains("第 1 页：C60") } && told.contains { $0.contains("不是同一次盖的") }, "\(told)")
  }

  @Test func `a good scan takes the place of one that waits`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    let sorting = try Sorting(desk: desk, worker: worker)
    let first = try sorting.take(try scan(papers, page: 1, story: .faintSeal, seed: 86))
    #expect(first.map(\.verdict.verdict) == [.ask], "\(codes(first))")
    #expect(codes(try sorting.take(try scan(papers, page: 1, seed: 87))) == [[]])
    let order = try desk.order(number)
    #expect(order.papers.count == 1 && order.referred?.isEmpty ?? true)
  }

  @Test func `a refusal is written down with the limits it was held to and the upload's digest`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    let path = try scan(papers, page: 1, story: .noSeal, seed: 88)
    let page = try #require(try Sorting(desk: desk, worker: worker).take(path).first)
    #expect(page.verdict.verdict == .refused)
    let digest = Digest.sha256(try Files.read(path, limit: 1 << 26)).hex
    let refusals = try desk.history(of: desk.order(number)).compactMap { row -> Event? in
      guard case .paperRefused? = row.event else { return nil }
      return row.event
    }
    guard case .paperRefused(_, 1, let codes, nil, nil, let limits, let told)? = refusals.last else {
      Issue.record("\(refusals)")
      return
    }
    #expect(codes.contains("C50") && limits == page.verdict.thresholds && told == digest)
    #expect(refusals.last?.detail?.contains("C50") == true)
  }

  @Test func `another kiosk's page is told with that kiosk's name`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let other = try self.desk("other", kiosk: "A02", siteKey: ownKey(desk))
    _ = try other.writeDocuments(of: register(other), to: "\(folder)/other-papers", copies: 1, boxes: true)
    let pages = try Sorting(desk: desk, worker: worker).take(try scan("\(folder)/other-papers", page: 1, seed: 89))
    #expect(codes(pages) == [["C16"]])
    #expect(pages[0].verdict.findings[0].explanation.chinese.happened.contains("A02"))
    #expect(Set((0..<20).map { _ in SiteKey.random().id }).count > 1)
  }

  @Test func `another page's code glued on a page is seen`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, _, papers) = try composed()
    let boxes = try SimulatedBox.list(Files.read("\(papers)/application-form.boxes.json", limit: 1 << 20))
    func page(_ page: Int) throws -> Simulation.Result {
      var simulation = Simulation(page: page, boxes: boxes, scan: .typical(.scanner, seed: 90), seed: 90)
      simulation.copySeed = 1
      return simulation.run(on: try PrintedPage(pdf: "\(papers)/application-form.pdf", page: page))
    }
    let (first, second) = (try page(1), try page(2))
    let corners = try #require(second.truth.corners["page-code"])
    let glued = first.picture.glued(second.picture, around: corners, to: (700, 1500))
    try Files.write(JPEG.encode(glued, quality: 90), to: "\(folder)/glued.jpg")
    #expect(codes(try Sorting(desk: desk, worker: worker).take("\(folder)/glued.jpg")) == [["C25"]])
  }
}

extension Picture {
  /// This picture with a part of another glued on it.
  fileprivate func glued(_ other: Picture, around corners: [Spot], to place: (x: Int, y: Int)) -> Picture {
    let (left, top) = (Int(corners.map(\.x).min() ?? 0) - 40, Int(corners.map(\.y).min() ?? 0) - 40)
    let size = (Int(corners.map(\.x).max() ?? 0) + 40 - left, Int(corners.map(\.y).max() ?? 0) + 40 - top)
    var pixels = self.pixels
    for y in 0..<size.1 {
      for x in 0..<(size.0 * 3) {
        pixels[((place.y + y) * width + place.x) * 3 + x] = other.pixels[((top + y) * other.width + left) * 3 + x]
      }
    }
    return Picture(width: width, height: height, channels: channels, pixels: pixels, dpi: dpi)
  }
}
