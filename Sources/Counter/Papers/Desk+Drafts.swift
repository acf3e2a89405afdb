// documents --draft: an order's papers to be read through before they bind anybody. Nothing is journalled, no edition is
// settled, and no page carries a code that a scan or a public key would believe.
internal import Files
internal import Layout
internal import Records
internal import Services
internal import Domain

extension Desk {
  /// Writes drafts of an order's papers into a folder: the whole set, or papers by their definitions' names.
  /// - Parameter kinds: empty for everything that an applicant is given at once.
  public func writeDrafts(
    _ kinds: [String] = [], of text: String, to folder: String, boxes: Bool = false
  ) throws -> [WrittenDocument] {
    let order = try order(text)
    try Files.makeFolder(folder)
    let wanted = try kinds.isEmpty ? set(of: order) : kinds
    try disclose(.documents, wanted.count, of: [order.number.text], toPath: folder)
    return try wanted.map { kind in
      let definition = try paper(kind, of: order)
      try requireTime(for: definition, order)
      let made = try made(definition, of: order, blank: false, isDraft: true)
      let draft = PrintedPaper(
        kind, edition: definition.edition, digest: made.digest, made.document, mayBeTwoSided: false)
      return try write(draft, named: "\(kind).draft", to: folder, boxes: boxes)
    }
  }

  /// The names of what is handed out together, in reading order.
  private func set(of order: Order) throws -> [String] {
    let (_, type) = try packs.terms(of: order.application)
    let forms = type.documents(for: order.application.values, by: order.channel).compactMap { slot -> String? in
      guard case .form(let file) = slot.source else { return nil }
      return String(file.dropLast(".yaml".count))
    }
    let (before, after) = try papersAroundForms(of: order)
    return before.map(\.id) + forms + after.map(\.id)
  }

  /// What makes an order's page no valid paper.
  func watermark(isDraft: Bool) -> String? {
    let words = [isDraft ? "草稿" : nil, store.kind == .rehearsal ? "演练" : nil].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
