// The counter's own sheets: till and stock counts, filled with what is known and open for what is counted by hand.
internal import Cryptography
internal import Files
internal import Layout
internal import Records
internal import Domain
public import Services

extension Desk {
  /// Writes a sheet that belongs to no order, and journals who made it.
  /// - Parameter counted: what was counted already; the rest stays open.
  public func writeSheet(
    _ kind: String, service: String, counted: Facts = Facts(), to folder: String
  ) throws -> WrittenDocument {
    guard let pack = packs[service], let type = pack.businessTypes.first else { throw CounterError.noService(service) }
    let person = try acting()
    let sheets = try sheetDefinitions(of: pack)
    guard let definition = sheets.first(where: { $0.id == kind }) else {
      throw CounterError.noSheet(kind, known: sheets.map(\.id))
    }
    let facts = counted.merging(sheetFacts)
    let digest = Self.digest(of: definition, "", [service], facts)
    var context = ComposeContext(
      pack: pack, businessType: type, reference: "", date: clock.now().day,
      watermark: watermark(isDraft: false), code: { _, _ in nil })
    let text = try slipCode(
      of: definition, pack, reference: "", revision: 1, day: context.date, digest: digest,
      proofs: definition.proofs(values: [:], facts: facts, context: context))
    context.code = { _, _ in text }
    let document = try maker().layOut(definition, values: [:], facts: facts, context: context)
    let record = SheetRecord(sheet: kind, edition: definition.edition, service: service, digest: digest.hex)
    try store.commit(
      Change(entries: [NewEntry(at: clock.now(), by: person.id, kind: "sheet-made", payload: Self.bytes(record))]))
    try Files.makeFolder(folder)
    try Files.write(maker().pdf(of: document), to: "\(folder)/\(kind).pdf")
    return WrittenDocument(
      document: kind, path: "\(folder)/\(kind).pdf", pages: document.pages.count, digest: digest.hex)
  }

  /// The papers that are for no business type: the counter's own.
  private func sheetDefinitions(of pack: Pack) throws -> [DocumentDefinition] {
    try packs.papers(of: pack, forms: forms).map { try maker().definition($0, of: pack) }
      .filter { $0.businessTypes?.isEmpty == true }
  }

  private var sheetFacts: Facts {
    let now = clock.now()
    var facts = Facts()
    facts.set("slip.date", now.day)
    facts["slip.time"] = now.chineseMinute
    facts["slip.kiosk"] = store.kiosk
    facts.set("till.date", now.day)
    facts.set("stock.date", now.day)
    facts.set(list: "cash", Self.denominations.map { ["value": $0] })
    facts.set(list: "takings", PaymentEntry.Kind.allCases.map { ["way": $0.title] })
    return facts
  }

  /// Notes and coins of the renminbi in use.
  private static let denominations = ["100 元", "50 元", "20 元", "10 元", "5 元", "1 元", "5 角", "1 角"]
}

/// What the journal keeps of a sheet.
private struct SheetRecord: Codable {
  let sheet: String
  let edition: Int
  let service: String
  let digest: String
}
