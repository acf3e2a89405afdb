// What a service says about its papers: their codes, by which a page that comes back leads to one, their words and titles.
internal import Domain

/// Finds papers of one service that carry the same code.
struct PaperCodes {
  let reader: DefinitionReader
  /// The path of `Forms/`.
  let folder: String
  /// Shared papers, which every service has; nil for one that cannot be read.
  private var known: [String: YAMLNode?] = [:]

  init(_ reader: DefinitionReader, in folder: String) { (self.reader, self.folder) = (reader, folder) }

  /// Shared papers come first, so that it is the service's own that is told.
  mutating func check(_ papers: [String], of service: String) {
    let paths = papers.map { DocumentDefinition.path(of: $0, in: service, formsFolder: folder) }
    let isShared = { (path: String) in path.hasPrefix("\(DocumentDefinition.sharedFolder)/") }
    var owners: [String: String] = [:]
    for path in paths.filter(isShared) + paths.filter({ !isShared($0) }) {
      guard let node = code(in: path), let code = node.text else { continue }
      if let other = owners[code] {
        reader.report(PackMistake.paperCodeTaken(code, by: other), at: node.place)
      } else {
        owners[code] = path
      }
    }
  }

  /// Words and titles that a service gives its papers: what no paper uses was mistyped.
  mutating func checkUse(of pack: YAMLNode, by papers: [String], of service: String) {
    let paths = papers.map { DocumentDefinition.path(of: $0, in: service, formsFolder: folder) }
    let words = paths.flatMap { paper(at: $0)?["words"]?.entries ?? [] }.map(\.key)
    require(pack["words"], among: Set(words + Self.sharedWords))
    require(pack["titles"], among: Set(papers))
  }

  /// What the counter and the shared papers call things by (docs/form-definitions.md).
  private static let sharedWords = [
    "agent", "authority", "certificate", "cipher", "counter", "credit-code", "fee", "hotline", "legal", "medium",
    "no-refund", "number", "organisation", "renewal", "unlocking",
  ]

  private func require(_ table: YAMLNode?, among known: Set<String>) {
    for entry in table?.entries ?? [] where !known.contains(entry.key) {
      let nearest = Nearest.word(to: entry.key, in: known.sorted())
      reader.report(YAMLMistake.unknownKey(entry.key, nearest: nearest), at: entry.keyPlace)
    }
  }

  private mutating func code(in path: String) -> YAMLNode? { paper(at: path)?["code"] }

  /// What is wrong in the file itself is told by whoever makes the paper.
  private mutating func paper(at path: String) -> YAMLNode? {
    if let paper = known[path] { return paper }
    let paper = DefinitionReader().head(of: "\(folder)/\(path)")
    known[path] = .some(paper)
    return paper
  }
}
