// Which sides papers take, by what the packs say of them.
import Counter
import Domain
import Foundation
import Layout
import Services
import Testing

@Suite struct SidesTests {
  private static let forms = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Forms"
  private static let slots = Result {
    try Packs.load(from: forms).packs.flatMap(\.businessTypes).flatMap(\.documents)
  }

  /// A page that is told from others by its one line.
  private func pages(_ count: Int) -> [LaidOutPage] { Array(repeating: LaidOutPage(), count: count) }

  @Test func `what is stamped or signed is printed on one side, whatever the printer can`() throws {
    let stamped = try Self.slots.get().filter { $0.signed || $0.seal != nil || $0.straddled }
    #expect(stamped.count > 10)
    for slot in stamped {
      let sides = Sides([(slot, pages(2))], printsBothSides: true)
      #expect(!sides.bothSides && sides.sides.map(\.isBack) == [false, false], "\(slot.id)")
    }
  }

  @Test func `a paper that may have a back gets one, and nobody else's page lands on it`() throws {
    let slots = try Self.slots.get()
    let stamped = try #require(slots.first { $0.signed })
    let plain = DocumentSlot(
      id: "notice", title: "须知", source: .form("notice.yaml"), copies: 1, returned: false, signed: false, seal: nil,
      straddled: false, original: false, condition: nil)
    let papers = [(stamped, pages(1)), (plain, pages(3)), (stamped, pages(2))]
    let turned = Sides(papers.map { (slot: $0.0, pages: $0.1) }, printsBothSides: true)
    #expect(turned.bothSides)
    #expect(turned.sides.map(\.isBack) == [false, true, false, true, false, true, false, true, false, true])
    #expect(turned.sides.map { $0.page != nil } == [true, false, true, true, true, false, true, false, true, false])
    let flat = Sides(papers.map { (slot: $0.0, pages: $0.1) }, printsBothSides: false)
    #expect(!flat.bothSides && flat.sides.count == 6)
  }
}
