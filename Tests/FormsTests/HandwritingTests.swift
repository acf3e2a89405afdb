// What stays open on forms: places for a pen are high enough for it, boxes that may stay empty say so.
import Layout
import Services
import Testing

@Suite struct HandwritingTests {
  /// Inside a cell: its row less the white at its edges.
  private static let cell = Length.mm(8)
  /// Above a line: from there to the words over it.
  private static let overLine = Length.mm(6)

  @Test func `every open place of every blank form has room for a pen`() throws {
    let fonts = try AllForms.fonts.get()
    let blanks = try AllForms.packs.get().examples(forms: AllForms.folder).filter { $0.variant == .blank }
    var places = 0
    for form in blanks {
      let document = try form.definition.layOut(
        values: form.values, facts: form.facts, context: form.context(), measure: fonts)
      for page in document.pages {
        let words = try page.lines(fonts).map(\.rectangle)
        for box in page.boxes where box.kind == .blank {
          let (room, wanted) = Self.room(in: box.rectangle, below: words)
          #expect(room >= wanted, "\(form.name): \(box.name) has \(room)")
          places += 1
        }
      }
    }
    #expect(places > 400)
  }

  /// Only the first box of a sheet must be used when its scan is judged.
  @Test(arguments: AllForms.all.filter { $0.document == "seal-template" })
  func `a sheet for several seals says which is wanted and that the others may stay open`(form: Form) throws {
    let page = try #require(try AllForms.layOut(form, Applicants.ordinary).pages.first)
    #expect(page.boxes.count { if case .capture = $0.kind { true } else { false } } >= 2)
    #expect(page.text.contains("单位公章（必盖）") && page.text.contains("留空"))
  }

  private static func room(in blank: Rectangle, below words: [Rectangle]) -> (Length, wanted: Length) {
    // What is as low as a letter is a line inside a text.
    if blank.height > .mm(5) { return (blank.height, cell) }
    let line = blank.maxY
    let above = words.filter { $0.x < blank.maxX && blank.x < $0.maxX && $0.maxY < line - .mm(1.5) }
    return (line - (above.map(\.maxY).max() ?? .zero), overLine)
  }
}
