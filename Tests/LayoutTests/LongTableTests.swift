// Tables over several pages: every row once, the header on each page, and no header alone at a page's foot.

import Layout
import Testing

@Suite struct LongTableTests {
  private func table(rows: Int, height: Double = 10, down: Int = 1, header: Int? = 1) -> Block {
    func cell(_ text: String, down: Int = 1) -> Table.Cell {
      Table.Cell(down: down, [.paragraph(Paragraph([.text(text, nil)], style: .plain))])
    }
    var all = [Table.Row(minimumHeight: .mm(10), cells: [cell("题"), cell("目")])]
    for number in 0..<rows {
      let isFirst = number % down == 0
      all.append(
        Table.Row(
          minimumHeight: .mm(height),
          cells: isFirst
            ? [cell("组\(number)", down: min(down, rows - number)), cell("行\(number)")] : [cell("行\(number)")]))
    }
    return .table(Table(columns: [.flexible(1), .flexible(1)], rows: all, header: header))
  }

  private func words(_ page: LaidOutPage) -> [String] { page.runs.map { $0.pieces.map(\.text).joined() } }

  @Test(arguments: [1, 20, 21, 45, 130])
  func `every row stands once and the header on each page`(rows: Int) throws {
    let pages = try layOut([table(rows: rows)], pages: nil)
    #expect(pages.count == (rows + 19) / 20 || pages.count == (rows + 20) / 21)
    #expect(pages.allSatisfy { words($0).count { $0 == "题" } == 1 })
    #expect(pages.flatMap { words($0).filter { $0.hasPrefix("行") } } == (0..<rows).map { "行\($0)" })
  }

  @Test func `a table does not begin where only its header fits`() throws {
    let pages = try layOut([.space(.mm(200)), table(rows: 3)], pages: nil)
    #expect(pages.count == 2 && !words(pages[0]).contains("题"))
  }

  @Test func `a table is not cut through a cell that spans rows`() throws {
    let pages = try layOut([table(rows: 40, down: 4)], pages: nil)
    for page in pages {
      let groups = words(page).filter { $0.hasPrefix("组") }.count
      #expect(words(page).count { $0.hasPrefix("行") } == groups * 4)
    }
  }

  @Test func `a row higher than a page is refused`() {
    #expect(throws: LayoutFault.self) { try layOut([table(rows: 1, height: 300)], pages: nil) }
  }

  @Test func `a table without a header number stays in one piece`() {
    #expect(throws: LayoutFault.self) { try layOut([table(rows: 40, header: nil)], pages: nil) }
  }
}
