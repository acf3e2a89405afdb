// Which sides of which sheets a set of papers takes: what is stamped or signed never has anything on its back.
package import Layout

/// One side of a sheet in a print job; a side without a page stays white.
package struct Side {
  package let page: LaidOutPage?
  package let isBack: Bool
}

/// The sides of one print job in their order.
package struct Sides {
  package let sides: [Side]
  /// Whether the printer is to turn sheets at all.
  package let bothSides: Bool

  /// - Parameter printsBothSides: whether the printer can.
  package init(_ papers: [PrintedPaper], printsBothSides: Bool) {
    let bothSides = printsBothSides && papers.contains { $0.document.pages.count > 1 && $0.mayBeTwoSided }
    self.bothSides = bothSides
    sides = papers.flatMap { paper in
      let pages = paper.document.pages
      guard bothSides else { return pages.map { Side(page: $0, isBack: false) } }
      return paper.mayBeTwoSided ? Self.turned(pages) : pages.flatMap { Self.turned([$0]) }
    }
  }

  /// Sides with something on them.
  var pages: Int { sides.count { $0.page != nil } }

  /// Fronts and backs in turn; a white back keeps the next paper off the last sheet.
  private static func turned(_ pages: [LaidOutPage]) -> [Side] {
    let sides = pages.enumerated().map { Side(page: $1, isBack: !$0.isMultiple(of: 2)) }
    return pages.count.isMultiple(of: 2) ? sides : sides + [Side(page: nil, isBack: true)]
  }
}
