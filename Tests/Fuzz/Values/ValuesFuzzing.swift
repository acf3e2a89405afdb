// Random values in every form there is: each is refused with its field named, or stands on the page letter for letter.
import Documents
import Domain
import Foundation
import Layout
import Services

/// All forms that come back, and the fonts of this machine.
struct Filling {
  let forms: [PaperExample]
  let catalogue: FieldCatalogue
  let today: CivilDate
  let fonts: FontBook

  init() throws {
    let packs = try Packs.load(from: "Forms")
    guard let date = CivilDate("2026-03-09") else { throw CocoaError(.fileNoSuchFile) }
    (catalogue, today) = (packs.catalogue, date)
    forms = try packs.examples(forms: "Forms").filter { $0.definition.kind == .form && $0.variant == .filled }
    fonts = try FontBook()
  }

  /// The input is one value a line, in the order of a form's fields.
  func tryOut(_ bytes: UnsafeRawBufferPointer) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let texts = lines.map { String(decoding: UnsafeRawBufferPointer(rebasing: $0), as: UTF8.self) }
    for form in forms { tryOut(texts, in: form) }
  }

  private func tryOut(_ texts: [String], in form: PaperExample) {
    let values = Dictionary(zip(form.definition.fields.sorted(), texts)) { first, _ in first }
    do throws(LayoutFault) {
      let document = try form.definition.layOut(values: values, context: form.context(), measure: fonts)
      check(document, values)
    } catch { check(error, in: form.definition) }
  }

  /// The fields' judges must survive the same values, and say where each fault is.
  func judge(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let first = text.unicodeScalars.first, !catalogue.fields.isEmpty else { return }
    let field = catalogue.fields[Int(first.value) % catalogue.fields.count]
    _ = field.judge(text, today: today, context: [:])
  }

  private func check(_ document: LaidOutDocument, _ values: [FieldID: String]) {
    let read = document.pages.map { text(of: $0.items).filter { !$0.isWhitespace } }
    for (page, letters) in zip(document.pages, read) {
      for box in page.boxes where box.kind == .field {
        guard let value = values[box.name] else { continue }
        let wanted = value.filter { !$0.isWhitespace }
        if wanted.isEmpty { continue }
        precondition(letters.contains(wanted) || CivilDate(value) != nil, "\(box.name) is not there letter for letter")
      }
    }
  }

  private func check(_ fault: LayoutFault, in definition: DocumentDefinition) {
    switch fault {
    case .tooLong(let field, _, _): precondition(definition.fields.contains(field), "no such field")
    case .missingGlyph(_, let field): precondition(field.map(definition.fields.contains) ?? false, "no such field")
    case .overflow(_, _, let longest): precondition(longest != nil, "nobody is to blame")
    default: preconditionFailure("\(fault)")
    }
  }

  private func text(of items: [Item]) -> String {
    items.map { item in
      switch item.drawn {
      case .text(let run): run.pieces.map(\.text).joined()
      case .group(_, let inner): text(of: inner)
      default: ""
      }
    }.joined()
  }
}

/// Made at the first input; without it there is nothing to try.
nonisolated(unsafe) private let filling: Filling = {
  do { return try Filling() } catch { fatalError("not ready: \(error)") }
}()

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: bytes, count: count)
  filling.judge(input)
  filling.tryOut(input)
  return 0
}
