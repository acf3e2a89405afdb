// An edition that never changes: the definition with its includes written out and its service's terms beside it.

internal import Domain

/// What `Forms/<service>/editions/<document>.<edition>.yaml` holds.
public enum FrozenForm {
  private static let heading = """
    # 冻结的版次，由 certkiosk form freeze 写成：旧订单照此重印，不得改动。
    # yaml-language-server: $schema=../../schema/document.schema.json

    """

  /// The text of the frozen edition of a document of a service.
  /// - Throws: whatever is wrong in the definition; a faulty one is not frozen.
  public static func text(of id: String, of pack: Pack, in packs: Packs, forms: String) throws(PackFault) -> String {
    let definition = try packs.definition(id, of: pack, forms: forms)
    let reader = DefinitionReader()
    let writer = Inliner(reader: reader, folder: forms)
    let tree = reader.tree(of: FormFile(id, of: pack.id, in: forms).path)
    let service = reader.tree(of: "\(forms)/\(pack.id)/service.yaml")
    let own = (tree?.entries ?? []).compactMap { entry -> YAMLNode.Entry? in
      switch entry.key {
      case "frozen", "words": nil
      case "title": YAMLNode.Entry("title", YAMLNode(text: definition.title.escaped))
      default: YAMLNode.Entry(entry.key, writer.inlined(entry.value))
      }
    }
    let words = definition.names.words.sorted { $0.key < $1.key }.map {
      YAMLNode.Entry($0.key, YAMLNode(text: $0.value))
    }
    let borrowed = service.map { [YAMLNode.Entry("frozen", terms($0))] } ?? []
    try reader.finish()
    return heading
      + YAMLWriter.text(of: YAMLNode(map: own + [YAMLNode.Entry("words", YAMLNode(map: words))] + borrowed))
  }

  private static func terms(_ service: YAMLNode) -> YAMLNode {
    let types = (service["business-types"]?.items ?? []).compactMap { type -> YAMLNode.Entry? in
      guard let id = type["id"]?.text, let title = type["names"]?.items?.first else { return nil }
      return YAMLNode.Entry(id, title)
    }
    return YAMLNode(
      map: [
        YAMLNode.Entry("service", service["title"] ?? YAMLNode(map: [])),
        YAMLNode.Entry("business-types", YAMLNode(map: types)),
        YAMLNode.Entry("seals", service["seals"] ?? YAMLNode(list: [])),
        YAMLNode.Entry("contacts", service["contacts"] ?? YAMLNode(list: [])),
      ])
  }
}

/// Puts the items of included files where they are included.
private struct Inliner {
  let reader: DefinitionReader
  let folder: String

  func inlined(_ node: YAMLNode) -> YAMLNode {
    switch node.content {
    case .scalar: node
    case .list(let items): YAMLNode(list: items.flatMap { item in spliced(item) })
    case .map(let entries): YAMLNode(map: entries.map { YAMLNode.Entry($0.key, inlined($0.value)) })
    }
  }

  private func spliced(_ item: YAMLNode) -> [YAMLNode] {
    guard let entries = item.entries, entries.count == 1, let path = item["include"]?.text else {
      return [inlined(item)]
    }
    return reader.tree(of: "\(folder)/\(path)").flatMap { inlined($0).items } ?? []
  }
}

extension YAMLNode {
  /// A node that stands nowhere yet.
  fileprivate init(map entries: [Entry]) { self.init(content: .map(entries), place: Place(file: "")) }

  fileprivate init(text: String) { self.init(content: .scalar(text, plain: false), place: Place(file: "")) }

  fileprivate init(list items: [YAMLNode]) { self.init(content: .list(items), place: Place(file: "")) }
}

extension YAMLNode.Entry {
  fileprivate init(_ key: String, _ value: YAMLNode) {
    self.init(key: key, keyPlace: Place(file: ""), value: value)
  }
}

extension String {
  /// With the signs that texts give a meaning as they are printed.
  fileprivate var escaped: String {
    reduce(into: "") { text, character in
      if "\\{[*".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
