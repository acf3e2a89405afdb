// service check, show and diff: packs for the people who write them.
internal import Files
public import Domain
public import Services

/// The packs of one Forms folder as far as they can be read.
public struct PackJudging {
  public let packs: Packs
  /// Everything that contradicts something, with its place.
  public let findings: [Finding]

  /// - Parameter path: a Forms folder, or anything inside one.
  public init(_ path: String) throws {
    let folder = try FormsFolder(holding: path)
    packs = folder.packs
    let wanted = folder.own(path)
    let isPart = wanted != nil && wanted != folder.path
    findings =
      folder.faults.filter { fault in
        !isPart || wanted.map { fault.place.file.hasPrefix($0) } == true || fault.place.file.contains("/common/")
      }.map { Finding($0, rule: "Forms") } + Self.idleSeals(in: folder, below: isPart ? wanted : nil)
  }

  /// Classes of seals that no material asks for, no document has a place for and no other class takes: nobody could ever
  /// be judged by them.
  private static func idleSeals(in folder: FormsFolder, below part: String?) -> [Finding] {
    folder.packs.packs.flatMap { pack -> [Finding] in
      let forms = folder.subjects.filter { $0.pack.id == pack.id }
        .flatMap { folder.examine($0).definition?.sealClasses ?? [] }
      let slots = pack.businessTypes.flatMap { $0.documents.compactMap(\.seal) }
      let used = Set(forms + slots + pack.seals.flatMap(\.also))
      return pack.seals.filter { seal in
        !used.contains(seal.id) && part.map { seal.place.file.hasPrefix($0) } ?? true
      }.map { Finding(.error, at: $0.place, rule: "Forms", PackMistake.unused($0.id).explanation) }
    }
  }

  /// A pack by its folder's name.
  public func pack(_ id: String) throws(CounterError) -> Pack {
    let named = packs.packs.first { $0.title == id || $0.names.contains(id) }
    guard let pack = packs[id] ?? named else { throw .noService(id) }
    return pack
  }

  /// What differs between two Forms folders, service by service; a service only in one is all added or removed.
  public static func differences(
    _ old: String, _ new: String
  ) throws -> [(service: String, changes: [PackChange])] {
    let (before, after) = (try Packs.load(from: old), try Packs.load(from: new))
    let ids = Set(before.packs.map(\.id)).union(after.packs.map(\.id)).sorted()
    return ids.compactMap { id in
      let changes =
        switch (before[id], after[id]) {
        case (let was?, let now?): now.changes(since: was, after.catalogue)
        case (nil, let now?): now.statements(after.catalogue).map { PackChange.added($0) }
        case (let was?, nil): was.statements(before.catalogue).map { PackChange.removed($0) }
        case (nil, nil): [PackChange]()
        }
      return changes.isEmpty ? nil : (id, changes)
    }
  }
}
