// Copies that the applicant brings: the number that the pack names must stand on them, cards have two sides, and what was
// taken by mistake comes out again.
import Counter
import Domain
import Files
import Foundation
import Processes
import Records
import Scans
import Services
import Testing

@Suite(.serialized) struct UploadTests {
  private let counter: CounterDesk
  private let number: String
  private static let canRead = (try? Program.run("tesseract", ["--version"]))?.succeeded == true

  init() throws {
    counter = try CounterDesk()
    number = try counter.register("yangguang-batch")
  }

  private var worker: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  private func value(_ field: FieldID) throws -> String {
    try #require(try counter.desk.order(number).application.values[field])
  }

  private func keep(_ lines: [String], as slot: String, isSealed: Bool = true) throws -> [String] {
    let file = try DrawnCopy(lines: lines, isSealed: isSealed).scan(to: counter.folder)
    return try counter.desk.keepUpload(file, as: slot, for: number, worker: worker).findings.map(\.explanation.code)
      .sorted()
  }

  private func here(_ slot: String) throws -> Bool {
    try counter.desk.order(number).papers.contains { $0.slot == slot }
  }

  @Test func `every licence and card that a pack asks for names the number that must stand on it`() throws {
    let fields = [
      "business-licence": "organisation.creditCode", "legal-id": "legal.idNumber", "agent-id": "agent.idNumber",
    ]
    for pack in counter.desk.packs.packs {
      for slot in pack.businessTypes.flatMap(\.documents) where slot.source == .upload {
        #expect(slot.copyOf == fields[slot.id], "\(pack.id)/\(slot.id)")
      }
    }
    let type = try #require(counter.desk.packs["yangguang"]?.businessType("new"))
    let cards = type.documents.filter { ["legal-id", "agent-id"].contains($0.id) }
    #expect(cards.count == 2 && cards.allSatisfy { $0.seal == "unit" })
  }

  @Test(.enabled(if: canRead)) func `a licence with the order's number is taken, another's waits for a person`() throws
  {
    #expect(try keep(["91110108MA01ABCD8P"], as: "business-licence") != [])
    #expect(try !here("business-licence"))
    #expect(try keep(["91350100M000100Y43"], as: "business-licence") == ["C93"])
    #expect(try !here("business-licence"))
    let waiting = try #require(try counter.desk.order(number).referred?.last)
    #expect(waiting.codes == ["C93"] && waiting.paper.slot == "business-licence")
    #expect(try keep([value("organisation.creditCode")], as: "business-licence") == [])
    #expect(try here("business-licence"))
  }

  @Test(.enabled(if: canRead)) func `a licence without a number, on a page without red, is told as such`() throws {
    #expect(
      try keep(["BUSINESS LICENCE"], as: "business-licence", isSealed: false)
        == [ScanFault.greyPage.explanation.code, "C94"].sorted())
    #expect(try !here("business-licence"))
  }

  @Test(.enabled(if: canRead)) func `a card wants both its sides, and is not the other person's`() throws {
    let legal = try value("legal.idNumber")
    #expect(try keep([legal], as: "legal-id") == ["C69"])
    #expect(try keep([DrawnCopy.emblem], as: "legal-id") == ["C68"])
    #expect(try !here("legal-id"))
    #expect(try keep([legal, DrawnCopy.emblem], as: "agent-id") == ["C93"])
    #expect(try keep([legal, DrawnCopy.emblem], as: "legal-id") == [])
    #expect(try here("legal-id") && !here("agent-id"))
  }

  @Test func `a picture that serves two papers comes out of the one that is named`() throws {
    let desk = counter.desk
    let file = try DrawnCopy(lines: ["BOTH CARDS"]).scan(to: counter.folder)
    for slot in ["legal-id", "agent-id"] {
      _ = try desk.keepUpload(file, as: slot, for: number, confirmed: true, worker: worker)
    }
    let page = try #require(try desk.order(number).papers.first { $0.slot == "agent-id" })
    #expect(throws: CounterError.severalPapers(page.object, ["agent-id", "legal-id"])) {
      try desk.removePage(page.object, from: number, reason: "扫错了")
    }
    #expect(throws: CounterError.noDocument(page.object)) {
      try desk.removePage(page.object, of: "business-licence", from: number, reason: "扫错了")
    }
    let after = try desk.removePage(page.object, of: "agent-id", from: number, reason: "扫错了")
    #expect(after.papers.map(\.slot) == ["legal-id"])
  }

  @Test func `a page that was taken by mistake comes out with its reason, and the paper is missing again`() throws {
    let desk = counter.desk
    let file = try DrawnCopy(lines: ["SOMETHING ELSE"]).scan(to: counter.folder)
    _ = try desk.keepUpload(file, as: "business-licence", for: number, confirmed: true, worker: worker)
    _ = try desk.seeOriginals(number, ["business-licence"])
    let page = try #require(try desk.order(number).papers.first { $0.slot == "business-licence" })
    #expect(throws: OutOfTurn.refused(.noReason)) { try desk.removePage(page.object, from: number, reason: " ") }
    #expect(throws: CounterError.noDocument("")) { try desk.removePage("", from: number, reason: "扫错了") }
    let after = try desk.removePage(String(page.object.prefix(10)), from: number, reason: "扫错了执照")
    #expect(!after.papers.contains { $0.slot == "business-licence" })
    #expect(!after.presence.originals.contains("business-licence"))
    #expect(try desk.view(after).missingPapers.contains { $0.paper.slot == "business-licence" })
    let last = try #require(try desk.history(of: after).last)
    #expect(last.event?.detail == "business-licence：扫错了执照" && last.entry.person == "wu")
  }
}
