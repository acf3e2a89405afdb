// form check: judges definitions by reading them, by filling them, and against the editions that were given out.
internal import Documents
public import Domain
internal import Files
internal import Services

/// One run of form check. What stands in a file that several documents include is told once.
public final class FormChecking {
  public struct Tally: Sendable {
    public internal(set) var documents = 0
    public internal(set) var errors = 0
    public internal(set) var warnings = 0
  }

  private let fonts: FontBook
  private let renderer: PDFRenderer
  private var met: Set<Finding> = []
  public private(set) var tally = Tally()

  public init() throws {
    fonts = try FontBook()
    renderer = PDFRenderer(fonts: fonts)
  }

  /// Judges a Forms folder, a service's folder, or the documents that a file makes or is part of.
  public func check(_ path: String, told: (Finding) throws -> Void) throws {
    let folder = try FormsFolder(holding: path)
    let wanted = try FormSelection(path, in: folder)
    for fault in folder.faults { try tell(Finding(fault, rule: "Forms"), told) }
    var used: Set<String> = []
    for subject in folder.subjects {
      let (definition, faults) = folder.examine(subject)
      used.formUnion(definition?.files ?? [subject.file.path])
      guard wanted.covers(subject, definition) else { continue }
      tally.documents += 1
      for fault in faults { try tell(Finding(fault, rule: subject.name), told) }
      guard let definition, faults.isEmpty else { continue }
      for finding in findings(subject, definition, in: folder) { try tell(finding, told) }
    }
    if wanted.isEverything { for finding in folder.strays(except: used) { try tell(finding, told) } }
  }

  private func findings(_ subject: FormSubject, _ definition: DocumentDefinition, in folder: FormsFolder) -> [Finding] {
    let editions = FormEditions(subject: subject, folder: folder)
    let composition = FormComposition(
      subject: subject, definition: definition, packs: folder.packs, fonts: fonts, renderer: renderer)
    return editions.faults.map { Finding($0, rule: subject.name) }
      + [editions.finding(on: definition, fonts: fonts)].compactMap { $0 } + composition.findings
  }

  private func tell(_ finding: Finding, _ told: (Finding) throws -> Void) throws {
    var same = finding
    same.rule = ""
    guard met.insert(same).inserted else { return }
    switch finding.severity {
    case .error: tally.errors += 1
    case .warning: tally.warnings += 1
    case .note: break
    }
    try told(finding)
  }
}

/// Which documents a path on the command line means.
struct FormSelection {
  private enum Extent {
    case everything
    case service(String)
    case file(String)
  }

  private let extent: Extent

  /// - Throws: `nothingThere` and `noService` for what means nothing; it must not come to mean more than was told.
  init(_ told: String, in folder: FormsFolder) throws(CounterError) {
    guard let path = folder.own(told) else { throw .nothingThere(told) }
    let parts = path.dropFirst(folder.path.count).split(separator: "/").map(String.init)
    if let last = parts.last, last != "service.yaml", Files.kind(of: path) == .file {
      extent = parts == ["common", last] && FormsFolder.shared.contains(last) ? .everything : .file(path)
    } else if let service = parts.first, service != "common" {
      guard Files.kind(of: "\(folder.path)/\(service)/service.yaml") == .file else { throw .noService(service) }
      extent = .service(service)
    } else {
      extent = .everything
    }
  }

  var isEverything: Bool { if case .everything = extent { true } else { false } }

  func covers(_ subject: FormSubject, _ definition: DocumentDefinition?) -> Bool {
    switch extent {
    case .everything: true
    case .service(let service): subject.pack.id == service
    case .file(let path): subject.file.path == path || definition?.files.contains(path) ?? true
    }
  }
}

extension Finding {
  init(_ fault: Fault, rule: String) { self.init(.error, at: fault.place, rule: rule, fault.explanation) }
}
