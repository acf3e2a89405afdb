// The codes of a service's papers: a page that comes back must lead to one of them.
internal import Domain

/// Finds papers of one service that carry the same code.
struct PaperCodes {
  let reader: DefinitionReader
  /// The path of `Forms/`.
  let folder: String
  /// Codes of shared papers, which every service has; nil for a paper without one.
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

  /// What is wrong in the file itself is told by whoever makes the paper.
  private mutating func code(in path: String) -> YAMLNode? {
    if let code = known[path] { return code }
    let code = DefinitionReader().tree(of: "\(folder)/\(path)")?["code"]
    known[path] = .some(code)
    return code
  }
}
