// An organisation without a seal of its own: the parent's authorisation is asked for, judged and waited for (D-22).
import Counter
import Domain
import Files
import Foundation
import PaperSimulator
import Scans
import Services
import Testing

@Suite(.serialized) struct ParentSealTests {
  private let counter: CounterDesk
  private static let slot = "parent-authorization"

  init() throws { counter = try CounterDesk() }

  /// The sample's applicant, with a parent or without.
  private func register(parent: String?) throws -> String {
    let file = try counter.sample("zhongyuan-new") { text in
      guard let parent else { return text }
      return text.replacing(
        "\"role\": \"供应商\",", with: "\"role\": \"供应商\",\n    \"parentName\": \"\(parent)\",", maxReplacements: 1)
    }
    var number: String?
    try counter.desk.takeIn(file, with: counter.desk.intake()) { taken in
      if case .order(let order, _) = taken { number = order.number.text }
    }
    return try #require(number)
  }

  @Test func `every service asks for the parent's authorisation wherever a parent is named, and nowhere else`() throws {
    for pack in counter.desk.packs.packs {
      for type in pack.businessTypes where !type.documents.isEmpty {
        // A renewal may ask for papers only when something has changed.
        let values: [FieldID: String] = [
          "organisation.parentName": "嵩岳建设控股集团有限公司", "certificate.changes": "单位名称",
        ]
        guard type.required.union(type.optional).contains("organisation.parentName") else { continue }
        let asked = type.documents(for: values).first { $0.id == Self.slot }
        #expect(asked?.signed == true && asked?.seal == "unit" && asked?.returned == true, "\(pack.id)/\(type.id)")
        #expect(!type.documents(for: [:]).contains { $0.id == Self.slot }, "\(pack.id)/\(type.id)")
      }
    }
  }

  @Test func `the order waits for it, and its set has it once`() throws {
    let order = try register(parent: "嵩岳建设控股集团有限公司")
    let missing = try counter.desk.view(counter.desk.order(order)).missingPapers
    #expect(missing.first { $0.paper.slot == Self.slot }?.pages == [1])
    let written = try counter.desk.writeSet(of: order, to: "\(counter.folder)/papers", copies: 1)
    #expect(written.filter { $0.document == Self.slot }.count == 1)
  }

  @Test func `without a parent nobody is asked`() throws {
    let order = try register(parent: nil)
    #expect(try !counter.desk.view(counter.desk.order(order)).missingPapers.contains { $0.paper.slot == Self.slot })
  }

  @Test func `a page without the parent's seal or signature is refused, a sealed one is taken`() throws {
    let order = try register(parent: "嵩岳建设控股集团有限公司")
    let papers = "\(counter.folder)/papers"
    _ = try counter.desk.writeDocuments(of: order, to: papers, copies: 1, boxes: true)
    let sorting = try Sorting(desk: counter.desk, worker: worker)
    #expect(try codes(sorting.take(scan(papers, .noSeal, seed: 1))).contains("C50"))
    #expect(try codes(sorting.take(scan(papers, .noSignature, seed: 2))).contains("C40"))
    #expect(try codes(sorting.take(scan(papers, .good, seed: 3))) == [])
    let after = try counter.desk.order(order)
    #expect(after.papers.map(\.slot) == [Self.slot])
    #expect(try !counter.desk.view(after).missingPapers.contains { $0.paper.slot == Self.slot })
  }

  private var worker: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  private func codes(_ pages: [Sorting.Sorted]) -> [String] {
    pages.flatMap { $0.verdict.findings.filter { $0.weight != .note }.map(\.explanation.code) }
  }

  /// The page as it came back, as a file.
  private func scan(_ papers: String, _ story: PaperCase, seed: UInt64) throws -> String {
    let boxes = try SimulatedBox.list(Files.read("\(papers)/\(Self.slot).boxes.json", limit: 1 << 20))
    var simulation = Simulation(page: 1, boxes: boxes, scan: .typical(.office, seed: seed), seed: seed)
    simulation.story = story
    let result = simulation.run(on: try PrintedPage(pdf: "\(papers)/\(Self.slot).pdf", page: 1))
    let path = "\(counter.folder)/scan-\(seed).jpg"
    try Files.write(StoredPicture.jpeg(result.picture, simulation.scan), to: path)
    return path
  }
}
