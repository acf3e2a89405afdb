// All packs of a Forms folder, read together so that they can be held against one another.
public import Domain
internal import Files

/// The five services and the catalogue of fields they share.
public struct Packs: Sendable {
  public let catalogue: FieldCatalogue
  public let packs: [Pack]

  public subscript(id: String) -> Pack? { packs.first { $0.id == id } }

  /// The service with this code of a page code.
  public func pack(coded code: String) -> Pack? { packs.first { $0.code == code } }

  /// Reads `common/fields.yaml` and every folder that holds a `service.yaml`.
  /// - Throws: every fault of every file.
  public static func load(from folder: String) throws(PackFault) -> Packs {
    let reader = DefinitionReader()
    let catalogue = CatalogueReader(reader).catalogue("\(folder)/common/fields.yaml")
    var packs: [Pack] = []
    var codes: [String: String] = [:]
    for name in (try? Files.names(in: folder)) ?? [] {
      let path = "\(folder)/\(name)/service.yaml"
      guard Files.kind(of: path) == .file, let tree = reader.tree(of: path) else { continue }
      guard let pack = PackReader(reader, catalogue: catalogue, folder: "\(folder)/\(name)").pack(tree, id: name) else {
        continue
      }
      if let other = codes[pack.code] {
        reader.report(PackMistake.codeTaken(pack.code, by: other), at: tree["code"]?.place ?? tree.place)
      }
      codes[pack.code] = name
      packs.append(pack)
    }
    if packs.isEmpty && reader.faults.isEmpty { reader.report(PackMistake.noPacks, at: Place(file: folder)) }
    try reader.finish()
    return Packs(catalogue: catalogue, packs: packs)
  }
}
