// Every paper that stands under Forms/, found there and not listed here, with applicants to print it for.
import Counter
import Documents
import Domain
import Foundation
import Layout
import Services
import Testing

/// A paper of one service.
struct Form: Sendable, CustomTestStringConvertible {
  let service: String
  let document: String
  /// The business type's id.
  let business: String
  /// A4 with page codes and marks, that comes back; others are handed out or stuck on something.
  let comesBack: Bool

  var testDescription: String { "\(service) \(document) \(business)" }
}

enum AllForms {
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  static let folder = root + "/Forms"
  static let packs = Result { () throws(PackFault) in try Packs.load(from: folder) }
  static let fonts = Result { () throws(DocumentError) in try FontBook() }
  private static let examples = Result { () throws(PackFault) in
    try packs.get().examples(forms: folder, everyType: true).filter { $0.variant == .filled }
  }

  /// Each paper for each business type that asks for it, its first type before the others.
  static let ofEveryType: [Form] = ((try? examples.get()) ?? []).map {
    Form(
      service: $0.pack.id, document: $0.definition.id, business: $0.businessType.id,
      comesBack: $0.definition.kind == .form)
  }

  /// Each paper once.
  static let all = ofEveryType.reduce(into: [Form]()) { papers, form in
    if papers.last?.service != form.service || papers.last?.document != form.document { papers.append(form) }
  }

  /// The same paper for each of its business types.
  static func types(of form: Form) -> [Form] {
    ofEveryType.filter { $0.service == form.service && $0.document == form.document }
  }

  private static func example(_ form: Form) throws -> PaperExample {
    try #require(
      try examples.get().first {
        $0.pack.id == form.service && $0.definition.id == form.document && $0.businessType.id == form.business
      })
  }

  static func definition(_ form: Form) throws -> DocumentDefinition { try example(form).definition }

  /// What the example applicant fills in.
  static func values(_ form: Form) throws -> [FieldID: String] { try example(form).values }

  static func facts(_ form: Form) throws -> Facts { try example(form).facts }

  static func context(
    _ form: Form, copyLabel: String? = nil, watermark: String? = nil
  ) throws -> ComposeContext {
    var context = try example(form).context { "1BJZ01012603090012KAF0101\($0)\($1)17ABCD3EFGH5JKLKIO01ABCDEFGHJKMNP" }
    context.copyLabel = copyLabel
    context.watermark = watermark
    return context
  }

  static func layOut(
    _ form: Form, _ values: [FieldID: String], copyLabel: String? = nil, watermark: String? = nil
  ) throws -> LaidOutDocument {
    try definition(form).layOut(
      values: values, facts: facts(form), context: context(form, copyLabel: copyLabel, watermark: watermark),
      measure: fonts.get())
  }
}

/// A form as it was drawn for one applicant.
struct Drawn: Sendable {
  let form: Form
  let applicant: String
  let document: LaidOutDocument
  let bytes: [UInt8]

  var name: String { "\(form.service)-\(form.document)-\(form.business)-\(applicant).pdf" }

  /// Every form for everybody, and what comes back for each further business type too, drawn once for all tests.
  static let all = Result { () throws in
    let renderer = PDFRenderer(fonts: try AllForms.fonts.get())
    return try AllForms.all.flatMap { form in
      let further = form.comesBack ? AllForms.types(of: form).dropFirst() : []
      return try Applicants.all.prefix(form.comesBack ? 3 : 1).map { try drawn(form, $0, renderer) }
        + further.map { try drawn($0, Applicants.all[0], renderer) }
    }
  }

  private static func drawn(_ form: Form, _ applicant: Applicant, _ renderer: PDFRenderer) throws -> Drawn {
    let document = try AllForms.layOut(
      form, applicant.values, copyLabel: applicant.copyLabel, watermark: applicant.watermark)
    return Drawn(form: form, applicant: applicant.name, document: document, bytes: try renderer.render(document))
  }
}

/// A folder that goes when its last user does.
final class Folder {
  let path = NSTemporaryDirectory() + "forms-tests-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], as name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }
}
