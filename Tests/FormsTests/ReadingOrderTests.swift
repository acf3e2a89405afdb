// What a person reads first must come first: the page's words in the order of their places.
import Layout
import Services
import Testing

@Suite struct ReadingOrderTests {
  @Test(arguments: AllForms.all)
  func `a page's code is a figure that says what it is`(form: Form) throws {
    for page in try AllForms.layOut(form, Applicants.ordinary).pages {
      let words = page.items.compactMap { item -> String? in
        guard case .group(.figure(let alternative), let items) = item else { return nil }
        return items.contains { $0.isCode } ? alternative : nil
      }
      let isOutside = page.items.contains { $0.isCode }
      #expect(!isOutside, "a code outside all structure")
      let isLabel = try AllForms.definition(form).kind == .label
      #expect(words == (isLabel ? [] : form.comesBack ? ["本页二维码", "本页二维码"] : ["签名码"]))
    }
  }

  /// The sizes and corrections that survived worn scans.
  @Test(arguments: AllForms.all.filter(\.comesBack))
  func `a page has a large code with much correction and a smaller one elsewhere`(form: Form) throws {
    for page in try AllForms.layOut(form, Applicants.ordinary).pages {
      let codes = page.items.flatMap(\.children).compactMap { item -> (side: Length, correction: Item.Correction)? in
        if case .code(let square, _, let correction) = item.drawn { (square.width, correction) } else { nil }
      }
      #expect(codes.map(\.correction) == [.quartile, .medium])
      #expect(codes.map(\.side) == [.mm(26), .mm(20)])
      let boxes = page.boxes.filter { $0.kind == .pageCode || $0.kind == .secondPageCode }.map(\.rectangle)
      #expect(boxes.count == 2 && !boxes[0].inset(by: -.mm(100)).meets(boxes[1]), "far apart")
    }
  }

  @Test(arguments: AllForms.ofEveryType)
  func `title first, then the content from the top, the foot last`(form: Form) throws {
    for (number, page) in try AllForms.layOut(form, Applicants.ordinary).pages.enumerated() {
      let parts = page.items.filter { !$0.text.isEmpty }
      let title = try #require(parts.firstIndex { $0.isHeading })
      #expect(title <= 1, "only the issuer stands above the title")
      let content = parts[(title + 1)...]
      #expect(content.allSatisfy { $0.top(.mm(400)) >= parts[title].top(.zero) })
      guard form.comesBack else { continue }
      let foot = try #require(parts.firstIndex { $0.text.hasPrefix("第 \(number + 1) 页") })
      #expect(parts[..<foot].allSatisfy { $0.top(.zero) < .mm(285) })
      #expect(parts[foot...].count <= 2)
    }
  }

  @Test(arguments: AllForms.ofEveryType.filter(\.comesBack))
  func `notes at the foot keep clear of the page's number`(form: Form) throws {
    let fonts = try AllForms.fonts.get()
    for page in try AllForms.layOut(form, Applicants.ordinary).pages {
      let foot = try page.lines(fonts).filter { $0.rectangle.y > .mm(264) }
      let number = try #require(foot.first { $0.text.hasPrefix("第 ") }).rectangle.y
      let notes = foot.map(\.rectangle.maxY).filter { $0 < number }
      #expect(notes.allSatisfy { number - $0 >= .mm(3) }, "\(form)")
      #expect(!notes.isEmpty, "every form says something there")
    }
  }

  @Test(arguments: AllForms.ofEveryType)
  func `tables are read row by row, cells from left to right`(form: Form) throws {
    for page in try AllForms.layOut(form, Applicants.ordinary).pages {
      for table in page.items.flatMap(\.tables) {
        let rows = table.parts(.row)
        for (row, next) in zip(rows, rows.dropFirst()) where !row.text.isEmpty && !next.text.isEmpty {
          #expect(row.lowestTop <= next.lowestTop, "\(row.text) before \(next.text)")
        }
        for row in rows {
          let cells = row.children.filter { $0.isCell && !$0.text.isEmpty }
          let read = row.children.filter { !$0.text.isEmpty }
          #expect(cells.count == read.count, "only cells in a row")
          for (cell, next) in zip(read, read.dropFirst()) { #expect(cell.left < next.left, "\(row.text)") }
        }
      }
    }
  }
}

extension Item {
  var isCode: Bool { if case .code = drawn { true } else { false } }
  var isHeading: Bool { if case .group(.heading(level: 1, _), _) = self { true } else { false } }
  var children: [Item] { if case .group(_, let items) = self { items } else { [] } }
  var isCell: Bool {
    switch self {
    case .group(.cell, _), .group(.headerCell, _): true
    default: false
    }
  }
  var tables: [Item] {
    if case .group(.table, _) = self { [self] } else { children.flatMap(\.tables) }
  }

  func parts(_ tag: Layout.Tag) -> [Item] { children.filter { if case .group(tag, _) = $0 { true } else { false } } }

  /// The height of the first line, or what is given where there is none.
  func top(_ otherwise: Length) -> Length { runs.map(\.origin.y).min() ?? otherwise }
  var lowestTop: Length { top(.zero) }
  var left: Length { runs.map(\.origin.x).min() ?? .zero }
}
