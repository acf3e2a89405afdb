// Reads a document definition from `Forms/<service>/<document>.yaml`.

public import Domain
internal import Layout

extension DocumentDefinition {
  private static var keys: [String] {
    [
      "document", "code", "edition", "title", "issuer", "reference", "pages", "notes", "words", "type", "straddle",
      "content",
    ]
  }

  /// - Parameters:
  ///   - id: the document's name, as `service.yaml` lists it.
  ///   - service: the service's folder.
  ///   - formsFolder: the path of `Forms/`.
  ///   - seals: the service's seal classes.
  /// - Throws: everything that is wrong in the definition and the files it includes, each with its place.
  public static func read(
    _ id: String, service: String, formsFolder: String, catalogue: FieldCatalogue, seals: [SealOutline]
  ) throws(FormFault) -> DocumentDefinition {
    let open = { (path: String) throws(FormFault) -> YAMLNode in
      try YAMLNode.openForm(path, in: formsFolder)
    }
    let root = try open("\(service)/\(id).yaml")
    return try DocumentReader(id: id, root: root, catalogue: catalogue, seals: seals, open: open).read()
  }

  fileprivate static func knownKeys() -> [String] { keys }
}

private struct DocumentReader {
  let id: String
  let root: YAMLNode
  let keys: [String: YAMLNode]
  let reader: FormReader

  init(
    id: String, root: YAMLNode, catalogue: FieldCatalogue, seals: [SealOutline],
    open: @escaping (String) throws(FormFault) -> YAMLNode
  ) {
    self.id = id
    self.root = root
    let words = Self.words(root)
    reader = FormReader(names: FormNames(catalogue: catalogue, words: words), seals: seals, open: open)
    keys = reader.keys(root, DocumentDefinition.knownKeys())
  }

  func read() throws(FormFault) -> DocumentDefinition {
    for key in ["document", "code", "edition", "title", "content"] where keys[key] == nil {
      reader.tell(.missingKey(key), at: root)
    }
    readType()
    let definition = DocumentDefinition(
      id: id, code: code(), edition: reader.whole(keys["edition"], 1...1295) ?? 1,
      title: reader.text(keys["title"]) ?? "", pages: reader.whole(keys["pages"], 1...35),
      fields: reader.fields, names: reader.names, frame: frame(),
      parts: keys["content"].map { reader.parts($0, width: .mm(170)) } ?? [])
    checkName()
    guard reader.findings.isEmpty else { throw FormFault(findings: reader.findings) }
    return definition.with(fields: reader.fields)
  }

  private static func words(_ root: YAMLNode) -> [String: String] {
    let entries = root.formEntries?.first { $0.key == "words" }?.value.formEntries ?? []
    return Dictionary(
      entries.compactMap { entry in entry.value.formScalar.map { (entry.key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func readType() {
    guard let node = keys["type"] else { return }
    reader.body = reader.look(reader.keys(node, TextLook.keys), on: reader.body)
  }

  private func code() -> String {
    guard let node = keys["code"], let code = reader.text(node) else { return "" }
    let isGood = code.utf8.count == 2 && code.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
    if !isGood { reader.tell(.badCode(code), at: node) }
    return code
  }

  private func checkName() {
    guard let node = keys["document"], let name = reader.text(node), name != id else { return }
    reader.tell(.otherName(file: id, found: name), at: node)
  }

  private func frame() -> FormFrame {
    var notes: [TextTemplate] = []
    if let node = keys["notes"] { reader.each(node) { notes.append(contentsOf: [reader.template($0)].compactMap { $0 }) } }
    return FormFrame(
      issuer: reader.template(keys["issuer"]) ?? TextTemplate(parts: [.value(.known(.service), line: nil, filter: nil)]),
      reference: reader.template(keys["reference"])
        ?? TextTemplate(parts: [.words("编号：", bold: false), .value(.known(.reference), line: nil, filter: nil)]),
      notes: notes, straddle: reader.text(keys["straddle"]))
  }
}

extension DocumentDefinition {
  fileprivate func with(fields: Set<FieldID>) -> DocumentDefinition {
    DocumentDefinition(
      id: id, code: code, edition: edition, title: title, pages: pages, fields: fields, names: names, frame: frame,
      parts: parts)
  }
}
