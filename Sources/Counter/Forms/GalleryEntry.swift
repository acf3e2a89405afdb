// What the gallery shows of a paper: its pages at the first business type, and those that say something else at another.
internal import Layout
internal import Services

/// An example and those of its pages that are shown.
struct GalleryEntry {
  let example: PaperExample
  let document: LaidOutDocument
  /// Counted from 1.
  let pages: [Int]
  /// Whether it shows what another business type changes.
  let isFurther: Bool

  /// What its pictures are called, without their pages: such as `example/receipt`, or `example/application-form.renew`.
  var name: String { isFurther ? "\(example.name).\(example.businessType.id)" : example.name }
}

extension DocumentMaker {
  /// Every paper; a service's own forms also for the business types whose pages have other words than the first's.
  /// - Throws: `PackFault`, `LayoutFault`.
  func galleryEntries() throws -> [GalleryEntry] {
    var firsts: [String: [[String]]] = [:]
    var entries: [GalleryEntry] = []
    for example in try packs.examples(forms: forms, everyType: true) {
      let first = firsts[example.name]
      guard first == nil || example.hasTypesOfItsOwn else { continue }
      let document = try layOut(example)
      let words = document.pages.map { $0.items.flatMap(\.words) }
      firsts[example.name] = first ?? words
      let pages = words.indices.filter { first == nil || first?.dropFirst($0).first != words[$0] }.map { $0 + 1 }
      guard !pages.isEmpty else { continue }
      entries.append(GalleryEntry(example: example, document: document, pages: pages, isFurther: first != nil))
    }
    return entries
  }
}

extension PaperExample {
  /// Shared papers say the same of every business but its name.
  fileprivate var hasTypesOfItsOwn: Bool {
    variant == .filled && definition.kind == .form && definition.file.hasPrefix("\(pack.id)/")
  }
}

extension Item {
  fileprivate var words: [String] {
    switch self {
    case .text(let run): run.pieces.map(\.text)
    case .group(_, let items): items.flatMap(\.words)
    case .filling(let item): item.words
    default: []
    }
  }
}
