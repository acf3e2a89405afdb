// A document as its definition under Forms/ describes it, ready to be filled and laid out.

public import Domain
public import Layout

public struct DocumentDefinition: Sendable {
  /// The name of its file, such as `application-form`.
  public let id: String
  /// Two characters that stand for it in page codes.
  public let code: String
  /// Counts up whenever the printed page changes.
  public let edition: Int
  public let title: String
  /// Exactly as many pages as it has; nil for as many as its content needs.
  public let pages: Int?
  /// The fields that stand in it.
  public let fields: Set<FieldID>

  let names: FormNames
  let frame: FormFrame
  let parts: [(name: String, make: BlockMaker)]
  private let memory = SettingMemory()

  /// The document for one applicant.
  /// - Throws: what does not fit or cannot be drawn, with the field or part named; nothing is laid out then.
  public func layOut(
    values: [FieldID: String], context: ComposeContext, measure: some TextMeasure
  ) throws(LayoutFault) -> LaidOutDocument {
    let filling = Filling(values: values, context: context, names: names, edition: edition)
    let parts = parts.flatMap { part in part.make(filling).map { DocumentPlan.Part(part.name, $0) } }
    var plan = DocumentPlan(
      title: title, subject: context.service, pages: pages, furniture: frame.furniture(title: title, filling),
      parts: parts)
    plan.memory = memory
    return try plan.layOut(measure: measure)
  }
}

/// The words around a document's content.
struct FormFrame: Sendable {
  var issuer: TextTemplate
  var reference: TextTemplate
  var notes: [TextTemplate]
  /// Words beside the place for a seal across all pages' edges; nil for none.
  var straddle: String?

  func furniture(title: String, _ filling: Filling) -> Furniture {
    Furniture(
      issuer: issuer.text(filling), title: title, reference: reference.text(filling),
      copyLabel: filling.context.copyLabel, watermark: filling.context.watermark,
      mark: filling.context.reprint > 0 ? "重印 \(filling.context.reprint)" : nil, notes: notes.map { $0.text(filling) },
      straddle: straddle, code: filling.context.code)
  }
}

extension TextTemplate {
  /// As plain text, without blanks and boxes.
  func text(_ filling: Filling) -> String {
    parts.map { part in
      switch part {
      case .words(let words, _): words
      case .value(let name, _, let filter): filling.shown(name, filter) ?? ""
      case .blank, .checkBox, .newLine: ""
      }
    }.joined()
  }
}
