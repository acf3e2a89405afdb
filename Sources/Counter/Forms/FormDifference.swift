// form diff: what a reader of the paper sees changed between two definitions, or two Forms folders.
internal import Documents
public import Domain
internal import Files
internal import Layout
public import Services

/// One document that differs.
public struct FormDifference: Sendable {
  public enum Kind: Sendable {
    case added, removed
    case changed([FormChange])
    /// One of the two cannot be read or laid out.
    case mistakes([Finding])
  }

  /// Such as `example/application-form`.
  public let name: String
  public let kind: Kind
}

/// Compares definitions by what is printed, not by what is written.
public final class FormDiff {
  private let fonts: FontBook

  public init() throws { fonts = try FontBook() }

  /// - Parameters:
  ///   - old: a definition, one of its frozen editions, or a Forms folder; `new` of the same kind.
  ///   - forms: where includes of a file are found that lies in no Forms folder.
  public func differences(_ old: String, _ new: String, forms: String) throws -> [FormDifference] {
    if Files.kind(of: old) == .folder, Files.kind(of: new) == .folder {
      return differences(try FormsFolder(old), try FormsFolder(new))
    }
    let home = try FormsFolder(FormsFolder.folder(holding: new) ?? FormsFolder.folder(holding: old) ?? forms)
    let before = try FormsFolder.folder(holding: old).map { try FormsFolder($0) } ?? home
    let subject = try (try? home.subject(at: new)) ?? before.subject(at: old)
    let (was, now) = (try before.subject(at: old, as: subject), try home.subject(at: new, as: subject))
    return [difference(was, in: before, now, in: home)].compactMap { $0 }
  }

  private func differences(_ old: FormsFolder, _ new: FormsFolder) -> [FormDifference] {
    let (before, after) = (old.subjects, new.subjects)
    let gone = before.filter { subject in !after.contains { $0.name == subject.name } }
    return after.compactMap { subject in
      guard let twin = before.first(where: { $0.name == subject.name }) else {
        return FormDifference(name: subject.name, kind: .added)
      }
      return difference(twin, in: old, subject, in: new)
    } + gone.map { FormDifference(name: $0.name, kind: .removed) }
  }

  /// Nil when nobody sees a difference.
  private func difference(
    _ old: FormSubject, in before: FormsFolder, _ new: FormSubject, in after: FormsFolder
  ) -> FormDifference? {
    let (was, now) = (before.examine(old), after.examine(new))
    let faults = was.faults + now.faults
    guard let was = was.definition, let now = now.definition, faults.isEmpty else {
      return FormDifference(name: new.name, kind: .mistakes(faults.map { Finding($0, rule: new.name) }))
    }
    do {
      let changes = try changes(was, old, before, now, new, after)
      return changes.isEmpty ? nil : FormDifference(name: new.name, kind: .changed(changes))
    } catch {
      return FormDifference(name: new.name, kind: .mistakes([error.finding]))
    }
  }

  /// With the example, and then what shows only where nothing is filled in.
  private func changes(
    _ was: DocumentDefinition, _ old: FormSubject, _ before: FormsFolder, _ now: DocumentDefinition,
    _ new: FormSubject, _ after: FormsFolder
  ) throws(Unprintable) -> [FormChange] {
    var changes: [FormChange] = []
    for length in now.usualLengths.reversed() where length != .shortest {
      let comparison = FormComparison(
        try printed(was, old, before, length), try printed(now, new, after, length), catalogue: after.packs.catalogue)
      let own = comparison.changes.filter { length == .ordinary || $0.isOfWords }
      changes += own.filter { !changes.contains($0) }
    }
    return changes
  }

  private func printed(
    _ definition: DocumentDefinition, _ subject: FormSubject, _ folder: FormsFolder, _ length: ExampleLength
  ) throws(Unprintable) -> PrintedForm {
    guard let type = (subject.businessTypes(for: definition) + subject.pack.businessTypes).first else {
      throw Unprintable(subject, definition, .wordsTooLong(definition.title))
    }
    let trial = FormTrial(definition: definition, pack: subject.pack, type: type, packs: folder.packs, fonts: fonts)
    do {
      return PrintedForm(definition, try trial.layOut(length))
    } catch { throw Unprintable(subject, definition, error) }
  }
}

/// A definition that reads but cannot be laid out.
private struct Unprintable: Error {
  let finding: Finding

  init(_ subject: FormSubject, _ definition: DocumentDefinition, _ fault: LayoutFault) {
    finding = Finding(
      .error, at: definition.place(of: fault), field: fault.field, rule: subject.name,
      definition.explanation(of: fault))
  }
}

extension FormChange {
  fileprivate var isOfWords: Bool {
    switch self {
    case .textAdded, .textRemoved, .textChanged: true
    default: false
    }
  }
}
