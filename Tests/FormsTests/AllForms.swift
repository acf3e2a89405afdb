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

  var testDescription: String { "\(service) \(document)" }
}

enum AllForms {
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  static let folder = root + "/Forms"
  static let packs = Result { () throws(PackFault) in try Packs.load(from: folder) }
  static let fonts = Result { () throws(DocumentError) in try FontBook() }

  /// One for each definition in a service's folder.
  static let all: [Form] = {
    let services = (try? packs.get().packs.map(\.id)) ?? []
    return services.flatMap { service in
      definitions(in: "\(folder)/\(service)").map { Form(service: service, document: $0) }
    }
  }()

  private static func definitions(in folder: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.sorted().filter { $0.hasSuffix(".yaml") }.compactMap { file in
      let text = (try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) ?? ""
      return text.contains("\ndocument:") ? String(file.dropLast(5)) : nil
    }
  }

  static func definition(_ form: Form) throws -> DocumentDefinition {
    let packs = try packs.get()
    return try DocumentDefinition.read(
      form.document, of: try #require(packs[form.service]), catalogue: packs.catalogue, formsFolder: folder)
  }

  static func context(
    _ form: Form, copyLabel: String? = nil, watermark: String? = nil
  ) throws -> ComposeContext {
    let pack = try #require(try packs.get()[form.service])
    return ComposeContext(
      pack: pack, businessType: pack.businessTypes[0], reference: "Z01012603090012K",
      date: try #require(CivilDate("2026-03-09")), copyLabel: copyLabel, watermark: watermark,
      code: { "1BJZ01012603090012KAF0101\($0)\($1)17ABCD3EFGH5JKLKIO01ABCDEFGHJKMNP" })
  }

  static func layOut(
    _ form: Form, _ values: [FieldID: String], copyLabel: String? = nil, watermark: String? = nil
  ) throws -> LaidOutDocument {
    try definition(form).layOut(
      values: values, context: context(form, copyLabel: copyLabel, watermark: watermark), measure: fonts.get())
  }
}

/// A form as it was drawn for one applicant.
struct Drawn: Sendable {
  let form: Form
  let applicant: String
  let document: LaidOutDocument
  let bytes: [UInt8]

  var name: String { "\(form.service)-\(form.document)-\(applicant).pdf" }

  /// Every form for everybody, drawn once for all tests.
  static let all = Result { () throws in
    let renderer = PDFRenderer(fonts: try AllForms.fonts.get())
    return try AllForms.all.flatMap { form in
      try Applicants.all.map { applicant in
        let document = try AllForms.layOut(
          form, applicant.values, copyLabel: applicant.copyLabel, watermark: applicant.watermark)
        return Drawn(
          form: form, applicant: applicant.name, document: document, bytes: try renderer.render(document))
      }
    }
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
