// What an applicant must be told stands on the papers: read out of the PDFs of each service, as somebody reads them.
import Counter
import Domain
import Files
import Foundation
import Processes
import Services
import Testing

@Suite struct PromisedWordsTests {
  private static let stories = ["bjca-change", "guocai-new", "szca-expired", "yangguang-batch", "zhongyuan-new"]

  /// The pages of a PDF without blanks, so that a line's end parts no words.
  private func pages(_ path: String) throws -> [String] {
    let text = try Program.run("/usr/bin/pdftotext", [path, "-"]).outputText
    return text.split(separator: "\u{C}").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
  }

  private func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test(arguments: stories)
  func `consequences, contacts and that no fee comes back stand on notice and form`(story: String) throws {
    let counter = try CounterDesk()
    let number = try counter.register(story)
    let pack = try #require(counter.desk.packs[counter.desk.order(number).application.service])
    let notice = try pages(counter.desk.writePaper("payment-notice", of: number, to: counter.folder).path)
    #expect(notice.joined().contains("由此产生的法律后果由您自行承担"), "S0-61")
    for page in notice {
      for contact in pack.contacts { #expect(page.contains(plain(contact)), "S0-72 \(contact)") }
    }
    let set = try counter.desk.writeSet(of: number, to: "\(counter.folder)/set", copies: 1)
    let form = try #require(set.first { $0.document == "application-form" })
    for paper in try [notice, pages(form.path)] {
      #expect(paper.joined().contains(/一旦(缴费|申请)，不能退办/), "S0-33")
    }
  }

  @Test func `nobody's acknowledgement is ticked before a hand ticks it`() throws {
    let counter = try CounterDesk()
    let file = "\(counter.folder)/told.json"
    let data = RenewalData.text("W-1", business: "密钥续期").replacingOccurrences(
      of: "\"legal\":", with: "\"consent\": {\"noRefund\": \"是\"}, \"legal\":")
    try Files.write(Array(data.utf8), to: file)
    try counter.desk.takeIn(file, with: counter.desk.intake()) { _ in }
    let order = try counter.desk.order("W-1")
    #expect(order.application.values["consent.noRefund"] == "是")
    #expect(!order.done(under: try counter.desk.rules(for: order)).contains(.acknowledgement))
    #expect(try tickingWords().allSatisfy { $0.contains("[ ]") } && !tickingWords().isEmpty)
  }

  /// Lines of definitions in use that hold a box and the words that no fee comes back.
  private func tickingWords() throws -> [String] {
    let root = "\(CounterDesk.root)/Forms"
    let folders = try ["common", "common/papers"] + Files.names(in: root).filter { $0 != "common" && $0 != "schema" }
    return try folders.flatMap { folder in
      try Files.names(in: "\(root)/\(folder)").filter { $0.hasSuffix(".yaml") }.flatMap { name in
        let text = String(decoding: try Files.read("\(root)/\(folder)/\(name)", limit: 1 << 22), as: UTF8.self)
        return text.split(separator: "\n").map(String.init).filter { line in
          line.contains("- \"[") && (line.contains("{no-refund}") || line.contains("不能退办"))
        }
      }
    }
  }
}
