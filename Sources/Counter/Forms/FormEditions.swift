// The editions of a document: those that are frozen, and whether the present one still looks as its number promises.
internal import Domain
internal import Documents
internal import Files
internal import Services

struct FormEditions {
  let subject: FormSubject
  let folder: FormsFolder

  /// The numbers of the frozen editions.
  var frozen: [Int] {
    let names = (try? Files.names(in: "\(folder.path)/\(subject.pack.id)/editions")) ?? []
    return names.compactMap { name -> Int? in
      guard name.hasPrefix("\(subject.id)."), name.hasSuffix(".yaml") else { return nil }
      return Int(name.dropFirst(subject.id.count + 1).dropLast(".yaml".count))
    }.sorted()
  }

  func file(_ edition: Int) -> FormFile {
    FormFile(subject.id, of: subject.pack.id, in: folder.path, edition: edition, shown: folder.path)
  }

  func examine(_ edition: Int) -> (definition: DocumentDefinition?, faults: [Fault]) {
    folder.examine(FormSubject(id: subject.id, pack: subject.pack, file: file(edition)))
  }

  /// What is wrong with the frozen files themselves.
  var faults: [Fault] { frozen.flatMap { examine($0).faults } }

  /// Whether the present definition agrees with the editions that were given out.
  func finding(on present: DocumentDefinition, fonts: FontBook) -> Finding? {
    let newest = frozen.last ?? 0
    if present.edition < newest { return finding(.error, present, .editionBehind(present.edition, frozen: newest)) }
    guard present.edition == newest else { return finding(.note, present, .notFrozen(present.edition)) }
    guard let kept = examine(newest).definition, !looksLike(kept, present, fonts) else { return nil }
    return finding(.error, present, .changedWithoutEdition(newest))
  }

  /// Whether two editions look the same for every business type.
  func looksLike(_ kept: DocumentDefinition, _ present: DocumentDefinition, _ fonts: FontBook) -> Bool {
    subject.businessTypes(for: present).allSatisfy { type in
      FormTrial(definition: present, pack: subject.pack, type: type, packs: folder.packs, fonts: fonts)
        .looksLike(kept)
    }
  }

  private func finding(
    _ severity: Finding.Severity, _ present: DocumentDefinition, _ mistake: FormMistake
  ) -> Finding {
    Finding(severity, at: present.editionPlace, rule: subject.name, mistake.explanation)
  }
}
