// A Forms folder as whoever writes forms works on it: what can be read of it, and everything that is wrong.
internal import Domain
internal import Files
public import Services

/// Everything under a Forms folder, read as far as it can be.
public struct FormsFolder: Sendable {
  public let path: String
  public let packs: Packs
  /// What is wrong in packs and catalogues.
  public let faults: [Fault]

  /// - Throws: `noForms` when the folder holds no catalogue of fields.
  public init(_ path: String) throws(CounterError) {
    guard Self.isForms(path) else { throw .noForms(path) }
    self.path = path
    (packs, faults) = Packs.examine(path)
  }

  /// The Forms folder that a file or folder lies in, or is.
  /// - Throws: `outsideForms` when there is none.
  public init(holding path: String) throws(CounterError) {
    guard let folder = Self.folder(holding: path) else { throw .outsideForms(path) }
    try self.init(folder)
  }

  /// The nearest folder upwards that holds a catalogue of fields; nil when there is none.
  static func folder(holding path: String) -> String? {
    var start = Files.kind(of: path) == .folder ? path : Files.parent(of: path)
    while start.count > 1, start.hasSuffix("/") { start.removeLast() }
    // A path that was told from somewhere below shows no folders above itself.
    return nearest(upwards: start) ?? RealPath.of(start).flatMap { nearest(upwards: $0) }
  }

  private static func nearest(upwards start: String) -> String? {
    var folder = start
    while !isForms(folder) {
      let above = Files.parent(of: folder)
      guard above != folder else { return nil }
      folder = above
    }
    return folder
  }

  /// A path as the files of this folder are named, however it was told; nil for one that lies elsewhere or is not there.
  func own(_ told: String) -> String? {
    guard let home = RealPath.of(path), let real = RealPath.of(told), real == home || real.hasPrefix("\(home)/") else {
      return nil
    }
    return path + real.dropFirst(home.count)
  }

  private static func isForms(_ path: String) -> Bool { Files.kind(of: "\(path)/common/fields.yaml") == .file }

  /// Files of `common` that every document depends on.
  static let shared = ["fields.yaml", "groups.yaml", "facts.yaml", "holidays.yaml", "statements.yaml"]

  /// Every document of every service.
  var subjects: [FormSubject] {
    packs.packs.flatMap { pack in
      packs.papers(of: pack, forms: path).map { subject($0, of: pack) }
    }
  }

  func subject(_ id: String, of pack: Pack) -> FormSubject {
    FormSubject(id: id, pack: pack, file: FormFile(id, of: pack.id, in: path, shown: path))
  }

  func examine(_ subject: FormSubject) -> (definition: DocumentDefinition?, faults: [Fault]) {
    DocumentDefinition.examine(subject.file, of: subject.pack, catalogue: packs.catalogue, facts: packs.facts)
  }

  /// The document whose definition, or frozen edition, a file is.
  func subject(at told: String) throws(CounterError) -> FormSubject {
    let file = own(told) ?? told
    let folders = file.split(separator: "/").dropLast().map(String.init)
    let service = folders.last == "editions" ? folders.dropLast().last : folders.last
    let isShared = file.hasPrefix("\(path)/\(DocumentDefinition.sharedFolder)/")
    let named = isShared ? packs.packs.first : service.flatMap { packs[$0] }
    guard let pack = named, Files.kind(of: file) == .file else { throw .notADocument(file) }
    let name = Files.name(of: file).dropLast(".yaml".count).split(separator: ".")
    guard let id = name.first, id != "service" else { throw .notADocument(file) }
    let edition = folders.last == "editions" ? name.last.flatMap { Int($0) } : nil
    let known = FormFile(String(id), of: pack.id, in: path, edition: edition, shown: path)
    return FormSubject(id: String(id), pack: pack, file: known)
  }

  /// A file that stands anywhere else, taken as an edition of a document.
  /// - Throws: `notADocument` for a file of this folder that is none, such as a service's own.
  func subject(at file: String, as document: FormSubject) throws(CounterError) -> FormSubject {
    if own(file) != nil { return try subject(at: file) }
    guard Files.kind(of: file) == .file else { throw .notADocument(file) }
    return FormSubject(
      id: document.id, pack: packs[document.pack.id] ?? document.pack,
      file: FormFile(path: file, id: document.id, folder: path))
  }

  /// Fragments that no document includes, and files that are not even YAML.
  func strays(except used: Set<String>) -> [Finding] {
    let packs = packs.packs.map { "\(path)/\($0.id)/service.yaml" }
    let known = used.union(packs).union(Self.shared.map { "\(path)/common/\($0)" })
    return files.filter { !known.contains($0) && !$0.contains("/editions/") }.flatMap { file -> [Finding] in
      let reader = DefinitionReader()
      guard reader.tree(of: file) != nil else { return reader.found.map { Finding($0, rule: "Forms") } }
      return [
        Finding(
          .warning, at: Place(file: file, line: 1, column: "1"), rule: "Forms",
          FormMistake.includedNowhere.explanation)
      ]
    }
  }

  /// Every YAML file below the folder, sorted by its path.
  var files: [String] { Self.files(below: path) }

  /// The folder and every folder below it but those of frozen editions.
  var folders: [String] { Self.folders(below: path) }

  private static func folders(below folder: String) -> [String] {
    let inner = ((try? Files.names(in: folder)) ?? []).filter { $0 != "editions" }.map { "\(folder)/\($0)" }
    return [folder] + inner.filter { Files.kindWithoutLinks(of: $0) == .folder }.flatMap { folders(below: $0) }
  }

  private static func files(below folder: String) -> [String] {
    ((try? Files.names(in: folder)) ?? []).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      return Files.kindWithoutLinks(of: path) == .folder ? files(below: path) : name.hasSuffix(".yaml") ? [path] : []
    }
  }
}
