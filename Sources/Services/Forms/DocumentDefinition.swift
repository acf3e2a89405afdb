// A document as its definition under Forms/ describes it, ready to be filled and laid out.

public import Domain
public import Layout

public struct DocumentDefinition: Sendable {
  /// What a paper is for, and with it how people's data stand on it and which code it carries.
  public enum Kind: String, Sendable, CaseIterable {
    /// Signed or sealed by the applicant: values stand whole, pages carry page codes and come back.
    case form
    /// Handed out: people's data are masked, and a signed code proves it.
    case slip
    /// Stuck on a parcel: the recipient stands whole, and there is no code.
    case label
  }

  /// The name of its file, such as `application-form`.
  public let id: String
  /// Two characters that stand for it in page codes.
  public let code: String
  /// Counts up whenever the printed page changes.
  public let edition: Int
  public let title: String
  /// Exactly as many pages as it has; nil for as many as its content needs.
  public let pages: Int?
  public let kind: Kind
  /// Its place in the set of papers for one applicant; nil for a paper that is made on its own occasion.
  public let place: Int?
  /// The business types that it is for; nil for all, none for a paper of the counter itself.
  public let businessTypes: Set<String>?
  /// The path of its file below `Forms/`.
  public let file: String
  /// The fields that stand in it.
  public let fields: Set<FieldID>
  /// The facts that it prints or asks for.
  public let facts: Set<FieldID>
  /// The lists of facts that it prints.
  public let lists: Set<String>
  /// The service's seals; of a frozen edition those that it was made with.
  public let seals: [SealClass]
  /// Those that have a place in it, by their ids.
  public let sealClasses: Set<String>
  /// The paths of the files it was read from, its own first.
  package let files: [String]

  let names: FormNames
  let paper: PaperKind
  let frame: FormFrame
  let condition: FormCondition?
  /// What a slip's signed code says besides its number, day and digest.
  let proofs: [FormName]
  let parts: [FormPart]
  /// Of a frozen edition.
  let terms: ServiceTerms?
  let places: FormPlaces
  private let memory = SettingMemory()

  /// The document for one applicant.
  /// - Throws: what does not fit or cannot be drawn, with the field or part named; nothing is laid out then.
  public func layOut(
    values: [FieldID: String], facts: Facts = Facts(), context: ComposeContext, measure: some TextMeasure
  ) throws(LayoutFault) -> LaidOutDocument {
    let context = terms.map { context.under($0) } ?? context
    let filling = filling(values, facts, context)
    let parts = parts.flatMap { part in part.make(filling).map { DocumentPlan.Part(part.name, $0) } }
    var plan = DocumentPlan(
      title: title, subject: context.service, pages: pages, paper: paper,
      furniture: frame.furniture(title: title, filling), parts: parts)
    plan.memory = memory
    return try plan.layOut(measure: measure)
  }

  /// Whether it belongs to an order of this business type with these values.
  /// - Parameter facts: what is known of the service.
  public func isFor(
    _ businessType: String, values: [FieldID: String], facts: Facts, context: ComposeContext
  ) -> Bool {
    guard businessTypes?.contains(businessType) ?? true else { return false }
    return condition.map { filling(values, facts, context).holds($0) } ?? true
  }

  private func filling(_ values: [FieldID: String], _ facts: Facts, _ context: ComposeContext) -> Filling {
    Filling(
      values: values, facts: facts, context: context, names: names, edition: edition, masksPeople: kind == .slip)
  }

  /// What the signed code of a slip says besides its number, day and digest, in the definition's order.
  public func proofs(values: [FieldID: String], facts: Facts, context: ComposeContext) -> [String] {
    let filling = filling(values, facts, context)
    return proofs.map { filling.proof(of: $0) }
  }

  /// What each of the proofs is.
  public var proofLabels: [String] {
    proofs.map { name in
      if case .list(let id) = name { return names.facts.list(id)?.label ?? id }
      return names.meaning(of: name)?.label ?? name.text
    }
  }
}

/// A line at the foot of every page.
struct FormNote: Sendable {
  let text: TextTemplate
  /// Nil for a line that always stands there.
  let condition: FormCondition?
}

/// The words around a document's content.
struct FormFrame: Sendable {
  var issuer: TextTemplate
  var reference: TextTemplate
  var notes: [FormNote]
  /// Words beside the place for a seal across all pages' edges; nil for none.
  var straddle: String?
  /// The service's telephone numbers, at the foot of slips.
  var contacts: [String] = []

  func furniture(title: String, _ filling: Filling) -> Furniture {
    Furniture(
      issuer: issuer.text(filling), title: title, reference: reference.inlines(filling, style: Furniture.plain),
      copyLabel: filling.context.copyLabel, watermark: filling.context.watermark,
      mark: filling.context.reprint > 0 ? "重印 \(filling.context.reprint)" : nil,
      notes: notes.filter { filling.holds($0.condition) }.map { $0.text.text(filling) },
      straddle: straddle, contacts: contacts, code: filling.context.code)
  }
}

extension TextTemplate {
  /// As plain text, without blanks and boxes.
  func text(_ filling: Filling) -> String {
    parts.map { part in
      switch part {
      case .words(let words, _): words
      case .value(let name, _, let filter, _): filling.shown(name, filter) ?? ""
      case .blank, .checkBox, .newLine: ""
      }
    }.joined()
  }
}
