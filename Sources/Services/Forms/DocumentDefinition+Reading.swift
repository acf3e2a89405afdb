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
  ///   - pack: the service whose folder holds it.
  ///   - formsFolder: the path of `Forms/`.
  /// - Throws: everything that is wrong in the definition and the files it includes, each with its place.
  public static func read(
    _ id: String, of pack: Pack, catalogue: FieldCatalogue, formsFolder: String
  ) throws(PackFault) -> DocumentDefinition {
    let reader = DefinitionReader()
    let path = "\(pack.id)/\(id).yaml"
    guard let root = reader.tree(of: "\(formsFolder)/\(path)", shownAs: "Forms/\(path)") else {
      throw PackFault(reader.faults)
    }
    let names = FormNames(catalogue: catalogue, words: DocumentReader.words(root))
    let forms = FormReader(reader, names: names, seals: pack.seals, folder: formsFolder)
    let definition = DocumentReader(id: id, root: root, reader: forms).read()
    try reader.finish()
    return definition
  }

  fileprivate static func knownKeys() -> [String] { keys }
}

private struct DocumentReader {
  let id: String
  let root: YAMLNode
  let keys: [String: YAMLNode]
  let reader: FormReader

  init(id: String, root: YAMLNode, reader: FormReader) {
    self.id = id
    self.root = root
    self.reader = reader
    keys = reader.keys(root, DocumentDefinition.knownKeys())
  }

  func read() -> DocumentDefinition {
    for key in ["document", "code", "edition", "title", "content"] where keys[key] == nil {
      reader.missing(key, at: root)
    }
    readType()
    checkName()
    let frame = frame()
    let parts = keys["content"].map { reader.parts($0, width: .mm(170)) } ?? []
    return DocumentDefinition(
      id: id, code: code(), edition: reader.whole(keys["edition"], 1...1295) ?? 1,
      title: reader.text(keys["title"]) ?? "", pages: reader.whole(keys["pages"], 1...35), fields: reader.fields,
      names: reader.names, frame: frame, parts: parts)
  }

  /// The definition's own words, needed before its texts are read.
  static func words(_ root: YAMLNode) -> [String: String] {
    let entries = root["words"]?.entries ?? []
    return Dictionary(
      entries.compactMap { entry in entry.value.text.map { (entry.key, $0) } },
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
    if let node = keys["notes"] {
      reader.each(node) { notes.append(contentsOf: [reader.template($0)].compactMap { $0 }) }
    }
    return FormFrame(
      issuer: reader.template(keys["issuer"])
        ?? TextTemplate(parts: [.value(.known(.service), line: nil, filter: nil)]),
      reference: reader.template(keys["reference"])
        ?? TextTemplate(parts: [.words("编号：", bold: false), .value(.known(.reference), line: nil, filter: nil)]),
      notes: notes, straddle: reader.text(keys["straddle"]))
  }
}
