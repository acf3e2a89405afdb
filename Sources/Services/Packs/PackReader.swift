// Reads a service.yaml into a pack and holds its parts against one another.
package import Domain
internal import Files

struct PackReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let folder: String

  init(_ reader: DefinitionReader, catalogue: FieldCatalogue, folder: String) {
    self.reader = reader
    self.catalogue = catalogue
    self.folder = folder
  }

  func pack(_ tree: YAMLNode, id folderName: String) -> Pack? {
    let values = reader.fields(
      tree,
      required: [
        "id", "code", "title", "contacts", "seals", "groups", "flows", "documents", "business-types", "certificate",
      ], optional: ["names", "mailing"])
    check(values["id"], values["code"], folderName)
    let shared = SharedParts(
      groups: groups(values["groups"]), flows: FlowReader(reader).flows(values["flows"]),
      documents: documents(values["documents"]))
    let types = unique(reader.list(values["business-types"])) { node in
      BusinessTypeReader(reader, catalogue: catalogue, shared: shared).businessType(node)
    }
    guard let code = reader.text(values["code"]), let title = reader.text(values["title"]),
      let certificate = values["certificate"].flatMap(certificate)
    else { return nil }
    return Pack(
      id: folderName, code: code, title: title, names: reader.texts(values["names"]),
      contacts: reader.texts(values["contacts"]), mailing: values["mailing"].flatMap(mailing),
      seals: unique(reader.list(values["seals"]), seal), businessTypes: types, certificate: certificate)
  }

  private func check(_ id: YAMLNode?, _ code: YAMLNode?, _ folderName: String) {
    if let id, let text = reader.text(id), text != folderName {
      reader.report(PackMistake.wrongID(text, folder: folderName), at: id.place)
    }
    if let code, let text = reader.text(code), text.utf8.count != 2 || !text.allSatisfy(Self.isCodeCharacter) {
      reader.report(PackMistake.malformedCode(text), at: code.place)
    }
  }

  private static func isCodeCharacter(_ character: Character) -> Bool {
    ("A"..."Z").contains(character) || ("0"..."9").contains(character)
  }

  /// Reads each node and reports ids that stand twice.
  private func unique<Value>(_ nodes: [YAMLNode], _ read: (YAMLNode) -> Value?) -> [Value] {
    var ids: Set<String> = []
    return nodes.compactMap { node in
      if let id = node["id"]?.text, !ids.insert(id).inserted {
        reader.report(PackMistake.duplicateID(id), at: node.place)
      }
      return read(node)
    }
  }

  private func groups(_ node: YAMLNode?) -> [String: [FieldID]] {
    Dictionary(
      reader.entries(node).map { ($0.key, reader.list($0.value).compactMap { reader.field($0, in: catalogue) }) },
      uniquingKeysWith: { first, _ in first })
  }

  private func documents(_ node: YAMLNode?) -> [DocumentSlot] {
    unique(reader.list(node)) { node in
      let values = reader.fields(
        node, required: ["id", "title"], optional: ["form", "copies", "returned", "when", "unless"])
      guard let id = reader.text(values["id"]), let title = reader.text(values["title"]) else { return nil }
      let copies = reader.integer(values["copies"]) ?? 1
      if copies < 1 { reader.report(PackMistake.notPositive, at: node.place) }
      return DocumentSlot(
        id: id, title: title, source: source(values["form"]), copies: copies,
        returned: reader.truth(values["returned"]) ?? true,
        condition: condition(values["when"], negated: false) ?? condition(values["unless"], negated: true))
    }
  }

  private func source(_ node: YAMLNode?) -> DocumentSlot.Source {
    guard let node, let file = reader.text(node) else { return .upload }
    if Files.kind(of: "\(folder)/\(file)") != .file { reader.report(PackMistake.missingForm(file), at: node.place) }
    return .form(file)
  }

  private func condition(_ node: YAMLNode?, negated: Bool) -> DocumentSlot.Condition? {
    guard let node else { return nil }
    let values = reader.fields(node, required: ["field", "is"])
    guard let field = values["field"].flatMap({ reader.field($0, in: catalogue) }),
      let value = reader.text(values["is"])
    else { return nil }
    return DocumentSlot.Condition(field: field, value: value, negated: negated)
  }

  private func mailing(_ node: YAMLNode) -> Mailing? {
    let values = reader.fields(node, required: ["address", "postcode", "recipient", "phone", "note"])
    let texts = ["address", "postcode", "recipient", "phone", "note"].map { reader.text(values[$0]) ?? "" }
    return Mailing(address: texts[0], postcode: texts[1], recipient: texts[2], phone: texts[3], note: texts[4])
  }

  private func certificate(_ node: YAMLNode) -> CertificateProfile? {
    let values = reader.fields(
      node, required: ["country", "organisation", "common-name", "years"], optional: ["unit", "extensions"])
    let extensions = reader.entries(values["extensions"]).compactMap { entry in
      reader.field(entry.value, in: catalogue).map { (entry.key, $0) }
    }
    guard let country = reader.text(values["country"]),
      let organisation = values["organisation"].flatMap({ reader.field($0, in: catalogue) }),
      let name = values["common-name"].flatMap({ reader.field($0, in: catalogue) }),
      let years = reader.integer(values["years"])
    else { return nil }
    return CertificateProfile(
      country: country, organisation: organisation, unit: values["unit"].flatMap { reader.field($0, in: catalogue) },
      commonName: name, extensions: Dictionary(extensions, uniquingKeysWith: { first, _ in first }), years: years)
  }

  private func seal(_ node: YAMLNode) -> SealClass? {
    let values = reader.fields(
      node, required: ["id", "title", "shape", "accepted"], optional: ["diameter", "width", "height", "side"])
    let accepted = reader.list(values["accepted"]).compactMap { reader.millimetres($0) }
    guard accepted.count == 2, accepted[0] < accepted[1] else {
      reader.report(PackMistake.sizeOutside, at: values["accepted"]?.place ?? node.place)
      return nil
    }
    guard let id = reader.text(values["id"]), let title = reader.text(values["title"]),
      let shape = shape(values)
    else { return nil }
    return SealClass(id: id, title: title, shape: shape, accepted: accepted[0]...accepted[1])
  }

  private func shape(_ values: [String: YAMLNode]) -> SealClass.Shape? {
    func size(_ key: String) -> Double? {
      if values[key] == nil, let place = values["shape"]?.place {
        reader.report(YAMLMistake.missingKey(key), at: place)
      }
      return values[key].flatMap { reader.millimetres($0) }
    }
    switch reader.word(values["shape"], among: [("round", "round"), ("oval", "oval"), ("square", "square")]) {
    case "round": return size("diameter").map { .round(diameter: $0) }
    case "square": return size("side").map { .square(side: $0) }
    case "oval":
      guard let width = size("width"), let height = size("height") else { return nil }
      return .oval(width: width, height: height)
    default: return nil
    }
  }
}

/// What business types refer to by name.
struct SharedParts {
  let groups: [String: [FieldID]]
  let flows: [String: Flow]
  let documents: [DocumentSlot]
}

extension DefinitionReader {
  /// A field's id that the catalogue knows.
  func field(_ node: YAMLNode, in catalogue: FieldCatalogue) -> FieldID? {
    guard let id = text(node) else { return nil }
    if catalogue[id] != nil { return id }
    report(PackMistake.unknownField(id, nearest: Nearest.word(to: id, in: catalogue.fields.map(\.id))), at: node.place)
    return nil
  }

  /// A seal's measure: 5 to 80 mm.
  func millimetres(_ node: YAMLNode) -> Double? {
    guard let text = text(node), let value = Double(text), (5...80).contains(value) else {
      report(PackMistake.sizeOutside, at: node.place)
      return nil
    }
    return value
  }
}
