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
  public func sheets(
    of order: Order, copy: Int, reprint: Int = 0, editions: [String: Int] = [:], only: String? = nil
  ) throws -> [DocumentMaker.Sheets] {
    let registered = try store.journal(of: order.number).first?.instant ?? clock.now()
    return try maker().sheets(
      for: order.application,
      on: DocumentMaker.Occasion(
        reference: order.number.text, shown: order.number.text, revision: order.revision, copy: copy,
        date: registered.day, watermark: store.kind == .rehearsal ? "演练" : nil, reprint: reprint, key: try siteKey(),
        editions: editions.merging(order.editions ?? [:]) { wanted, _ in wanted }), only: only)
  }

  /// Writes the documents of an order's present revision into a folder, and journals that they were made.
  /// - Parameter copies: nil for as many as the pack asks of each document.
  public func writeDocuments(
    of text: String, to folder: String, copies: Int? = nil, boxes: Bool = false
  ) throws -> [WrittenDocument] {
    let order = try order(text)
    let (_, type) = try packs.terms(of: order.application)
    let most = copies ?? type.documents.map(\.copies).max() ?? 1
    try Files.makeFolder(folder)
    var written: [WrittenDocument] = []
    for copy in 1...max(1, most) {
      let sheets = try sheets(of: order, copy: copy).filter { copies != nil || $0.slot.copies >= copy }
      try record(
        .printed(documents: sheets.digests, editions: sheets.editions, copy: copy), on: order.number,
        by: person ?? Self.itself)
      for sheets in sheets { written.append(try write(sheets, copy: copy, to: folder, boxes: boxes)) }
    }
    return written
  }

  private func write(
    _ sheets: DocumentMaker.Sheets, copy: Int, to folder: String, boxes: Bool
  ) throws -> WrittenDocument {
    let name = copy == 1 ? sheets.slot.id : "\(sheets.slot.id).\(copy)"
    try Files.write(maker().pdf(of: sheets), to: "\(folder)/\(name).pdf")
    if boxes { try Files.write(BoxList.json(of: sheets.document), to: "\(folder)/\(name).boxes.json") }
    return WrittenDocument(
      document: name, path: "\(folder)/\(name).pdf", pages: sheets.document.pages.count, digest: sheets.digest.hex)
  }
}

extension [DocumentMaker.Sheets] {
  /// Digest by document id.
  fileprivate var digests: [String: String] { Dictionary(map { ($0.slot.id, $0.digest.hex) }) { first, _ in first } }
  fileprivate var editions: [String: Int] {
    Dictionary(map { ($0.slot.id, $0.definition.edition) }) { first, _ in first }
  }
}
