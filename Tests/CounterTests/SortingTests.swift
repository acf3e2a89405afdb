// Scans of a real store's papers, simulated and sent through files and decoding children: each wrong paper has its name.
import Counter
import Cryptography
import Domain
import Files
import Foundation
import PaperSimulator
import Pictures
import Processes
import Records
import Scans
import Services
import Testing

@Suite(.serialized) struct SortingTests {
  let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scans-\(UUID().uuidString)").path

  func desk(_ name: String = "store", kiosk: String = "A01", siteKey: SiteKey? = nil) throws -> Desk {
    try Files.makeFolder(folder)
    let store = try SettingUp.store(
      at: "\(folder)/\(name)", kind: .rehearsal, kiosk: kiosk, key: .file("\(folder)/\(name).key"), siteKey: siteKey)
    let desk = Desk(store: store, packs: try Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms")
    try desk.enrol("wang", name: "王芳", roles: [.administrator, .clerk], pin: Array("290175".utf8))
    try desk.signIn("wang", pin: Array("290175".utf8))
    return desk
  }

  func register(_ desk: Desk) throws -> String {
    let story = "\(root)/Samples/zhongyuan-new"
    var numbers: [String] = []
    for file in try Files.names(in: story) where !file.hasSuffix(".md") {
      try desk.takeIn("\(story)/\(file)", with: desk.intake()) { taken in
        if case .order(let order, _) = taken { numbers.append(order.number.text) }
      }
    }
    return try #require(numbers.first)
  }

  var worker: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  /// A desk with one order whose papers lie in a folder, each once, with their boxes.
  func composed(copies: Int? = 1) throws -> (desk: Desk, number: String, papers: String) {
    let desk = try desk()
    let number = try register(desk)
    let papers = "\(folder)/papers"
    _ = try desk.writeDocuments(of: number, to: papers, copies: copies, boxes: true)
    return (desk, number, papers)
  }

  /// A page that came back, as a file.
  func scan(
    _ papers: String, _ document: String = "application-form", page: Int, story: PaperCase = .good, copy: UInt64 = 1,
    seed: UInt64, change: (inout Simulation) -> Void = { _ in }
  ) throws -> String {
    let boxes = try SimulatedBox.list(Files.read("\(papers)/\(document).boxes.json", limit: 1 << 20))
    var simulation = Simulation(page: page, boxes: boxes, scan: .typical(.office, seed: seed), seed: seed)
    simulation.story = story
    simulation.copySeed = copy
    simulation.scan.quarterTurns = Int(seed % 4)
    change(&simulation)
    let result = simulation.run(on: try PrintedPage(pdf: "\(papers)/\(document).pdf", page: page))
    let path = "\(folder)/scan-\(seed).jpg"
    try Files.write(StoredPicture.jpeg(result.picture, simulation.scan), to: path)
    return path
  }

  func codes(_ pages: [Sorting.Sorted]) -> [[String]] {
    pages.map { $0.verdict.findings.filter { $0.weight != .note }.map(\.explanation.code) }
  }

  @Test func `both pages of a copy are taken in any order, and the order knows its papers`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    let sorting = try Sorting(desk: desk, worker: worker)
    let second = try sorting.take(try scan(papers, page: 2, seed: 2))
    #expect(codes(second) == [[]], "\(second.map { $0.verdict.findings.map(\.fault) })")
    #expect(try sorting.incomplete().map(\.page) == [1])
    let first = try sorting.take(try scan(papers, page: 1, seed: 1))
    #expect(codes(first) == [[]], "\(first.map { $0.verdict.findings.map(\.fault) })")
    #expect(try sorting.incomplete().isEmpty)
    let kept = try desk.order(number).papers
    #expect(kept.count == 2 && kept.allSatisfy { $0.original != nil && $0.thresholds.hasPrefix("2026") })
    // The same page once more is told, and changes nothing.
    #expect(codes(try sorting.take(try scan(papers, page: 1, seed: 5))) == [["C22"]])
    #expect(try desk.order(number).papers == kept)
  }

  @Test func `halves of two copies, an older revision, another kiosk's order and a preview each have their name`()
    throws
  {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    var sorting = try Sorting(desk: desk, worker: worker)
    _ = try sorting.take(try scan(papers, page: 1, seed: 11))
    // In another run, so that the kept picture is looked at once more.
    sorting = try Sorting(desk: desk, worker: worker)
    let other = codes(try sorting.take(try scan(papers, page: 2, copy: 100, seed: 12)))
    #expect(other == [["C63"]] || other == [["C64"]], "\(other)")
    _ = try desk.acknowledge(number)
    var strange = SiteKey.random()
    while try strange.id == ownKey(desk).id { strange = .random() }
    let stranger = try self.desk("stranger", kiosk: "B02", siteKey: strange)
    _ = try stranger.writeDocuments(of: register(stranger), to: "\(folder)/foreign", copies: 1, boxes: true)
    let foreign = codes(try sorting.take(try scan("\(folder)/foreign", page: 1, seed: 13)))
    #expect(foreign == [["C14"]], "\(foreign)")
    let composed = try Program.run(
      worker,
      ["compose", "\(root)/Samples/zhongyuan-new", "--to", "\(folder)/preview", "--boxes", "--forms", "\(root)/Forms"])
    #expect(composed.succeeded, "\(composed.errorText)")
    let preview = try #require(try Files.names(in: "\(folder)/preview").first { !$0.hasSuffix(".jsonl") })
    #expect(codes(try sorting.take(try scan("\(folder)/preview/\(preview)", page: 1, seed: 14))) == [["C12"]])
  }

  @Test func `pages of two copies do not make one, and a named order takes no other's page`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed(copies: nil)
    let sorting = try Sorting(desk: desk, worker: worker)
    #expect(codes(try sorting.take(try scan(papers, page: 1, seed: 21))) == [[]])
    let second = try sorting.take(try scan(papers, "application-form.2", page: 2, seed: 22))
    #expect(codes(second) == [[]], "\(second.map { $0.verdict.findings.map(\.fault) })")
    #expect(try sorting.incomplete().map(\.finding.fault) == [.copiesMixed])
    let missing = try desk.view(desk.order(number)).missingPapers.first { $0.paper.slot == "application-form" }
    #expect(missing != nil)
  }

  @Test func `both copies make a paper complete, or one and the clerk's word for the other`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let number = try register(desk)
    func missing() throws -> Order.MissingPaper? {
      try desk.view(desk.order(number)).missingPapers.first { $0.paper.slot == "application-form" }
    }
    let papers = "\(folder)/papers"
    _ = try desk.writeDocuments(of: number, to: papers, boxes: true)
    let sorting = try Sorting(desk: desk, worker: worker)
    #expect(throws: OutOfTurn.self) { try desk.leaveCopies(of: "application-form", with: number, reason: "客户联") }
    for page in 1...2 { _ = try sorting.take(try scan(papers, page: page, seed: UInt64(50 + page))) }
    #expect(try missing()?.copies == [2])
    #expect(throws: CounterError.self) { try desk.leaveCopies(of: "authorization-letter", with: number, reason: "无") }
    let left = try desk.leaveCopies(of: "application-form", with: number, reason: "客户联当面核对")
    #expect(try desk.view(left).missingPapers.contains { $0.paper.slot == "application-form" } == false)
    let history = try desk.history(of: left)
    let stated = Event.copies(.kept(slot: "application-form", reason: "客户联当面核对"))
    #expect(history.contains { $0.event == stated && $0.entry.person == "wang" })
  }

  @Test func `an empty back and the same file again are passed over with a note, and nothing is kept of them`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    let sorting = try Sorting(desk: desk, worker: worker)
    let good = try scan(papers, page: 1, seed: 61)
    #expect(codes(try sorting.take(good)) == [[]])
    let kept = try desk.order(number)
    let again = "\(folder)/again.jpg"
    try Files.write(Files.read(good, limit: 1 << 26), to: again)
    let back = Picture(width: 1654, height: 2339, channels: .grey, pixels: [UInt8](repeating: 244, count: 1654 * 2339))
    try Files.write(JPEG.encode(back, quality: 80), to: "\(folder)/back.jpg")
    for (path, code) in [(again, "C67"), ("\(folder)/back.jpg", "C66")] {
      let page = try #require(try sorting.take(path).first)
      #expect(page.verdict.verdict == .accepted && page.order == nil)
      #expect(page.verdict.findings.map(\.explanation.code) == [code])
    }
    #expect(try desk.order(number) == kept)
  }

  @Test func `a person decides about a page once, with the picture's digest in the journal`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    let sorting = try Sorting(desk: desk, worker: worker)
    let pages = try sorting.take(try scan(papers, page: 1, story: .noDate, seed: 31))
    #expect(codes(pages) == [["C60"]] && pages[0].verdict.verdict == .ask)
    let referral = try #require(try desk.order(number).referred?.first)
    #expect(referral.codes == ["C60"] && referral.paper.page == 1)
    #expect(PictureFormat(sniffing: try desk.picture(of: referral.digest, in: number)) == .jpeg)
    let after = try desk.decide(
      String(referral.digest.prefix(8)), in: number, accepted: true, reason: "日期当面补填")
    #expect(after.referred?.isEmpty == true && after.papers.contains(referral.paper))
    #expect(throws: CounterError.self) { try desk.decide(referral.digest, in: number, accepted: true, reason: nil) }
    let history = try desk.history(of: desk.order(number))
    let decided = Event.paperDecided(digest: referral.digest, accepted: true, reason: "日期当面补填")
    #expect(history.contains { $0.event == decided && $0.entry.person == "wang" })
  }

  @Test func `a foreign-invested company's oval seal is taken on the form and cut out of the sheet at its own size`()
    throws
  {
    defer { try? Files.removeTree(folder) }
    let (desk, number, papers) = try composed()
    let sorting = try Sorting(desk: desk, worker: worker)
    let oval = SealStamp(.oval, width: 45, height: 30, centre: Spot(0, 0))
    // Of the seal across the edges a person compares the parts: they are not round.
    let form = try sorting.take(try scan(papers, page: 1, seed: 72) { $0.stamp = oval })
    #expect(codes(form) == [["C65"]], "\(form.map { $0.verdict.findings.map(\.fault) })")
    let letter = try sorting.take(try scan(papers, "authorization-letter", page: 1, seed: 73) { $0.stamp = oval })
    #expect(codes(letter) == [[]], "\(letter.map { $0.verdict.findings.map(\.fault) })")
    func sheet(_ seed: UInt64, _ stamp: SealStamp) throws -> [Sorting.Sorted] {
      try sorting.take(
        scan(papers, "seal-template", page: 1, seed: seed) {
          $0.scan = .typical(.scanner, seed: seed)
          $0.stamp = stamp
          $0.stamps["capture.legal"] = SealStamp(.square, width: 20, centre: Spot(0, 0))
        })
    }
    let large = try sheet(74, SealStamp(.round, width: 50, centre: Spot(0, 0)))
    #expect(codes(large) == [["C56"]])
    let waiting = try #require(try desk.order(number).referred?.first { $0.paper.slot == "seal-template" })
    #expect(waiting.figures?.first.map { abs($0.measured - 50) < 0.3 && $0.unit == "mm" } == true)
    #expect(codes(try sorting.take(try scan(papers, "seal-template", page: 1, seed: 75) { $0.scan.dpi = 150 })) != [[]])
    _ = try desk.decide(waiting.digest, in: number, accepted: false, reason: "盖错了章")
    let taken = try Sorting(desk: desk, worker: worker).take(
      scan(papers, "seal-template", page: 1, seed: 76) {
        $0.scan = .typical(.scanner, seed: 76)
        $0.stamp = oval
        $0.stamps["capture.legal"] = SealStamp(.square, width: 20, centre: Spot(0, 0))
      })
    #expect(codes(taken) == [[]], "\(taken.map { $0.verdict.findings.map(\.fault) })")
    let seals = desk.sealPictures(of: try desk.order(number)).map(\.seal)
    #expect(seals.map(\.sealClass) == ["unit-oval", "legal"])
    #expect(seals.first.map { abs($0.width - 45) < 0.4 && abs($0.height - 30) < 0.4 } == true)
    let written = try desk.writeSealPictures(of: number, to: "\(folder)/seals")
    #expect(
      try written.map { try Files.read("\(folder)/seals/\($0.file)", limit: 1 << 20).prefix(4) } == [
        [0x89, 0x50, 0x4E, 0x47], [0x89, 0x50, 0x4E, 0x47],
      ])
  }

  @Test func `one bad file never stops the others`() throws {
    defer { try? Files.removeTree(folder) }
    let (desk, _, papers) = try composed()
    let good = try scan(papers, page: 1, seed: 41)
    let cut = "\(folder)/cut.jpg"
    try Files.write(Array(Files.read(good, limit: 1 << 26).prefix(20_000)), to: cut)
    let pipe = "\(folder)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let sorting = try Sorting(desk: desk, worker: worker)
    var answers: [String] = []
    var finished: [String] = []
    var digests: [[UInt8]?] = []
    let judged = Digest.sha256(try Files.read(cut, limit: 1 << 20))
    try sorting.take(
      [cut, pipe, "\(folder)/none", folder, good],
      told: { told in
        switch told {
        case .page(let page): answers.append(page.verdict.verdict.rawValue)
        case .unreadable(let upload):
          answers.append(upload.explanation.code)
          // Whoever replaces a file meanwhile wants the new one judged another time.
          try Files.write([7], to: cut)
        }
      },
      finished: { path, digest in
        finished.append(path)
        digests.append(digest)
      })
    #expect(answers == ["G11", "C04", "C04", "C04", "accepted"])
    #expect(finished == [cut, good] && digests.first == judged)
  }
}
