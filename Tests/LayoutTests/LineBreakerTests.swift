// Chinese lines: what may begin and end them, how marks are squeezed, how scripts are spaced.

import Layout
import Testing

struct LineBreakerTests {
  @Test(arguments: [
    ("兹委托下列人员，办理。", 8, ["兹委托下列人员，", "办理。"]),
    ("兹委托下列人员，办理。", 7, ["兹委托下列人", "员，办理。"]),
    ("申请单位（盖章）日期", 5, ["申请单位", "（盖章）日", "期"]),
    ("本人承诺《说明》", 5, ["本人承诺", "《说明》"]),
    ("他说“是”！完", 4, ["他说", "“是”！", "完"]),
    ("比例为百分之百％。", 8, ["比例为百分之", "百％。"]),
  ])
  func `no line begins or ends with a mark that may not stand there`(text: String, ems: Int, lines: [String]) throws {
    #expect(try layOut([.text(text, ems: ems)])[0].lines == lines)
  }

  @Test func `a number stays whole`() throws {
    let lines = try layOut([.text("号码是12345678号", ems: 6)])[0].lines
    #expect(lines == ["号码是", "12345678号"])
  }

  @Test func `a word longer than the line is cut`() throws {
    #expect(try layOut([.text("12345678", ems: 3)])[0].lines == ["123456", "78"])
  }

  @Test func `spaces at a break are left behind`() throws {
    #expect(try layOut([.text("abcd efgh", ems: 2)])[0].lines == ["abcd", "efgh"])
  }

  @Test func `a thin space stands between Chinese and Latin`() throws {
    let run = try #require(try layOut([.text("用CA证", ems: 10)])[0].runs.first)
    #expect(run.pieces.map(\.text) == ["用", "CA", "证"])
    #expect(run.pieces.map(\.offset) == [.zero, .mm(4.36), .mm(8.72)])
  }

  @Test func `a blank is never a piece of its own`() throws {
    let run = try #require(try layOut([.text("电话12　34 转", ems: 20)])[0].runs.first)
    #expect(run.pieces.map(\.text) == ["电话", "12　34 转"])
    let stretched = try #require(try layOut([.text("甲　乙丙 ab丁戊己庚辛", ems: 8)])[0].runs.first)
    #expect(stretched.pieces.allSatisfy { !$0.text.allSatisfy(\.isWhitespace) })
  }

  @Test func `a value is set letter for letter`() throws {
    let fit = Paragraph.Fit(minimum: .mm(4), lines: 1)
    let run = try #require(try layOut([.value("organisation.name", "河南3D公司", ems: 10, fit: fit)])[0].runs.first)
    #expect(run.pieces.map(\.text) == ["河南3D公司"])
  }

  @Test func `marks that meet give up their white`() throws {
    let run = try #require(try layOut([.text("（甲）、（乙）。", ems: 20)])[0].runs.first)
    #expect(run.pieces.map(\.text) == ["（甲）", "、", "（乙）", "。"])
    #expect(run.pieces.map(\.offset) == [.zero, .mm(10), .mm(12), .mm(22)])
  }

  @Test func `a justified line ends at the measure and the last one does not`() throws {
    let page = try layOut([.text("一二三四五六七八九十一二三（十）四五", ems: 14)])[0]
    let first = try #require(page.runs.first)
    let last = try #require(first.pieces.last)
    #expect(first.pieces.map(\.text).joined() == "一二三四五六七八九十一二三")
    #expect(last.offset + .mm(4) == .mm(56))
    #expect(page.runs.last?.pieces.first?.offset == .zero)
  }

  @Test func `a line is left ragged rather than torn into letters`() throws {
    let page = try layOut([.text("号码是12345678号", ems: 6)])[0]
    #expect(page.runs.first?.pieces.map(\.text) == ["号码是"])
  }
}
