// Which sides of which sheets papers take.
import Counter
import Layout
import Testing

@Suite struct SidesTests {
  private func paper(_ count: Int, mayBeTwoSided: Bool) -> PrintedPaper {
    let pages = Array(repeating: LaidOutPage(), count: count)
    return PrintedPaper("p", LaidOutDocument(title: "", subject: "", pages: pages), mayBeTwoSided: mayBeTwoSided)
  }

  @Test func `what is stamped or signed is printed on one side, whatever the printer can`() {
    let sides = Sides([paper(2, mayBeTwoSided: false), paper(1, mayBeTwoSided: true)], printsBothSides: true)
    #expect(!sides.bothSides && sides.sides.map(\.isBack) == [false, false, false])
  }

  @Test func `a paper that may have a back gets one, and nobody else's page lands on it`() {
    let papers = [paper(1, mayBeTwoSided: false), paper(3, mayBeTwoSided: true), paper(2, mayBeTwoSided: false)]
    let turned = Sides(papers, printsBothSides: true)
    #expect(turned.bothSides)
    #expect(turned.sides.map(\.isBack) == [false, true, false, true, false, true, false, true, false, true])
    #expect(turned.sides.map { $0.page != nil } == [true, false, true, true, true, false, true, false, true, false])
    let flat = Sides(papers, printsBothSides: false)
    #expect(!flat.bothSides && flat.sides.count == 6)
  }
}
