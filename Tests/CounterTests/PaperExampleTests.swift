// Every paper of every service drawn with its example; with GALLERY=DIR in the environment the pages are left there to be
// looked at.

import Counter
import Foundation
import Layout
import Services
import Testing

struct PaperExampleTests {
  private static let forms = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Forms"

  private static func maker() throws -> DocumentMaker {
    try DocumentMaker(packs: Packs.load(from: forms), forms: forms)
  }

  @Test func `every paper of every service is drawn from its example`() throws {
    let maker = try Self.maker()
    let examples = try maker.examples()
    #expect(Set(examples.map(\.name)).count == examples.count)
    for example in examples {
      let document = try maker.layOut(example, watermark: "样张")
      if let pages = example.definition.pages { #expect(document.pages.count == pages, "\(example.name)") }
      if let folder = ProcessInfo.processInfo.environment["GALLERY"] { try keep(document, example, maker, folder) }
    }
  }

  private func keep(
    _ document: LaidOutDocument, _ example: PaperExample, _ maker: DocumentMaker, _ folder: String
  ) throws {
    let name = example.name.replacing("/", with: "-")
    try Data(maker.pdf(of: document)).write(to: URL(fileURLWithPath: "\(folder)/\(name).pdf"))
  }

  @Test func `a paper for a few applicants shows one of them, and no other paper does`() throws {
    let examples = try Self.maker().examples().filter { $0.variant == .filled }
    let special = examples.filter { $0.values["organisation.parentName"] != nil }
    #expect(Set(special.map(\.definition.id)) == ["parent-authorization"])
    let services = Set(examples.map(\.pack.id))
    #expect(special.count == services.count)
  }

  @Test func `every service has an example of each paper it can print`() throws {
    let maker = try Self.maker()
    let examples = try maker.examples()
    for pack in maker.packs.packs {
      let own = examples.filter { $0.pack.id == pack.id }
      for type in pack.businessTypes {
        for case .form(let file) in type.documents.map(\.source) {
          #expect(own.contains { "\($0.definition.id).yaml" == file }, "\(pack.id) \(file)")
        }
      }
      for form in own where form.definition.kind == .form && form.variant == .filled {
        #expect(own.contains { $0.definition.id == form.definition.id && $0.variant == .blank })
      }
    }
  }
}
