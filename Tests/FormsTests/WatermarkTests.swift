// Watermarks: to be seen from an arm's length away, and never where a scan is judged.
import ArchivalProof
import Documents
import Layout
import Testing

@Suite struct WatermarkTests {
  @Test(arguments: AllForms.all, ["草稿", "仅供预览", "演练"])
  func `a form that is no valid paper says so large on every page`(form: Form, words: String) throws {
    let fonts = try AllForms.fonts.get()
    let plain = try AllForms.layOut(form, Applicants.ordinary)
    for (page, bare) in zip(try AllForms.layOut(form, Applicants.ordinary, watermark: words).pages, plain.pages) {
      let large = page.items.flatMap(\.runs).filter { $0.style.size >= .mm(10) }
      #expect((1...3).contains(large.count))
      #expect(large.allSatisfy { $0.pieces.map(\.text) == [words] && $0.style.colour.grey > 200 })
      #expect(page.boxes == bare.boxes)
      for item in page.items.filter({ item in item.runs.contains { $0.style.size >= .mm(10) } }) {
        let line = try #require(try item.lines(fonts).first).rectangle
        for box in page.boxes where box.isJudged { #expect(!box.rectangle.meets(line), "\(box.name)") }
      }
    }
  }

  @Test func `the line at the foot keeps clear of the page's number`() throws {
    let returned = AllForms.all.filter(\.comesBack)
    let form = try #require(returned.first)
    let runs = try AllForms.layOut(form, Applicants.ordinary, watermark: "草稿").pages[0].items.flatMap(\.runs)
    let marks = runs.filter { $0.pieces.contains { $0.text.contains("◆ 草稿") } }
    let numbers = runs.filter { $0.pieces.contains { $0.text.contains("共 ") } }
    let (mark, number) = (try #require(marks.last), try #require(numbers.last))
    // Chinese letters reach 0.88 em above their baseline and 0.12 em below it.
    let gap = mark.origin.y - mark.style.size * 88 / 100 - number.origin.y - number.style.size * 12 / 100
    #expect(gap >= .mm(1.5), "\(gap)")
  }

  @Test func `words stay readable on it, and the text of the page is what it was`() throws {
    let form = try #require(AllForms.all.first)
    let renderer = PDFRenderer(fonts: try AllForms.fonts.get())
    let folder = try Folder()
    let document = try AllForms.layOut(form, Applicants.ordinary, watermark: "草稿")
    let page = try Raster(try renderer.render(document), in: folder, as: "draft")
    let bare = try Raster(try renderer.render(AllForms.layOut(form, Applicants.ordinary)), in: folder, as: "bare")
    let there = page.darkness(x: 20, y: 45, width: 170, height: 215),
      without = bare.darkness(x: 20, y: 45, width: 170, height: 215)
    #expect(there > without + 1, "\(there) \(without)")
    #expect(there < without + 12)
  }
}

extension Item {
  var runs: [TextRun] {
    switch drawn {
    case .text(let run): [run]
    case .group(_, let items): items.flatMap(\.runs)
    default: []
    }
  }
}

extension NamedBox {
  fileprivate var isJudged: Bool {
    switch kind {
    case .signature, .seal, .capture, .pageCode, .secondPageCode, .squareMark, .discMark, .edgeMark, .scaleBar: true
    default: name == "straddle" || name == "slip-code"
    }
  }
}
