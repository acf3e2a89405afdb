// What the counter knows of the order and the paper that a page code names.
internal import Cryptography
internal import Domain
internal import Layout
internal import Records
package import Scans
package import Services

/// An order with the papers of its present revision.
struct KnownOrder: Sendable {
  var order: Order
  var sheets: [KnownSheet]

  var papers: OrderPapers {
    OrderPapers(
      revision: order.revision,
      papers: sheets.map { sheet in
        OrderPapers.Paper(
          document: sheet.code, edition: sheet.edition, pages: sheet.pages.count, digest: sheet.digest)
      })
  }

  func sheet(of code: PageCode) -> KnownSheet? { sheets.first { $0.code == code.document } }
}

/// A document as it must look, whatever its copy.
struct KnownSheet: Sendable {
  let slot: DocumentSlot
  /// Two characters.
  let code: String
  let edition: Int
  /// Twelve characters.
  let digest: String
  let pages: [LaidOutPage]
  let seals: [String: ExpectedSeal]

  /// - Parameter classes: of the service as it is now: how large a seal may be, and which other one may stand for it, is
  ///   no matter of what was printed. Classes that it no longer has are judged as they were when the paper was printed.
  init(_ sheets: DocumentMaker.Sheets, classes: [Services.SealClass]) {
    slot = sheets.slot
    code = sheets.definition.code
    edition = sheets.definition.edition
    digest = Base32.text(sheets.digest, count: 12)
    pages = sheets.document.pages
    let known = classes + sheets.definition.seals
    seals = Dictionary(
      known.map { ($0.id, $0.judged(among: known)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Boxes for the counter's own staff stay empty until the handover; of a capture sheet only the first box must be used.
  func optional(on page: LaidOutPage) -> Set<String> {
    let captures = page.boxes.filter { if case .capture = $0.kind { true } else { false } }.dropFirst()
    let staff = page.boxes.filter { Self.isStaff($0.name) }
    return Set((captures + staff).map(\.name) + (slot.straddled ? [] : ["straddle"]))
  }

  /// Staff's places and values that the applicant did not give stay empty; dates beside signatures are filled in.
  func blanks(on page: LaidOutPage, fields: FieldCatalogue) -> [String: BlankUse] {
    let blanks = page.boxes.filter { $0.kind == .blank && $0.name != "straddle" }
    let uses = blanks.map { box -> (String, BlankUse) in
      let isValue = fields[box.name] != nil
      return (box.name, Self.isStaff(box.name) || isValue ? .empty : .filled)
    }
    return Dictionary(uses, uniquingKeysWith: { first, _ in first })
  }

  private static func isStaff(_ name: String) -> Bool { name.hasPrefix("staff") || name.hasPrefix("counter") }
}

extension Sorting {
  /// What the code's order should look like, the code's document in the edition that the code names.
  func known(_ code: PageCode) throws -> KnownOrder? {
    guard var known = try known(code.reference) else { return nil }
    guard let place = known.sheets.firstIndex(where: { $0.code == code.document }),
      known.sheets[place].edition != code.edition
    else { return known }
    do {
      let slot = known.sheets[place].slot.id
      let others = try desk.sheets(of: known.order, copy: 1, editions: [slot: code.edition])
      known.sheets[place] =
        others.first { $0.slot.id == slot }.map { KnownSheet($0, classes: seals(of: known.order)) }
        ?? known.sheets[place]
      self.known[code.reference] = known
    } catch CounterError.noEdition {}  // The page is then refused as one of another edition.
    return known
  }

  func known(_ reference: String) throws -> KnownOrder? {
    if let known = known[reference] { return known }
    guard let row = try desk.store.order(reference: reference), !row.isShredded else { return nil }
    let order = try desk.read(row)
    let classes = seals(of: order)
    let sheets = try desk.sheets(of: order, copy: 1).map { KnownSheet($0, classes: classes) }
    let found = KnownOrder(order: order, sheets: sheets)
    // Ten thousand scans may touch ten thousand orders; only the latest are kept in mind.
    if known.count >= 200 { known.removeAll(keepingCapacity: true) }
    known[reference] = found
    return found
  }

  private func seals(of order: Order) -> [Services.SealClass] { desk.packs[order.application.service]?.seals ?? [] }
}

extension Services.SealClass {
  /// As the judge of scans wants it: shape and accepted sizes, and which others are as good in its place.
  package func judged(among classes: [Services.SealClass]) -> Scans.ExpectedSeal {
    var judged = judged
    judged.others = classes.fit(for: id).dropFirst().map(\.judged)
    return judged
  }

  private var judged: Scans.ExpectedSeal {
    let shape: Scans.ExpectedSeal.Shape =
      switch shape {
      case .round: .round
      case .oval: .oval
      case .square: .square
      }
    return Scans.ExpectedSeal(id, shape, width: accepted, height: acceptedHeight)
  }

  /// An oval's height follows its width: a round seal is no oval one.
  private var acceptedHeight: ClosedRange<Double>? {
    guard case .oval(let width, let height) = shape else { return nil }
    let share = height / width
    return (accepted.lowerBound * share)...(accepted.upperBound * share)
  }
}
