// A frozen edition holds everything that its paper depends on.

import Domain
import Foundation
import Layout
import Services
import Testing

struct FrozenFormTests {
  private func layOut(_ definition: DocumentDefinition, _ pack: Pack) throws -> PrintedForm {
    let context = ComposeContext(
      pack: pack, businessType: pack.businessTypes[0], reference: "ZZ1002603090001K",
      date: try #require(CivilDate("2026-03-09")), code: { page, pages in "\(page)\(pages)" })
    return PrintedForm(
      definition, try definition.layOut(values: FormSamples.ordinary, context: context, measure: PlainMeasure()))
  }

  @Test(arguments: FormSamples.documents)
  func `a frozen edition reads back as the same paper, without its fragments and whatever its service is called`(
    service: String, document: String
  ) throws {
    let pack = try FormSamples.pack(service)
    let packs = try FormSamples.packs.get()
    let present = try FormSamples.definition(service, document)
    let text = try FrozenForm.text(of: document, of: pack, in: packs, forms: FormSamples.folder)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frozen-\(UUID().uuidString)")
    let editions = folder.appendingPathComponent("\(service)/editions")
    try FileManager.default.createDirectory(at: editions, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = editions.appendingPathComponent("\(document).\(present.edition).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)

    let frozen = try packs.definition(document, of: pack, forms: folder.path, edition: present.edition)
    #expect(try layOut(frozen, pack).looksLike(layOut(present, pack)))

    // Another service's pack stands for the same one after years: other title, other seals, other business types.
    let other = try FormSamples.pack(service == "szca" ? "bjca" : "szca")
    let later = try packs.definition(
      document, of: other, forms: moved(file, to: other.id, folder), edition: present.edition)
    #expect(later.seals.map(\.title) == pack.seals.map(\.title) && later.seals.map(\.shape) == pack.seals.map(\.shape))
    #expect(
      later.seals.map(\.accepted) == pack.seals.map(\.accepted) && later.seals.map(\.also) == pack.seals.map(\.also))
    #expect(try layOut(later, other).document.subject == pack.title)
  }

  private func moved(_ file: URL, to service: String, _ folder: URL) throws -> String {
    let editions = folder.appendingPathComponent("\(service)/editions")
    try FileManager.default.createDirectory(at: editions, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: file, to: editions.appendingPathComponent(file.lastPathComponent))
    return folder.path
  }
}
