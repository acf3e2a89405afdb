// Every paper of every service with an example filling, laid out for previews and for the gallery.
internal import Domain
public import Layout
public import Services

extension DocumentMaker {
  /// Every paper of every service, each filled with its example, forms also open for handwriting; in a fixed order.
  /// - Throws: `PackFault` with everything that is wrong in the definitions.
  public func examples() throws -> [PaperExample] { try packs.examples(forms: forms) }

  /// An example's pages. Forms carry preview codes and slips a code that nobody signed, so that no example passes for the
  /// real thing.
  /// - Parameter watermark: such as 样张; nil for none.
  /// - Throws: `LayoutFault`.
  public func layOut(_ example: PaperExample, watermark: String? = nil) throws -> LaidOutDocument {
    var context = example.context(code: Self.previewCodes(of: example))
    context.watermark = watermark
    return try example.definition.layOut(
      values: example.values, facts: example.facts, context: context, measure: fonts)
  }

  /// A paper laid out from values and facts.
  /// - Throws: `LayoutFault`, which calls a field by its label.
  func layOut(
    _ definition: DocumentDefinition, values: [FieldID: String], facts: Facts, context: ComposeContext
  ) throws(LayoutFault) -> LaidOutDocument {
    do throws(LayoutFault) {
      return try definition.layOut(values: values, facts: facts, context: context, measure: fonts)
    } catch { throw error.calling(definition.label) }
  }

  /// As long as a slip's code is, and none: checking it says so (N66).
  private static let sampleSlipCode = "SAMPLE " + String(repeating: "0123456789 ABCDEFGHJKMNPQRSTVWXYZ ", count: 6)

  private static func previewCodes(of example: PaperExample) -> @Sendable (Int, Int) -> String? {
    let definition = example.definition
    guard example.variant == .filled else { return { _, _ in nil } }
    switch definition.kind {
    case .label: return { _, _ in nil }
    case .slip: return { _, _ in sampleSlipCode }
    case .form: break
    }
    let (service, code, edition) = (example.pack.code, definition.code, definition.edition)
    return { page, pages in
      PageCode(
        service: service, reference: "PREVIEW", document: code, edition: edition, revision: 1, page: page, pages: pages,
        copy: 1, digest: [UInt8](repeating: 0, count: 8), key: nil
      ).text
    }
  }
}
