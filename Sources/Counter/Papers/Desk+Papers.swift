// documents --paper: every other paper of an order, filled from what the store knows; and the whole set for one applicant.
internal import Cryptography
internal import Files
internal import Layout
internal import Records
public import Domain
public import Services

extension Desk {
  /// The papers that an order can have, those of its set first, in reading order.
  public func papers(of order: Order) throws -> [DocumentDefinition] {
    try maker().papers(of: order.application, shown: order.number.text, on: clock.now().day, by: order.channel)
  }

  /// A paper by its definition's name, in the edition in which the present revision's was first made.
  func paper(_ kind: String, of order: Order) throws -> DocumentDefinition {
    let papers = try papers(of: order)
    guard let newest = papers.first(where: { $0.id == kind }) ?? papers.first(where: { $0.title == kind }) else {
      throw OrderMistake.noPaper(kind, order: order.number.text)
    }
    return try inItsEdition(newest, of: order)
  }

  func inItsEdition(_ newest: DocumentDefinition, of order: Order) throws -> DocumentDefinition {
    guard let edition = order.editions?[newest.id] else { return newest }
    let (pack, _) = try packs.terms(of: order.application)
    return try maker().definition(newest.id, of: pack, edition: edition)
  }

  /// Writes one paper of an order into a folder, and journals that it was made.
  /// - Parameters:
  ///   - name: its definition's name, such as `receipt`, or its title.
  ///   - blank: leaves everything open for handwriting; such a paper has no code, and a slip is none.
  public func writePaper(
    _ name: String, of text: String, to folder: String, blank: Bool = false, boxes: Bool = false
  ) throws -> WrittenDocument {
    let order = try order(text)
    let definition = try paper(name, of: order)
    let kind = definition.id
    if blank { try requireBlank(definition) } else { try requireTime(for: definition, order) }
    try Files.makeFolder(folder)
    let made = try made(definition, of: order, blank: blank)
    if !blank {
      try record(
        .printed(documents: [kind: made.digest.hex], editions: [kind: definition.edition], copy: 1), on: order.number,
        by: person ?? Self.itself)
      try disclose(.documents, 1, of: [order.number.text], toPath: folder)
    }
    let paper = PrintedPaper(kind, digest: made.digest, made.document, mayBeTwoSided: false)
    return try write(paper, named: blank ? "\(kind).blank" : kind, to: folder, boxes: boxes)
  }

  /// What goes before the forms that come back, and what follows them.
  func papersAroundForms(of order: Order) throws -> (before: [DocumentDefinition], after: [DocumentDefinition]) {
    let (_, type) = try packs.terms(of: order.application)
    let slots = type.documents(for: order.application.values, by: order.channel)
    let others = try papers(of: order).filter { definition in
      definition.place != nil && !slots.contains { $0.source == .form("\(definition.id).yaml") }
    }
    return (
      others.filter { ($0.place ?? 0) < Self.placeOfForms }, others.filter { ($0.place ?? 0) >= Self.placeOfForms }
    )
  }

  /// Where the forms that come back stand in a set.
  static let placeOfForms = 50

  // MARK: Making

  func made(
    _ definition: DocumentDefinition, of order: Order, blank: Bool, reprint: Int = 0, isDraft: Bool = false
  ) throws -> (document: LaidOutDocument, digest: [UInt8]) {
    let (pack, type) = try packs.terms(of: order.application)
    if !blank,
      let sheets = try sheets(of: order, copy: 1, reprint: reprint, only: definition.id, isDraft: isDraft).first
    {
      return (sheets.document, sheets.digest)
    }
    let moment = try moment(of: definition, order)
    let facts = blank ? Facts() : try facts(of: order, for: definition, at: moment)
    let values = blank ? [:] : order.values(for: definition)
    let digest = Self.digest(of: order, definition, facts)
    var context = ComposeContext(
      pack: pack, businessType: type, reference: order.number.text, revision: order.revision,
      date: moment.day, watermark: watermark(isDraft: isDraft), code: { _, _ in nil })
    context.blank = blank
    context.reprint = reprint
    if !blank, !isDraft { context.code = try code(of: definition, order, pack, values, facts, context, digest) }
    let document = try maker().layOut(definition, values: values, facts: facts, context: context)
    return (document, digest)
  }

  /// A set's papers keep the day on which the present revision's were first made; others are made for their occasion.
  private func moment(of definition: DocumentDefinition, _ order: Order) throws -> Instant {
    guard definition.place != nil else { return clock.now() }
    var first: Instant?
    for (entry, event) in try history(of: order) {
      switch event {
      case .printed(let documents, _, _) where documents[definition.id] != nil: first = first ?? entry.instant
      case .amended, .withdrawn: first = nil
      default: break
      }
    }
    return first ?? clock.now()
  }

  /// A form's pages carry page codes, a slip its signed code, a label nothing.
  private func code(
    of definition: DocumentDefinition, _ order: Order, _ pack: Pack, _ values: [FieldID: String], _ facts: Facts,
    _ context: ComposeContext, _ digest: [UInt8]
  ) throws -> @Sendable (Int, Int) -> String? {
    switch definition.kind {
    case .label: return { _, _ in nil }
    case .form:
      let key = try siteKey()
      return { page, pages in
        PageCode(
          service: pack.code, reference: order.number.text, document: definition.code, edition: definition.edition,
          revision: order.revision, page: page, pages: pages, copy: 1, digest: digest, key: key
        ).text
      }
    case .slip:
      let proofs = definition.proofs(values: values, facts: facts, context: context)
      let text = try slipCode(
        of: definition, pack, reference: order.number.text, revision: order.revision, day: context.date,
        digest: digest, proofs: proofs)
      return { _, _ in text }
    }
  }

  /// A slip's signed code; nil while something that it is to prove is not known yet, for what is written in by hand
  /// is nothing that this kiosk vouches for.
  func slipCode(
    of definition: DocumentDefinition, _ pack: Pack, reference: String, revision: Int, day: CivilDate,
    digest: [UInt8], proofs: [String]
  ) throws -> String? {
    guard !proofs.contains("") else { return nil }
    let key = try SlipKey.of(store)
    return try SlipCode(
      service: pack.code, document: definition.code, reference: reference, revision: revision, day: day,
      kiosk: store.kiosk, key: key.id, digest: digest, proofs: proofs
    ) { message throws(CryptographyError) in try key.key.sign(message) }.text
  }

  /// Everything that a paper's content follows from.
  private static func digest(of order: Order, _ definition: DocumentDefinition, _ facts: Facts) -> [UInt8] {
    var lines = ["\(order.revision)", order.application.service, order.application.businessType]
    lines += order.values(for: definition).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return digest(of: definition, order.number.text, lines, facts)
  }

  static func digest(
    of definition: DocumentDefinition, _ reference: String, _ more: [String], _ facts: Facts
  ) -> [UInt8] {
    var lines = ["certkiosk paper 1", definition.id, "\(definition.edition)", reference] + more
    lines += facts.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    for (list, rows) in facts.lists.sorted(by: { $0.key < $1.key }) {
      lines += rows.enumerated().flatMap { number, row in
        row.sorted { $0.key < $1.key }.map { "\(list).\(number).\($0.key)=\($0.value)" }
      }
    }
    return Digest.sha256(Array(lines.joined(separator: "\n").utf8))
  }

  /// What the store knows of an order, for one of its papers.
  /// - Parameter moment: the day and time that stand on it.
  func facts(of order: Order, for definition: DocumentDefinition, at moment: Instant) throws -> Facts {
    let (pack, type) = try packs.terms(of: order.application)
    let people = try store.people()
    var facts = OrderFacts(
      order: order, pack: pack, type: type, rules: try rules(for: order), history: try history(of: order),
      names: Dictionary(people.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }), time: try time(),
      // A set is printed again as it was, whatever has become due since.
      deadline: definition.place == nil ? try deadline(of: order) : nil, moment: moment,
      kiosk: store.kiosk, clerk: person.flatMap { acting in people.first { $0.id == acting.id }?.name }
    ).facts
    let text = try maker().text(of: definition, in: pack)
    facts["agreement.version"] = "\(definition.edition)"
    facts["agreement.digest"] = Self.grouped(Digest.sha256(text).hex.uppercased().prefix(32))
    return facts
  }

  /// `3F2A90C1…` in groups of four, for a person who compares.
  private static func grouped(_ digits: Substring) -> String {
    let letters = Array(digits)
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
      .joined(separator: " ")
  }
}

extension Order {
  /// A set stays as it was printed; a slip goes where the order goes now.
  fileprivate func values(for definition: DocumentDefinition) -> [FieldID: String] {
    definition.place == nil ? deliveredValues : application.printedValues
  }
}
