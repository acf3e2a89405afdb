// Random form definitions: each is refused with places, or lays out, or is refused again with a part named.
import Domain
import Files
import Foundation
import Layout
import Services

/// What definitions are read with: a service of Forms/, in a folder of our own in memory.
struct Reading {
  let pack: Pack
  let catalogue: FieldCatalogue
  let facts: FactCatalogue
  let folder: String
  let context: ComposeContext

  init() throws {
    let packs = try Packs.load(from: "Forms")
    guard let pack = packs.packs.first, let date = CivilDate("2026-03-09") else { throw CocoaError(.fileNoSuchFile) }
    folder = "/dev/shm/fuzz-definitions-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: "\(folder)/\(pack.id)", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "Forms/common", toPath: "\(folder)/common")
    (self.pack, catalogue, facts) = (pack, packs.catalogue, packs.facts)
    context = ComposeContext(
      pack: pack, businessType: pack.businessTypes[0], reference: "Z01012603090012K", date: date,
      watermark: "草稿", code: { _, _ in nil })
  }

  func tryOut(_ bytes: UnsafeRawBufferPointer) {
    _ = FileManager.default.createFile(atPath: "\(folder)/\(pack.id)/fuzz.yaml", contents: Data(bytes))
    do throws(PackFault) {
      let definition = try DocumentDefinition.read(
        "fuzz", of: pack, catalogue: catalogue, facts: facts, formsFolder: folder)
      layOut(definition)
    } catch {
      precondition(!error.faults.isEmpty, "refused without a reason")
    }
  }

  private func layOut(_ definition: DocumentDefinition) {
    let values = Dictionary(uniqueKeysWithValues: definition.fields.map { ($0, "河南嵩岳建设ABC有限公司２") })
    guard let document = try? definition.layOut(values: values, context: coded(definition), measure: EvenMeasure())
    else {
      return
    }
    precondition(definition.pages == nil || document.pages.count == definition.pages, "another number of pages")
  }
}

extension Reading {
  /// With the codes that its pages would carry.
  private func coded(_ definition: DocumentDefinition) -> ComposeContext {
    var context = context
    let (service, code, edition) = (pack.code, definition.code, definition.edition)
    context.code = { page, pages in
      PageCode(
        service: service, reference: "Z01012603090012K", document: code, edition: edition, revision: 1, page: page,
        pages: pages, copy: 1, digest: [UInt8](repeating: 7, count: 8), key: nil
      ).text
    }
    return context
  }
}

/// Chinese is one em wide, Latin half an em.
struct EvenMeasure: TextMeasure {
  func advances(of text: String, in style: TextStyle) throws(MissingGlyph) -> [Length] {
    text.map { ($0.unicodeScalars.first?.value ?? 0) < 0x2000 ? style.size / 2 : style.size }
  }

  func ascentAndDescent(of style: TextStyle) -> (ascent: Length, descent: Length) {
    (style.size * 88 / 100, style.size * 12 / 100)
  }
}

/// Made at the first input; without it there is nothing to try.
nonisolated(unsafe) private let reading: Reading = {
  do { return try Reading() } catch { fatalError("not ready: \(error)") }
}()

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: bytes, count: count)
  reading.tryOut(input)
  return 0
}
