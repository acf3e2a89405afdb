// A blank form that was filled in by hand comes back: all its pages wait for a person, and count once they were looked at.
import Counter
import Domain
import Files
import Foundation
import PaperSimulator
import Processes
import Records
import Scans
import Services
import Testing

@Suite(.serialized) struct FilledByHandTests {
  private let counter: CounterDesk
  private let number: String

  init() throws {
    counter = try CounterDesk()
    number = try counter.register("zhongyuan-new")
  }

  private var worker: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  /// The pages of a paper as pictures.
  private func pictures(of pdf: String) throws -> [String] {
    let name = "\(counter.folder)/page-\(UUID().uuidString)"
    #expect(try Program.run("pdftoppm", ["-r", "150", "-jpeg", pdf, name]).succeeded)
    let names = try Files.names(in: counter.folder).map { "\(counter.folder)/\($0)" }
    return names.filter { $0.hasPrefix(name) }.sorted()
  }

  @Test(arguments: ["application-form", "authorization-letter"])
  func `every page of a blank form waits for a person, and the paper is complete once all were taken`(
    slot: String
  ) throws {
    let desk = counter.desk
    let blank = try desk.writePaper(slot, of: number, to: "\(counter.folder)/blank", blank: true)
    let files = try pictures(of: blank.path)
    try #require(files.count == blank.pages)
    let kept = try desk.keepFilledByHand(files, as: slot, for: number, worker: worker)
    #expect(kept.findings.map(\.explanation.code).contains("F10"))
    let waiting = try #require(kept.order.referred?.filter { $0.paper.slot == slot })
    #expect(waiting.map(\.paper.page) == (1...files.count).map { $0 } && kept.order.papers.isEmpty)
    for referral in waiting.dropLast() { _ = try desk.decide(referral.digest, in: number, accepted: true, reason: nil) }
    func isMissing() throws -> Bool {
      try desk.view(desk.order(number)).missingPapers.contains { $0.paper.slot == slot }
    }
    #expect(try isMissing())
    let last = try #require(waiting.last)
    _ = try desk.decide(last.digest, in: number, accepted: true, reason: "逐项核对")
    // Two copies are wanted where the pack says so.
    let copies = try #require(try desk.view(desk.order(number)).papers.first { $0.slot == slot }).copies
    if copies == 1 { #expect(try !isMissing()) } else { #expect(try lacksOnlyCopies(slot)) }
  }

  private func lacksOnlyCopies(_ slot: String) throws -> Bool {
    let view = try counter.desk.view(counter.desk.order(number))
    let missing = view.missingPapers.first { $0.paper.slot == slot }
    return missing?.pages.isEmpty == true && missing?.copies.isEmpty == false
  }

  @Test func `a page too few or too many is refused and nothing is kept`() throws {
    let desk = counter.desk
    let blank = try desk.writePaper("application-form", of: number, to: "\(counter.folder)/blank", blank: true)
    let files = try pictures(of: blank.path)
    try #require(files.count > 1)
    for wrong in [Array(files.dropLast()), files + files.prefix(1)] {
      let refusal = #expect(throws: UnreadableUpload.self) {
        try desk.keepFilledByHand(wrong, as: "application-form", for: number, worker: worker)
      }
      #expect(refusal?.explanation.code == "F12")
    }
    #expect(try desk.order(number).referred == nil && desk.store.objects(of: desk.order(number).number).isEmpty)
  }

  @Test func `the same pages again are no second copy, and no page stands twice in one`() throws {
    let desk = counter.desk
    let blank = try desk.writePaper("application-form", of: number, to: "\(counter.folder)/blank", blank: true)
    let files = try pictures(of: blank.path)
    try #require(files.count == 2)
    func keep(_ files: [String]) throws -> KeptPages {
      let kept = try desk.keepFilledByHand(files, as: "application-form", for: number, worker: worker)
      return (kept.order.referred?.count ?? 0, kept.findings.map(\.explanation.code))
    }
    #expect(throws: UnreadableUpload.self) { try keep([files[0], files[0]]) }
    #expect(try keep(files).waiting == 2)
    let again = try keep(files)
    #expect(again.waiting == 2 && again.codes == ["C67"])
    // Taken by then, they are known by their pictures all the same.
    for referral in try desk.order(number).referred ?? [] {
      _ = try desk.decide(referral.digest, in: number, accepted: true, reason: nil)
    }
    #expect(try keep(files).codes == ["C67"])
    #expect(try desk.order(number).papers.count == 2)
  }

  private typealias KeptPages = (waiting: Int, codes: [String])

  @Test func `a page with a code of ours is judged by its code and not taken by name`() throws {
    let desk = counter.desk
    let written = try desk.writeDocuments(of: number, to: "\(counter.folder)/papers", copies: 1)
    let letter = try #require(written.first { $0.document == "authorization-letter" })
    let refusal = #expect(throws: UnreadableUpload.self) {
      try desk.keepFilledByHand(pictures(of: letter.path), as: "authorization-letter", for: number, worker: worker)
    }
    #expect(refusal?.explanation.code == "F11")
  }

  @Test func `what the applicant brings is no form`() throws {
    #expect(try !counter.desk.isForm("business-licence", of: number))
    #expect(try counter.desk.isForm("application-form", of: number))
    #expect(throws: CounterError.noDocument("business-licence")) {
      try counter.desk.keepFilledByHand(["x.jpg"], as: "business-licence", for: number, worker: worker)
    }
  }
}
