// Emphasis takes values along, and a paper that nobody filled leaves a line where its number will stand.
import Domain
import Layout
import Services
import Testing

@Suite struct EmphasisTests {
  @Test func `a value between asterisks is as heavy as the words around it`() throws {
    let runs = try page("correction-notice") { facts in
      facts["correction.deadline"] = "2026-03-19"
      facts["review.date"] = "2026-03-09"
    }.items.flatMap(\.textRuns)
    let (deadlines, days) = (runs.filter { $0.text.contains("3月19日") }, runs.filter { $0.text.contains("3月9日") })
    let (deadline, day) = (try #require(deadlines.first), try #require(days.first))
    #expect(deadline.style.bold && deadline.style.typeface == .hei)
    #expect(!day.style.bold)
  }

  @Test func `a blank form has a line where its number goes`() throws {
    let number = try box("application-form", blank: true, "reference")
    let revision = try box("application-form", blank: true, "revision")
    #expect(try #require(number).width >= .mm(40))
    #expect(try #require(revision).width >= .mm(10))
    let filled = try box("application-form", blank: false, "reference")
    #expect(filled == nil)
  }

  private func box(_ paper: String, blank: Bool, _ name: String) throws -> Rectangle? {
    try page(paper, blank: blank).boxes.first { $0.name == name && $0.kind == .blank }?.rectangle
  }

  private func page(
    _ paper: String, blank: Bool = false, _ fill: (inout Facts) -> Void = { _ in }
  ) throws -> LaidOutPage {
    let packs = try FormSamples.packs.get()
    let pack = try FormSamples.pack("bjca")
    let definition = try packs.definition(paper, of: pack, forms: FormSamples.folder)
    var facts = Facts()
    fill(&facts)
    var context = try FormSamples.context("bjca")
    context.blank = blank
    let values = blank ? [:] : FormSamples.ordinary
    let document = try definition.layOut(values: values, facts: facts, context: context, measure: PlainMeasure())
    return try #require(document.pages.first)
  }
}

extension Item {
  fileprivate var textRuns: [TextRun] {
    switch drawn {
    case .text(let run): [run]
    case .group(_, let items): items.flatMap(\.textRuns)
    default: []
    }
  }
}

extension TextRun {
  fileprivate var text: String { pieces.map(\.text).joined() }
}
