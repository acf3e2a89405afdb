// Which sides of which sheets a set of papers takes: what is stamped or signed never has anything on its back.
package import Layout
package import Services

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
  package init(_ papers: [(slot: DocumentSlot, pages: [LaidOutPage])], printsBothSides: Bool) {
    bothSides = printsBothSides && papers.contains { $0.pages.count > 1 && $0.slot.mayBeTwoSided }
    let bothSides = bothSides
    sides = papers.flatMap { slot, pages in
      guard bothSides else { return pages.map { Side(page: $0, isBack: false) } }
      return slot.mayBeTwoSided ? Self.turned(pages) : pages.flatMap { Self.turned([$0]) }
    }
  }

  /// Pages on sheets of their own.
  init(_ pages: [LaidOutPage]) {
    bothSides = false
    sides = pages.map { Side(page: $0, isBack: false) }
  }

  /// Sides with something on them.
  var pages: Int { sides.count { $0.page != nil } }

  /// Fronts and backs in turn; a white back keeps the next paper off the last sheet.
  private static func turned(_ pages: [LaidOutPage]) -> [Side] {
    let sides = pages.enumerated().map { Side(page: $1, isBack: !$0.isMultiple(of: 2)) }
    return pages.count.isMultiple(of: 2) ? sides : sides + [Side(page: nil, isBack: true)]
  }
}

extension DocumentSlot {
  /// Only what nobody stamps, signs or scans: ink shows through, and a scanner sees one side.
  var mayBeTwoSided: Bool { !signed && seal == nil && !straddled && !returned }
}
