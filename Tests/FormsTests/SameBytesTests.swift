// The same input gives the same bytes, whatever surrounds it; copies and reprints differ where they must and nowhere else.
import Counter
import Documents
import Domain
import Files
import Foundation
import Layout
import Processes
import Services
import Testing

@Suite struct SameBytesTests {
  @Test func `forms come out the same in another order, after others and from other fonts opened anew`() throws {
    let all = try Drawn.all.get()
    let renderer = PDFRenderer(fonts: try FontBook())
    for drawn in all.reversed() {
      #expect(try renderer.render(drawn.document) == drawn.bytes, "\(drawn.name)")
    }
  }

  @Test func `samples come out the same in another place, time zone, language, order and number of processes`() throws {
    let folder = try Folder()
    let samples = ["rare-characters", "typed-by-hand", "bjca-change", "szca-expired"].map {
      "\(AllForms.root)/Samples/\($0)"
    }
    try compose(samples, to: "\(folder.path)/a", ["TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8"], in: AllForms.root)
    try compose(
      samples.reversed(), to: "\(folder.path)/b", ["TZ": "America/New_York", "LANG": "en_US.UTF-8", "LC_ALL": "C"],
      in: "/")
    try compose(samples + ["--jobs", "2"], to: "\(folder.path)/c", ["TZ": "UTC", "HOME": "/nowhere"], in: "/tmp")
    let first = try files(in: "\(folder.path)/a")
    #expect(first.count >= 12)
    #expect(try files(in: "\(folder.path)/b") == first)
    #expect(try files(in: "\(folder.path)/c") == first)
  }

  /// A font cut for many documents draws one of them as its own font did.
  @Test func `the hundredth applicant's papers have the bytes of the first's`() throws {
    let form = try #require(AllForms.all.first)
    let names = (0..<24).map { number in
      String(String.UnicodeScalarView((0..<3).compactMap { Unicode.Scalar(0x4E00 + (number * 3 + $0) * 271) }))
    }
    let documents = try names.map { name in
      try AllForms.layOut(form, Applicants.ordinary.merging(["agent.name": name, "organisation.name": name]) { $1 })
    }
    let batch = PDFRenderer(fonts: try FontBook())
    for document in documents { _ = try batch.render(document) }
    for document in documents.reversed().prefix(6) {
      let alone = PDFRenderer(fonts: try FontBook())
      #expect(try batch.render(document) == alone.render(document))
    }
  }

  private func compose(_ words: [String], to target: String, _ variables: [String: String], in place: String) throws {
    let program = ["\(Program.folder)/certkiosk", "compose", "--to", target, "--forms", AllForms.folder]
    let outcome = try Program.run(
      "/usr/bin/env", ["--chdir", place] + program + ["--date", "2026-03-09", "--boxes"] + words,
      environment: Program.environment.merging(variables) { $1 })
    #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
  }

  private func files(in folder: String) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where path.hasSuffix(".pdf") || path.hasSuffix(".boxes.json") {
      found[path] = try Files.read("\(folder)/\(path)", limit: 1 << 26)
    }
    return found
  }

  @Test(arguments: AllForms.all.filter(\.comesBack))
  func `copy 2 differs from copy 1 in its label and its codes only`(form: Form) throws {
    let first = try Self.copy(1, "留存联", of: form), second = try Self.copy(2, "客户联", of: form)
    #expect(first.pages.map(\.boxes) == second.pages.map(\.boxes))
    for (one, two) in zip(first.pages, second.pages) {
      let (mine, other) = (one.items.flatMap(\.leaves), two.items.flatMap(\.leaves))
      #expect(mine.count == other.count)
      let differing = zip(mine, other).filter { $0 != $1 }
      #expect(!differing.isEmpty)
      for (before, after) in differing { #expect(Self.isOfCopy(before) && Self.isOfCopy(after), "\(before)") }
    }
  }

  @Test(arguments: AllForms.all)
  func `a reprint differs from the first print in its marked line only`(form: Form) throws {
    let first = try Self.reprint(0, of: form), again = try Self.reprint(2, of: form)
    for (one, two) in zip(first.pages, again.pages) {
      #expect(one.boxes == two.boxes)
      let kept = two.items.filter { !$0.text.contains("重印 2") }
      #expect(kept == one.items)
      #expect(two.items.count == one.items.count + (form.comesBack ? 2 : 1))
    }
  }

  /// On paper: not a dot elsewhere, and the mark's own lines are there.
  @Test func `a reprint's page is the first one's but for two lines`() throws {
    let returned = AllForms.all.filter(\.comesBack)
    let form = try #require(returned.first)
    let renderer = PDFRenderer(fonts: try AllForms.fonts.get())
    let folder = try Folder()
    let pictures = try [0, 2].map { try Raster(renderer.render(Self.reprint($0, of: form)), in: folder, as: "\($0)") }
    let differing = Set(pictures[0].rowsUnlike(pictures[1]).map { $0 * 254 / 1500 })
    #expect(differing.allSatisfy { (9...17).contains($0) || (282...291).contains($0) }, "\(differing.sorted())")
    #expect(differing.contains { $0 < 20 } && differing.contains { $0 > 280 })
  }

  private static func reprint(_ count: Int, of form: Form) throws -> LaidOutDocument {
    var context = try AllForms.context(form, copyLabel: "留存联")
    context.reprint = count
    return try AllForms.definition(form).layOut(
      values: Applicants.ordinary, facts: AllForms.facts(form), context: context, measure: AllForms.fonts.get())
  }

  private static func copy(_ number: Int, _ label: String, of form: Form) throws -> LaidOutDocument {
    var context = try AllForms.context(form, copyLabel: label)
    context.copy = number
    context.code = { "1BJZ01012603090012KAF0101\($0)\($1)\(number)7ABCD3EFGH5JKLKIO01ABCDEFGHJKMNP" }
    return try AllForms.definition(form).layOut(
      values: Applicants.ordinary, context: context, measure: AllForms.fonts.get())
  }

  private static func isOfCopy(_ item: Item) -> Bool {
    switch item {
    case .code: true
    case .text: ["留存联", "客户联"].contains { item.text.contains($0) }
    default: false
    }
  }
}

extension Item {
  /// The drawn things themselves, out of their groups.
  var leaves: [Item] {
    if case .group(_, let items) = self { items.flatMap(\.leaves) } else { [drawn] }
  }
}
