// Forms of a fixed number of pages, filled by a thousand applicants each with values of extreme lengths.
import ArchivalProof
import Documents
import Domain
import Layout
import Services
import Testing

@Suite struct FixedPagesTests {
  static let papers = AllForms.all.filter { (try? AllForms.definition($0).pages) != nil }
  static let forms = papers.filter(\.comesBack)

  /// Slips hold few values of the applicant's, so that fewer applicants are enough for them. The applicants are spread over
  /// the business types that ask for the form.
  @Test(arguments: papers)
  func `a thousand applicants get exactly the form's pages or a refusal that names the field`(form: Form) throws {
    let definition = try AllForms.definition(form)
    let types = AllForms.types(of: form)
    let contexts = try types.map { try AllForms.context($0, copyLabel: "留存联") }
    let facts = try types.map { try AllForms.facts($0) }
    let fonts = try AllForms.fonts.get()
    let pages = try #require(definition.pages)
    var made = [Int](repeating: 0, count: types.count)
    let count = form.comesBack ? 1000 : 50
    for seed in 0..<count {
      let values = Applicants.extreme(UInt64(seed))
      let type = seed % types.count
      do throws(LayoutFault) {
        let document = try definition.layOut(
          values: values, facts: facts[type], context: contexts[type], measure: fonts)
        #expect(document.pages.count == pages, "\(seed)")
        for fault in PageFaults(document, form.comesBack ? values : [:], fonts).words {
          Issue.record("\(seed): \(fault)")
        }
        made[type] += 1
      } catch {
        Self.check(error, definition, seed)
      }
    }
    for (form, made) in zip(types, made) {
      #expect(made >= count / types.count / 3, "\(form): only \(made) of \(count / types.count) were printed")
    }
  }

  @Test(arguments: AllForms.ofEveryType.filter(\.comesBack))
  func `a form holds the longest value of every field at once`(form: Form) throws {
    let longest = try AllForms.packs.get().catalogue.values(.longest)
    let pages = try AllForms.layOut(form, longest, copyLabel: "留存联").pages.count
    #expect(try pages == AllForms.definition(form).pages ?? pages)
  }

  private static func check(_ fault: LayoutFault, _ definition: DocumentDefinition, _ seed: Int) {
    switch fault {
    case .tooLong(let field, _, _): #expect(definition.fields.contains(field), "\(seed)")
    case .overflow(_, _, let longest): #expect(longest != nil, "\(seed): \(fault)")
    default: Issue.record("\(seed): \(fault)")
    }
  }

  @Test(arguments: forms)
  func `what extreme applicants get on paper is what was laid out`(form: Form) throws {
    let definition = try AllForms.definition(form)
    let renderer = PDFRenderer(fonts: try AllForms.fonts.get())
    let folder = try Folder()
    var drawn = 0
    for seed in 0..<1000 where drawn < 3 {
      guard
        let document = try? definition.layOut(
          values: Applicants.extreme(UInt64(seed)), facts: AllForms.facts(form), context: AllForms.context(form),
          measure: AllForms.fonts.get())
      else { continue }
      drawn += 1
      let proof = try ArchivalProof(folder.write(try renderer.render(document), as: "\(seed).pdf"))
      #expect(proof.complaints == [])
      #expect(proof.pages == definition.pages)
      #expect(proof.lines.joined() == document.pages.map(\.text).joined())
    }
    #expect(drawn == 3)
  }
}

/// What is wrong with laid-out pages: text outside the page or its cell, text over text, values not letter for letter.
struct PageFaults {
  private(set) var words: [String] = []

  init(_ document: LaidOutDocument, _ values: [FieldID: String], _ measure: some TextMeasure) {
    for (number, page) in document.pages.enumerated() {
      guard let lines = try? page.lines(measure) else {
        words.append("page \(number + 1) cannot be measured")
        continue
      }
      checkPlaces(lines, page, number + 1)
      checkValues(lines, page, values)
    }
  }

  private mutating func checkPlaces(_ lines: [SetLine], _ page: LaidOutPage, _ number: Int) {
    let paper = Rectangle(x: .zero, y: .zero, width: page.size.width, height: page.size.height).inset(by: .mm(4))
    let sorted = lines.sorted { $0.rectangle.y < $1.rectangle.y }
    let rules = page.rules
    let guarded = page.boxes.filter(\.isGuarded)
    for (index, line) in sorted.enumerated() {
      if !paper.contains(line.rectangle) { words.append("“\(line.text)” leaves page \(number)") }
      for other in sorted[(index + 1)...] {
        if other.rectangle.y >= line.rectangle.maxY { break }
        if line.rectangle.meets(other.rectangle) { words.append("“\(line.text)” stands on “\(other.text)”") }
      }
      for rule in rules where line.rectangle.isCut(by: rule) { words.append("“\(line.text)” is cut by a rule") }
      for box in guarded where box.rectangle.meets(line.rectangle) {
        words.append("“\(line.text)” stands in \(box.name)")
      }
    }
  }

  /// A value that is printed is printed whole, but for blanks where a line ends.
  private mutating func checkValues(_ lines: [SetLine], _ page: LaidOutPage, _ values: [FieldID: String]) {
    let read = page.text.filter { $0 != " " }
    for box in page.boxes where box.kind == .field {
      guard let value = values[box.name], !read.contains(value.filter { $0 != " " }) else { continue }
      words.append("\(box.name) “\(value)” is not there letter for letter")
    }
  }
}

extension NamedBox {
  /// Where no word may stand.
  fileprivate var isGuarded: Bool {
    switch kind {
    case .signature, .pageCode, .secondPageCode, .squareMark, .discMark, .edgeMark: true
    default: false
    }
  }
}
