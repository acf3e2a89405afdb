// documents: the papers of an order's present revision.
internal import Cryptography
internal import Layout
internal import Services
internal import Records
public import Domain
internal import Files

extension Desk {
  /// One document that was written.
  public struct WrittenDocument: Sendable {
    public let document: String
    public let path: String
    public let pages: Int
    public let digest: String
  }

  /// The forms of an order laid out for one copy; the same order and revision give the same sheets for ever: they stay
  /// in the editions in which the revision was first printed.
  /// - Parameters:
  ///   - reprint: 0 for the first print; a reprint's sheets differ in their marked line alone.
  ///   - editions: to be used instead, by document id.
  ///   - only: the definition's name of the one form that is wanted; nil for all.
  ///   - isDraft: to be read through and nothing else: marked as such, with preview codes.
  public func sheets(
    of order: Order, copy: Int, reprint: Int = 0, editions: [String: Int] = [:], only: String? = nil,
    isDraft: Bool = false
  ) throws -> [DocumentMaker.Sheets] {
    let registered = try store.journal(of: order.number).first?.instant ?? clock.now()
    var occasion = DocumentMaker.Occasion(
      reference: order.number.text, shown: order.number.text, revision: order.revision, copy: copy,
      date: registered.day, watermark: watermark(isDraft: isDraft), reprint: reprint,
      key: isDraft ? nil : try siteKey(), editions: editions.merging(order.editions ?? [:]) { wanted, _ in wanted })
    occasion.channel = order.channel
    occasion.facts = try factsOfForms(order)
    return try maker().sheets(for: order.application, on: occasion, only: only)
  }

  /// What an order's forms say besides the application: its channel, and its price as head office has it.
  private func factsOfForms(_ order: Order) throws -> Facts {
    let (_, type) = try packs.terms(of: order.application)
    var facts = Facts()
    facts["order.channel"] = order.channel ?? type.channels.first
    facts.set("order.amount", type.priced(order.headOffice.prices).fee(for: order.application.values))
    return facts
  }

  /// Writes the forms of an order's present revision into a folder, and journals that they were made.
  /// - Parameter copies: nil for as many as the pack asks of each document.
  public func writeDocuments(
    of text: String, to folder: String, copies: Int? = nil, boxes: Bool = false
  ) throws -> [WrittenDocument] {
    let order = try order(text)
    return try write(order, to: folder, copies, boxes) { copy in
      try printedForms(of: order, copy: copy, reprint: 0, wished: copies)
    }
  }

  /// Writes everything that an applicant is given at once: what goes before the forms, the forms, and what follows them;
  /// then the forms' further copies.
  public func writeSet(
    of text: String, to folder: String, copies: Int? = nil, boxes: Bool = false
  ) throws -> [WrittenDocument] {
    let order = try order(text)
    return try write(order, to: folder, copies, boxes) { copy in
      try printedSet(of: order, copy: copy, reprint: 0, wished: copies)
    }
  }

  /// Each copy's papers are laid out, journalled in one row and then written.
  private func write(
    _ order: Order, to folder: String, _ copies: Int?, _ boxes: Bool, _ papers: (_ copy: Int) throws -> [PrintedPaper]
  ) throws -> [WrittenDocument] {
    let (_, type) = try packs.terms(of: order.application)
    let most = copies ?? type.documents(for: order.application.values, by: order.channel).map(\.copies).max() ?? 1
    try Files.makeFolder(folder)
    return try (1...max(1, most)).flatMap { copy in
      let papers = try papers(copy)
      try record(
        .printed(documents: papers.digests, editions: papers.editions, copy: copy), on: order.number,
        by: person ?? Self.itself)
      try disclose(.documents, papers.count, of: [order.number.text], toPath: folder)
      return try papers.map { try write($0, named: copy == 1 ? $0.id : "\($0.id).\(copy)", to: folder, boxes: boxes) }
    }
  }

  func write(_ paper: PrintedPaper, named name: String, to folder: String, boxes: Bool) throws -> WrittenDocument {
    let path = "\(folder)/\(name).pdf"
    try Files.write(maker().pdf(of: paper.document), to: path)
    if boxes { try Files.write(BoxList.json(of: paper.document), to: "\(folder)/\(name).boxes.json") }
    return WrittenDocument(
      document: name, path: path, pages: paper.document.pages.count, digest: paper.digest.hex)
  }
}
