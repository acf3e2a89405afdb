// All packs of a Forms folder, read together so that they can be held against one another.
public import Domain
internal import Files

/// The five services and the catalogue of fields they share.
public struct Packs: Sendable {
  public let catalogue: FieldCatalogue
  /// What the counter may print besides an applicant's values.
  public let facts: FactCatalogue
  public let packs: [Pack]
  /// Which days are worked; weekends alone where the folder has no table.
  public let calendar: WorkingCalendar

  public subscript(id: String) -> Pack? { packs.first { $0.id == id } }

  /// The service with this code of a page code.
  public func pack(coded code: String) -> Pack? { packs.first { $0.code == code } }

  /// Reads `common/fields.yaml`, `common/facts.yaml` and `common/groups.yaml` where they are there, and every folder
  /// that holds a `service.yaml`.
  /// - Throws: every fault of every file.
  public static func load(from folder: String) throws(PackFault) -> Packs {
    let (packs, faults) = examine(folder)
    guard faults.isEmpty else { throw PackFault(faults) }
    return packs
  }

  /// What can be read of a Forms folder, and every fault of every file. A service with a fault that leaves nothing to
  /// go by is missing.
  public static func examine(_ folder: String) -> (packs: Packs, faults: [Fault]) {
    let reader = DefinitionReader()
    let catalogue = CatalogueReader(reader).catalogue("\(folder)/common/fields.yaml")
    let facts = commonFacts(reader, catalogue, "\(folder)/common/facts.yaml")
    let groups = commonGroups(reader, catalogue, "\(folder)/common/groups.yaml")
    var packs: [Pack] = []
    var owners: [String: String] = [:]
    var trees: [String: YAMLNode] = [:]
    for name in (try? Files.names(in: folder)) ?? [] {
      let path = "\(folder)/\(name)/service.yaml"
      guard Files.kind(of: path) == .file, let tree = reader.tree(of: path) else { continue }
      checkOwners(tree, of: name, &owners, reader)
      let packReader = PackReader(
        reader: reader, catalogue: catalogue, commonGroups: groups, folder: "\(folder)/\(name)")
      trees[name] = tree
      if let pack = packReader.pack(tree, id: name) { packs.append(pack) }
    }
    if packs.isEmpty && reader.faults.isEmpty { reader.report(PackMistake.noPacks, at: Place(file: folder)) }
    let holidays = "\(folder)/common/holidays.yaml"
    let calendar = Files.kind(of: holidays) == .file ? TimeReader(reader).calendar(holidays) : .weekends
    let all = Packs(catalogue: catalogue, facts: facts, packs: packs, calendar: calendar)
    all.checkPapers(trees, reader, in: folder)
    return (all, reader.found)
  }

  private func checkPapers(_ trees: [String: YAMLNode], _ reader: DefinitionReader, in folder: String) {
    var codes = PaperCodes(reader, in: folder)
    for pack in packs {
      let papers = papers(of: pack, forms: folder)
      codes.check(papers, of: pack.id)
      if let tree = trees[pack.id] { codes.checkUse(of: tree, by: papers, of: pack.id) }
    }
  }

  private static func commonFacts(
    _ reader: DefinitionReader, _ fields: FieldCatalogue, _ path: String
  ) -> FactCatalogue {
    guard Files.kind(of: path) == .file else { return FactCatalogue() }
    return FactReader(reader, fields: fields).catalogue(path)
  }

  private static func commonGroups(
    _ reader: DefinitionReader, _ catalogue: FieldCatalogue, _ path: String
  ) -> [String: [FieldID]] {
    guard Files.kind(of: path) == .file, let tree = reader.tree(of: path) else { return [:] }
    return GroupReader(reader: reader, catalogue: catalogue).groups(reader.fields(tree, .groups)["groups"])
  }

  /// A code and a name must lead to one service.
  private static func checkOwners(
    _ tree: YAMLNode, of service: String, _ owners: inout [String: String], _ reader: DefinitionReader
  ) {
    for node in ([tree["code"], tree["title"]] + (tree["names"]?.items ?? [])).compactMap(\.self) {
      guard let word = node.text else { continue }
      if let other = owners[word], other != service {
        reader.report(PackMistake.codeTaken(word, by: other), at: node.place)
      }
      owners[word] = service
    }
  }
}
