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

  @Test func `where a change is to be told, the example tells one in its form`() throws {
    let changed = try Packs.load(from: Self.forms).examples(forms: Self.forms, everyType: true).filter {
      $0.variant == .filled && $0.definition.id == "application-form" && $0.values[BusinessType.changes] != nil
    }
    #expect(
      changed.map { "\($0.pack.id) \($0.businessType.id)" } == ["bjca change", "guocai renew", "yangguang change"])
  }

  @Test func `an example has nothing that its service has not, and no paper missing when it is time to pay`() throws {
    let examples = try Self.maker().examples().filter { $0.variant == .filled }
    let stocks = examples.filter { $0.definition.id == "stock-count" }
    #expect(!stocks.isEmpty)
    for example in stocks {
      let items = example.facts.lists["stock"]?.compactMap { $0["item"] } ?? []
      #expect(items.contains("密码卡") == example.pack.businessTypes.contains(where: \.cipherCard), "\(example.name)")
    }
    for example in examples where example.definition.id == "acceptance-receipt" {
      #expect(example.facts.lists["papers"]?.allSatisfy { $0["state"] == "已收" } == true, "\(example.name)")
    }
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
