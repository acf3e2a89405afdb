// Reads a document definition: the service's own file, or the one that all services share.

public import Domain
internal import Files
internal import Layout

extension DocumentDefinition {
  /// The keys of a definition; the JSON Schema has the same.
  package static let keys = [
    "document", "code", "edition", "title", "issuer", "reference", "pages", "notes", "words", "type", "straddle",
    "content", "kind", "set", "business-types", "when", "proves", "paper", "frozen",
  ]

  /// What a code that a telephone must still read can say.
  static let mostProofs = 6

  /// Where the papers lie that services share.
  package static let sharedFolder = "common/papers"

  /// The path below `Forms/` of a document's definition: the service's own, else the shared one.
  package static func path(of id: String, in service: String, formsFolder: String) -> String {
    let own = "\(service)/\(id).yaml"
    let shared = "\(sharedFolder)/\(id).yaml"
    func isThere(_ path: String) -> Bool { Files.kind(of: "\(formsFolder)/\(path)") == .file }
    return !isThere(own) && isThere(shared) ? shared : own
  }

  /// - Parameters:
  ///   - id: the document's name, as `service.yaml` lists it.
  ///   - pack: the service that prints it.
  ///   - facts: what the counter may print besides an applicant's values.
  ///   - formsFolder: the path of `Forms/`.
  ///   - edition: a frozen edition; nil for the definition as it stands.
  /// - Throws: everything that is wrong in the definition and the files it includes, each with its place.
  public static func read(
    _ id: String, of pack: Pack, catalogue: FieldCatalogue, facts: FactCatalogue = FactCatalogue(), formsFolder: String,
    edition: Int? = nil
  ) throws(PackFault) -> DocumentDefinition {
    let file = FormFile(id, of: pack.id, in: formsFolder, edition: edition)
    let (definition, faults) = examine(file, of: pack, catalogue: catalogue, facts: facts)
    guard let definition, faults.isEmpty else { throw PackFault(faults) }
    return definition
  }

  /// The definition as far as it can be read, and everything that is wrong in it and the files it includes.
  public static func examine(
    _ file: FormFile, of pack: Pack, catalogue: FieldCatalogue, facts: FactCatalogue
  ) -> (definition: DocumentDefinition?, faults: [Fault]) {
    let reader = DefinitionReader()
    guard let root = reader.tree(of: file.path, shownAs: file.shownPath) else { return (nil, reader.found) }
    let terms = root["frozen"].map { ServiceTerms($0, reader: reader) }
    let words = DocumentReader.words(root, of: pack, isOwn: !file.isShared)
    let names = FormNames(catalogue: catalogue, words: words, facts: facts)
    let forms = FormReader(reader, names: names, seals: terms?.seals ?? pack.seals, file: file)
    let definition = DocumentReader(file: file, root: root, terms: terms, pack: pack, reader: forms).read()
    return (definition, reader.found)
  }
}

private struct DocumentReader {
  let file: FormFile
  let root: YAMLNode
  let terms: ServiceTerms?
  let keys: [String: YAMLNode]
  let reader: FormReader
  let pack: Pack

  init(file: FormFile, root: YAMLNode, terms: ServiceTerms?, pack: Pack, reader: FormReader) {
    self.file = file
    self.root = root
    self.terms = terms
    self.reader = reader
    self.pack = pack
    keys = reader.keys(root, DocumentDefinition.keys)
  }

  func read() -> DocumentDefinition {
    for key in ["document", "code", "edition", "title", "content"] where keys[key] == nil {
      reader.missing(key, at: root)
    }
    readType()
    checkName()
    let edition = edition()
    let frame = frame()
    let paper = paper()
    let parts = keys["content"].map { reader.parts($0, width: paper.content.width) } ?? []
    let proofs = proofs()
    let condition = reader.condition(keys["when"])
    return DocumentDefinition(
      id: file.id, code: code(), edition: edition, title: givenTitle ?? title(),
      pages: reader.whole(keys["pages"], 1...PageCode.mostPages), kind: kind, place: reader.whole(keys["set"], 1...99),
      businessTypes: keys["business-types"].map { Set(reader.reader.spellings($0)) }, file: file.pathInForms,
      fields: reader.fields, facts: reader.used, lists: reader.lists, seals: reader.seals,
      sealClasses: reader.sealClasses, files: reader.files, names: reader.names,
      paper: paper, frame: frame, condition: condition, proofs: proofs, parts: parts, terms: terms,
      places: reader.places(in: root))
  }

  /// The service's own title of a shared paper; a frozen edition holds its title itself.
  private var givenTitle: String? { terms == nil ? pack.titles[file.id] : nil }

  private func edition() -> Int {
    guard let node = keys["edition"], let edition = reader.whole(node, 1...PageCode.mostRevisions) else {
      return file.edition ?? 1
    }
    if let named = file.edition, named != edition { reader.tell(.otherEdition(file: named, found: edition), at: node) }
    return edition
  }

  private var kind: DocumentDefinition.Kind { reader.word(keys["kind"]) ?? .form }

  /// The words of a definition, needed before its texts are read: a service's own file overrules the pack's vocabulary,
  /// which overrules a shared file.
  static func words(_ root: YAMLNode, of pack: Pack, isOwn: Bool) -> [String: String] {
    let entries = root["words"]?.entries ?? []
    let own = Dictionary(
      entries.compactMap { entry in entry.value.text.map { (entry.key, $0) } },
      uniquingKeysWith: { first, _ in first })
    return own.merging(pack.words) { own, packs in isOwn ? own : packs }
  }

  /// The title with the definition's words in it.
  private func title() -> String {
    guard let node = keys["title"], let template = reader.template(node) else { return "" }
    let title = plain(template, at: node)
    if title.trimmed.isEmpty { reader.tell(.nothingIn("title"), at: node) }
    return title
  }

  private func plain(_ template: TextTemplate, at node: YAMLNode) -> String {
    template.parts.map { part in
      switch part {
      case .words(let words, _): return words
      case .value(.word(let word), _, _, _): return reader.names.words[word] ?? ""
      case .value(let name, _, _, _): reader.tell(.notOfTheOrder(name.text), at: node)
      default: reader.tell(.notOfTheOrder("[ ]"), at: node)
      }
      return ""
    }.joined()
  }

  /// A slip or label has furniture of its own; only a label may be smaller than A4.
  private func paper() -> PaperKind {
    switch kind {
    case .form: return .form
    case .slip: return .slip
    case .label:
      let keys = keys["paper"].map { reader.keys($0, ["width", "height"]) } ?? [:]
      return .label(
        Size(width: reader.length(keys["width"]) ?? .mm(100), height: reader.length(keys["height"]) ?? .mm(150)))
    }
  }

  /// Names that a signed code repeats; columns of lists among them.
  private func proofs() -> [FormName] {
    guard let node = keys["proves"] else { return [] }
    let items = reader.reader.list(node)
    if items.count > DocumentDefinition.mostProofs {
      reader.tell(.outOfRange("\(items.count)", from: "1", to: "\(DocumentDefinition.mostProofs)"), at: node)
    }
    return items.compactMap(proof)
  }

  /// A code says its names' values whole, so that nothing may be proved that slips mask.
  private func proof(_ item: YAMLNode) -> FormName? {
    guard let name = column(item) ?? reader.name(item) else { return nil }
    if let field = reader.names.meaning(of: name), field.sensitivity != .open {
      reader.tell(.provesPersonal(name.text), at: item)
    }
    return name
  }

  private func column(_ item: YAMLNode) -> FormName? {
    guard let text = item.text, let (list, column) = reader.names.facts.column(text) else { return nil }
    return .column(list: list.id, column.id)
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

  private func straddle() -> String? {
    guard let node = keys["straddle"], let words = reader.text(node) else { return nil }
    if words.trimmed.isEmpty { reader.tell(.nothingIn("straddle"), at: node) }
    return words
  }

  private func checkName() {
    guard let node = keys["document"], let name = reader.text(node), name != file.id else { return }
    reader.tell(.otherName(file: file.id, found: name), at: node)
  }

  /// A line of its own, or `{text, when}`.
  private func note(_ node: YAMLNode) -> FormNote? {
    let keys = node.text == nil ? reader.keys(node, ["text", "when"]) : ["text": node]
    return reader.template(keys["text"]).map { FormNote(text: $0, condition: reader.condition(keys["when"])) }
  }

  private func frame() -> FormFrame {
    var notes: [FormNote] = []
    if let node = keys["notes"] { reader.each(node) { notes += [note($0)].compactMap(\.self) } }
    return FormFrame(
      issuer: reader.template(keys["issuer"])
        ?? TextTemplate(parts: [.value(.known(.service), line: nil, filter: nil, bold: false)]),
      reference: reader.template(keys["reference"])
        ?? TextTemplate(parts: [
          .words("编号：", bold: false), .value(.known(.reference), line: nil, filter: nil, bold: false),
        ]),
      notes: notes, straddle: straddle(),
      contacts: kind == .form ? [] : terms?.contacts ?? pack.contacts)
  }
}
