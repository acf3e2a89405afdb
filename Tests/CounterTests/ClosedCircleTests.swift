// The circle closed: every document of every service is composed, simulated, degraded and judged, and the verdict is the truth.
import Counter
import Domain
import Files
import Foundation
import PaperSimulator
import Records
import Scans
import Services
import Testing

@Suite(.serialized) struct ClosedCircleTests {
  private static let environment = ProcessInfo.processInfo.environment
  /// `SEED=n` draws other pages, cases and scanners; `LONG=1` takes every page with every case it can have.
  private static let seed = environment["SEED"].flatMap(UInt64.init) ?? 5
  private static let isLong = environment["LONG"].map { !$0.isEmpty } ?? false
  /// What a counter uses; chat programs and neglected machines are measured by scripts/measure-scans.
  private static let kinds: [ScanModel.Kind] = [.scanner, .office]

  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("circle-\(UUID().uuidString)").path

  private var worker: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
  }

  /// A kind of document that comes back, such as bjca's application form.
  private struct Sort: Hashable, CustomStringConvertible {
    let service: String
    let slot: String
    var description: String { "\(service)/\(slot)" }
  }

  private func desk() throws -> Desk {
    try Files.makeFolder(folder)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "A01", key: .file("\(folder)/store.key"), siteKey: nil)
    let desk = Desk(store: store, packs: try Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms")
    try desk.enrol("wang", name: "王芳", roles: [.administrator, .clerk], pin: Array("290175".utf8))
    try desk.signIn("wang", pin: Array("290175".utf8))
    return desk
  }

  /// The samples' orders.
  private func orders(_ desk: Desk) throws -> [Order] {
    var orders: [Order] = []
    let stories = try Files.names(in: "\(root)/Samples").sorted().filter { $0 != "bad" && $0 != "rare-characters" }
    for story in stories where Files.kind(of: "\(root)/Samples/\(story)") == .folder {
      for file in try Files.names(in: "\(root)/Samples/\(story)").sorted() where !file.hasSuffix(".md") {
        try desk.takeIn("\(root)/Samples/\(story)/\(file)", with: desk.intake()) { taken in
          if case .order(let order, _) = taken { orders.append(order) }
        }
      }
    }
    return try orders + examples(desk, beside: orders)
  }

  /// The catalogue's example applicant for business types that no sample has, such as an unlock with its short form.
  private func examples(_ desk: Desk, beside samples: [Order]) throws -> [Order] {
    let known = Set(samples.map { "\($0.application.service)/\($0.application.businessType)" })
    var orders: [Order] = []
    for pack in desk.packs.packs {
      for type in pack.businessTypes where !known.contains("\(pack.id)/\(type.id)") {
        let asked = type.required.union(type.optional)
        var row = desk.packs.catalogue.example.filter { asked.contains($0.key) }
        row.merge(StoryTeller.applicant.filter { asked.contains($0.key) }) { _, right in right }
        row["application"] = "EX-\(pack.id)-\(type.id)"
        (row["service"], row["business"]) = (pack.title, type.title)
        let path = "\(folder)/\(pack.id)-\(type.id).json"
        try Files.write(Array(JSONSerialization.data(withJSONObject: [row])), to: path)
        try desk.takeIn(path, with: desk.intake()) { taken in
          switch taken {
          case .order(let order, _): orders.append(order)
          // An organisation has one main token and one renewal of a service; what it has shows the papers already.
          case .finding(let finding)
          where finding.severity == .error && !["A20", "E39"].contains(finding.explanation.code):
            Issue.record("\(pack.id)/\(type.id): \(finding.explanation.chinese.happened)")
          case .finding: break
          }
        }
      }
    }
    return orders
  }

  /// One application of each sort of document, written with its boxes; only what comes back stays in the folder.
  private func write(_ orders: [Order], _ desk: Desk) throws -> Set<Sort> {
    var written: Set<Sort> = []
    for order in orders {
      let slots = try desk.rules(for: order.application).papers.filter { $0.pages > 0 }.map(\.slot)
      let new = slots.filter { !written.contains(Sort(service: order.application.service, slot: $0)) }
      if new.isEmpty { continue }
      let papers = "\(folder)/papers/\(order.number.text)"
      _ = try desk.writeDocuments(of: order.number.text, to: papers, copies: 1, boxes: true)
      for file in try Files.names(in: papers) where !new.contains(where: { file.hasPrefix("\($0).") }) {
        try Files.removeTree("\(papers)/\(file)")
      }
      written.formUnion(new.map { Sort(service: order.application.service, slot: $0) })
    }
    return written
  }

  /// One page of each document with one case, good or not; or all pages with all their cases.
  private func tasks(_ generator: Generator) -> [Generator.Task] {
    let documents = Dictionary(grouping: generator.sources) { "\($0.application)/\($0.document)" }
    return documents.keys.sorted().enumerated().flatMap { number, name -> [Generator.Task] in
      let pages = documents[name] ?? []
      let draw = Int(Self.seed) + number
      let chosen = Self.isLong ? pages : [pages[draw % pages.count]]
      return chosen.flatMap { tasks(of: $0, draw) }
    }
  }

  private func tasks(of source: Generator.Source, _ draw: Int) -> [Generator.Task] {
    let here = source.boxes.filter { $0.page == source.page }
    let possible = PaperCase.allCases.filter { $0.applies(to: here) }
    // Every other document comes back good.
    let stories: [PaperCase] =
      Self.isLong ? possible : [draw.isMultiple(of: 2) ? .good : possible[draw * 7 % possible.count]]
    let isSheet = here.contains(where: \.isCapture)
    return stories.enumerated().map { place, story in
      Generator.Task(
        source: source, story: story, kind: isSheet ? .scanner : Self.kinds[(draw / 2 + place) % 2],
        seed: Self.seed &* 1000 &+ UInt64(draw * 40 + place), copySeed: Self.seed &+ UInt64(draw))
    }
  }

  @Test func `every document of every service is judged as it was treated`() throws {
    defer { try? Files.removeTree(folder) }
    let desk = try desk()
    let written = try write(orders(desk), desk)
    for pack in desk.packs.packs {
      for slot in Set(pack.businessTypes.flatMap(\.documents)) where slot.returned {
        guard case .form = slot.source else { continue }
        // A document that some applicants need and no sample has would not be proved by anything here.
        #expect(
          slot.condition != nil || written.contains(Sort(service: pack.id, slot: slot.id)), "\(pack.id)/\(slot.id)")
      }
    }
    let generator = try Generator(folder: "\(folder)/papers")
    #expect(generator.sources.allSatisfy { $0.boxes.allSatisfy { $0.kind != nil } })
    let tasks = tasks(generator)
    try generator.write(tasks, to: "\(folder)/scans") { _ in }
    let truths = try Files.read("\(folder)/scans/truth.jsonl", limit: 1 << 26).split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(Generator.Entry.self, from: Data($0)) }
    #expect(truths.count == tasks.count && tasks.count >= written.count)
    try judge(truths, desk)
  }

  private func judge(_ truths: [Generator.Entry], _ desk: Desk) throws {
    let sorting = try Sorting(desk: desk, worker: worker)
    sorting.isTrial = true
    var verdicts: [String: Sorting.Sorted] = [:]
    try sorting.take(
      truths.map { "\(folder)/scans/\($0.file)" },
      told: { told in if case .page(let page) = told { verdicts[Files.name(of: page.verdict.file)] = page } })
    for truth in truths {
      let page = try #require(verdicts[truth.file], "\(truth.file)")
      let codes = Set(page.verdict.findings.map(\.explanation.code))
      let (story, number) = (truth.truth.story, truth.truth.page)
      let what = "\(truth.application) \(truth.document) \(number) \(story) \(truth.kind) \(truth.truth.seed)"
      #expect(
        story.answer.accepts(page.verdict.verdict.rawValue, codes), "\(what): \(page.verdict.findings.map(\.fault))")
      #expect(page.order?.text == truth.application && page.document == truth.document, "\(what)")
      try Self.compare(page.verdict, truth.truth, what)
    }
  }

  /// Every place lies where it really is, to a tenth of a millimetre.
  private static func compare(_ verdict: PageVerdict, _ truth: Simulation.Truth, _ what: String) throws {
    let scale = try #require(verdict.dpi, "\(what)") / 25.4
    for (name, corners) in truth.corners {
      let found = try #require(verdict.places[name], "\(what) \(name)")
      let errors = zip(found, corners).map {
        ((($0.x - $1.x) * ($0.x - $1.x)) + (($0.y - $1.y) * ($0.y - $1.y))).squareRoot()
      }
      let worst = (errors.max() ?? 0) / scale
      #expect(found.count == 4 && worst <= 0.1, "\(what) \(name): \(worst) mm")
    }
  }
}
