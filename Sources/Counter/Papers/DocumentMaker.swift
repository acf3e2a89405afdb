// Makes an application's documents: which its business type asks for, what stands on them, and the codes that bind them.
internal import Cryptography
public import Domain
internal import Documents
internal import Files
public import Layout
public import Services

/// Makes documents from the packs' definitions. Use it from one thread: Cairo 1.16 wants no more.
public final class DocumentMaker {
  /// What a set of documents is made for.
  public struct Occasion: Sendable {
    /// Sixteen characters at most, for the page codes: see `PageCode.reference(for:digest:)`.
    public var reference: String
    /// The number as people read it.
    public var shown: String
    public var revision: Int
    public var copy: Int
    public var date: CivilDate
    public var watermark: String?
    /// How often it was printed again; 0 for the first time.
    public var reprint: Int
    public var key: PageCode.Key?
    /// The form editions to print in, by document id; the newest where nothing is said.
    public var editions: [String: Int]
    /// The way that an order came; nil is the counter's own.
    public var channel: String?
    /// What is known besides the application: an order's channel, and its price where that is not the service's own.
    public var facts = Facts()

    public init(
      reference: String, shown: String, revision: Int = 1, copy: Int = 1, date: CivilDate, watermark: String? = nil,
      reprint: Int = 0, key: PageCode.Key? = nil, editions: [String: Int] = [:]
    ) {
      self.reference = reference
      self.shown = shown
      self.revision = revision
      self.copy = copy
      self.date = date
      self.watermark = watermark
      self.reprint = reprint
      self.key = key
      self.editions = editions
    }
  }

  /// A document laid out, not yet drawn.
  public struct Sheets: Sendable {
    public let slot: DocumentSlot
    public let definition: DocumentDefinition
    /// SHA-256 of everything that the content follows from.
    public let digest: [UInt8]
    public let document: LaidOutDocument
  }

  public let packs: Packs
  let forms: String
  let fonts: FontBook
  private let renderer: PDFRenderer
  private var definitions: [String: DocumentDefinition] = [:]
  private var texts: [String: [UInt8]] = [:]

  public convenience init(packs: Packs, forms: String) throws {
    try self.init(packs: packs, forms: forms, isArchival: true)
  }

  /// - Parameter isArchival: the bench leaves out what only an archive asks for.
  package init(packs: Packs, forms: String, isArchival: Bool) throws {
    self.packs = packs
    self.forms = forms
    fonts = try FontBook()
    renderer = PDFRenderer(fonts: fonts, isArchival: isArchival)
  }

  /// The forms that an application needs, each laid out.
  /// - Parameter only: the definition's name of the one form that is wanted; nil for all.
  /// - Throws: `DocumentRefusal` with everything that keeps a document from being made.
  public func sheets(
    for application: Application, on occasion: Occasion, only: String? = nil
  ) throws -> [Sheets] {
    let (pack, type) = try packs.terms(of: application)
    var faults: [DocumentRefusal.Reason] = []
    var made: [Sheets] = []
    let slots = type.documents(for: application.values, by: occasion.channel)
    for slot in slots where slot.isWanted(only) {
      guard let definition = try definition(of: slot, in: pack, edition: occasion.editions[slot.id]) else { continue }
      do throws(LayoutFault) {
        made.append(try sheets(slot, definition, application, pack, type, occasion))
      } catch { faults.append((slot.title, definition, error)) }
    }
    guard faults.isEmpty else { throw DocumentRefusal(faults: faults) }
    return made
  }

  /// What pages are drawn with.
  var paper: PaperMaker { PaperMaker(fonts: fonts, renderer: renderer) }

  /// Makes several documents ready to be drawn one after another, which is quicker than one by one.
  func prepare(_ sheets: [Sheets]) throws { try renderer.prepare(sheets.map(\.document)) }

  /// The finished PDF.
  public func pdf(of sheets: Sheets) throws -> [UInt8] { try pdf(of: sheets.document) }

  /// The finished PDF of pages that are laid out.
  public func pdf(of document: LaidOutDocument) throws -> [UInt8] { try renderer.render(document) }

  /// The definition of a form; nil for papers that the applicant brings.
  /// - Parameter edition: nil for the newest, the definition as it stands.
  /// - Throws: `noEdition` when that edition was neither frozen nor is the present one.
  public func definition(of slot: DocumentSlot, in pack: Pack, edition: Int? = nil) throws -> DocumentDefinition? {
    guard case .form(let file) = slot.source else { return nil }
    return try definition(String(file.dropLast(".yaml".count)), of: pack, edition: edition)
  }

  /// The definition of a service's paper by its name; read once.
  /// - Parameter edition: nil for the newest, the definition as it stands.
  /// - Throws: `noEdition` when that edition was neither frozen nor is the present one.
  public func definition(_ name: String, of pack: Pack, edition: Int? = nil) throws -> DocumentDefinition {
    let key = "\(pack.id)/\(name).\(edition ?? 0)"
    if let known = definitions[key] { return known }
    let definition = try read(name, of: pack, edition: edition)
    definitions[key] = definition
    return definition
  }

  /// What an edition says, as it is frozen or would be: the same for as long as the edition is.
  func text(of definition: DocumentDefinition, in pack: Pack) throws -> [UInt8] {
    let key = "\(pack.id)/\(definition.id).\(definition.edition)"
    if let known = texts[key] { return known }
    let text = try readText(of: definition, in: pack)
    texts[key] = text
    return text
  }

  private func readText(of definition: DocumentDefinition, in pack: Pack) throws -> [UInt8] {
    let frozen = FormFile(definition.id, of: pack.id, in: forms, edition: definition.edition)
    if Files.kind(of: frozen.path) == .file { return try Files.read(frozen.path, limit: 4_000_000) }
    return Array(try FrozenForm.text(of: definition.id, of: pack, in: packs, forms: forms).utf8)
  }

  private func read(_ name: String, of pack: Pack, edition: Int?) throws -> DocumentDefinition {
    let frozen = FormFile(name, of: pack.id, in: forms, edition: edition)
    let isFrozen = edition != nil && Files.kind(of: frozen.path) == .file
    let definition = try packs.definition(name, of: pack, forms: forms, edition: isFrozen ? edition : nil)
    if let edition, definition.edition != edition { throw CounterError.noEdition(edition, document: frozen.path) }
    return definition
  }

  private func sheets(
    _ slot: DocumentSlot, _ definition: DocumentDefinition, _ application: Application, _ pack: Pack,
    _ type: BusinessType, _ occasion: Occasion
  ) throws(LayoutFault) -> Sheets {
    let facts = Self.facts(definition, application, type, occasion)
    let digest = Self.digest(of: application, definition, occasion, facts)
    let code = Self.codes(pack: pack, definition: definition, occasion: occasion, digest: digest)
    var context = ComposeContext(
      pack: pack, businessType: type, reference: occasion.shown, revision: occasion.revision, date: occasion.date,
      copy: occasion.copy, copyLabel: Self.copyLabel(occasion.copy, of: slot.copies), watermark: occasion.watermark,
      code: code)
    context.reprint = occasion.reprint
    let values = application.printedValues.merging(pack.invoice.implied(for: type)) { own, _ in own }
    let document = try definition.layOut(values: values, facts: facts, context: context, measure: fonts)
    return Sheets(slot: slot, definition: definition, digest: digest, document: document)
  }

  /// Those of the occasion that the form prints; what it costs is known from the data alone.
  private static func facts(
    _ definition: DocumentDefinition, _ application: Application, _ type: BusinessType, _ occasion: Occasion
  ) -> Facts {
    var known = Facts()
    known.set("order.amount", type.fee(for: application.values))
    known = occasion.facts.merging(known)
    var facts = Facts()
    for id in definition.facts { facts[id] = known[id] }
    return facts
  }

  private static func copyLabel(_ copy: Int, of copies: Int) -> String? {
    guard copies > 1 || copy > 1 else { return nil }
    return copy == 1 ? "留存联" : "客户联"
  }

  /// The page codes of a document.
  private static func codes(
    pack: Pack, definition: DocumentDefinition, occasion: Occasion, digest: [UInt8]
  ) -> @Sendable (Int, Int) -> String? {
    let (service, document, edition) = (pack.code, definition.code, definition.edition)
    return { page, pages in
      PageCode(
        service: service, reference: occasion.reference, document: document, edition: edition,
        revision: occasion.revision, page: page, pages: pages, copy: occasion.copy, digest: digest, key: occasion.key
      ).text
    }
  }

  /// Known without rendering: the same data, edition, revision and order give the same digest, whatever the copy.
  static func digest(
    of application: Application, _ definition: DocumentDefinition, _ occasion: Occasion, _ facts: Facts
  ) -> [UInt8] {
    var lines = [
      "certkiosk content 1", application.service, application.businessType, definition.id, "\(definition.edition)",
      "\(occasion.revision)", occasion.reference, occasion.date.description,
    ]
    lines += application.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    lines += facts.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return Digest.sha256(Array(lines.joined(separator: "\n").utf8))
  }
}

extension DocumentSlot {
  fileprivate func isWanted(_ only: String?) -> Bool { only.map { source == .form("\($0).yaml") } ?? true }
}

extension Packs {
  /// The service and business type of an application.
  public func terms(of application: Application) throws(CounterError) -> (Pack, BusinessType) {
    guard let pack = self[application.service] else { throw .noService(application.service) }
    guard let type = pack.businessType(application.businessType) else {
      throw .noBusinessType(application.businessType, service: pack.title)
    }
    return (pack, type)
  }
}

/// Documents that cannot be made from an application, each with its reason.
public struct DocumentRefusal: Error {
  /// A paper by its title, and what keeps it from being made.
  public typealias Reason = (paper: String, definition: DocumentDefinition, fault: LayoutFault)

  public let faults: [Reason]

  /// The faults as findings about an order.
  public func findings(of order: Order) -> [Finding] {
    findings(order.application, at: Place(file: order.number.text))
  }

  /// The faults as findings about the application's own line.
  public func findings(_ application: Application, at place: Place) -> [Finding] {
    faults.map { paper, definition, fault in
      var place = place
      place.column = fault.field.map { definition.label(of: $0) } ?? place.column
      return Finding(
        .error, at: place, application: application.number, field: fault.field, rule: paper,
        definition.explanation(of: fault))
    }
  }
}
