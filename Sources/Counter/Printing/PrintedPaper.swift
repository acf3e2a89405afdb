// The papers of one print job: everything an applicant is given at once, in reading order, or papers by name.
internal import Cryptography
package import Domain
package import Layout
internal import Services

/// A paper on its way to the printer.
package struct PrintedPaper {
  let id: String
  let edition: Int
  let digest: [UInt8]
  package let document: LaidOutDocument
  /// Only what nobody stamps, signs or scans: ink shows through, and a scanner sees one side.
  package let mayBeTwoSided: Bool

  package init(
    _ id: String, edition: Int = 1, digest: [UInt8] = [], _ document: LaidOutDocument, mayBeTwoSided: Bool
  ) {
    (self.id, self.edition, self.digest, self.document) = (id, edition, digest, document)
    self.mayBeTwoSided = mayBeTwoSided
  }
}

extension Desk {
  /// A copy's set: the first goes to the applicant with everything around the forms, the others are forms alone.
  /// - Parameter wished: as many copies of every form; nil for as many as the pack asks of each.
  package func printedSet(of order: Order, copy: Int, reprint: Int, wished: Int?) throws -> [PrintedPaper] {
    let forms = try printedForms(of: order, copy: copy, reprint: reprint, wished: wished)
    guard copy == 1 else { return forms }
    let (before, after) = try papersAroundForms(of: order)
    return try before.map { try printed($0, of: order, reprint) } + forms
      + after.map { try printed($0, of: order, reprint) }
  }

  /// A copy's forms alone.
  func printedForms(of order: Order, copy: Int, reprint: Int, wished: Int?) throws -> [PrintedPaper] {
    try sheets(of: order, copy: copy, reprint: reprint).filter { wished != nil || $0.slot.copies >= copy }
      .map { sheets in
        PrintedPaper(
          sheets.slot.id, edition: sheets.definition.edition, digest: sheets.digest, sheets.document,
          mayBeTwoSided: sheets.slot.mayBeTwoSided)
      }
  }

  /// One paper by its definition's name.
  func printedPaper(_ kind: String, of order: Order) throws -> PrintedPaper {
    let definition = try paper(kind, of: order)
    try requireTime(for: definition, order)
    return try printed(definition, of: order, 0)
  }

  private func printed(_ newest: DocumentDefinition, of order: Order, _ reprint: Int) throws -> PrintedPaper {
    let definition = try inItsEdition(newest, of: order)
    let made = try made(definition, of: order, blank: false, reprint: reprint)
    return PrintedPaper(
      definition.id, edition: definition.edition, digest: made.digest, made.document,
      mayBeTwoSided: made.document.pages.allSatisfy { !$0.wantsInk })
  }
}

extension [PrintedPaper] {
  var digests: [String: String] { Dictionary(map { ($0.id, $0.digest.hex) }) { first, _ in first } }
  var editions: [String: Int] { Dictionary(map { ($0.id, $0.edition) }) { first, _ in first } }
}

extension LaidOutPage {
  /// Whether somebody stamps or signs it.
  fileprivate var wantsInk: Bool {
    boxes.contains { box in
      switch box.kind {
      case .signature, .seal, .capture: true
      default: box.name == "straddle"
      }
    }
  }
}

extension DocumentSlot {
  var mayBeTwoSided: Bool { !signed && seal == nil && !straddled && !returned }
}
