// form freeze: keeps the present edition of documents for good, so that orders printed in it can be printed again.
internal import Documents
public import Domain
internal import Files
internal import Services

public final class FormFreezing {
  public enum Outcome: Sendable {
    /// The new file.
    case frozen(path: String)
    /// It was frozen before and still looks the same.
    case kept(path: String)
    case refused([Finding])
  }

  private let fonts: FontBook

  public init() throws { fonts = try FontBook() }

  /// Freezes what a path means: a Forms folder, a service's folder, or one document.
  public func freeze(_ path: String, told: (Outcome) throws -> Void) throws {
    let folder = try FormsFolder(holding: path)
    let wanted = try FormSelection(path, in: folder)
    if !folder.faults.isEmpty { return try told(.refused(folder.faults.map { Finding($0, rule: "Forms") })) }
    for subject in folder.subjects {
      let (definition, faults) = folder.examine(subject)
      guard wanted.covers(subject, definition) else { continue }
      guard let definition, faults.isEmpty else {
        try told(.refused(faults.map { Finding($0, rule: subject.name) }))
        continue
      }
      try told(try freeze(subject, definition, in: folder))
    }
  }

  private func freeze(
    _ subject: FormSubject, _ definition: DocumentDefinition, in folder: FormsFolder
  ) throws -> Outcome {
    let editions = FormEditions(subject: subject, folder: folder)
    let path = editions.file(definition.edition).path
    if let finding = editions.finding(on: definition, fonts: fonts), finding.severity == .error {
      return .refused([finding])
    }
    if editions.frozen.contains(definition.edition) { return .kept(path: path) }
    let text = try FrozenForm.text(of: subject.id, of: subject.pack, in: folder.packs, forms: folder.path)
    try Files.makeFolder(Files.parent(of: path))
    try Files.writeNew(Array(text.utf8), to: path)
    return .frozen(path: path)
  }
}
