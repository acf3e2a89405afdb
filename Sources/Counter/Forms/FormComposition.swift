// What happens to a definition when it is filled: with nothing, little, an example, and as much as fields may hold.
internal import Domain
internal import Documents
internal import Layout
internal import Services

/// Tries one definition with lawful values of every length.
struct FormComposition {
  let subject: FormSubject
  let definition: DocumentDefinition
  let packs: Packs
  let fonts: FontBook
  let renderer: PDFRenderer

  private var types: [BusinessType] { subject.businessTypes(for: definition) }

  /// Mistakes of the form, and warnings where it holds less than its fields may have.
  var findings: [Finding] {
    let mistakes = faults
    guard mistakes.isEmpty else { return mistakes }
    if let undrawable { return [undrawable] }
    let limits = limits
    return tightPlaces(limits) + overfull(limits)
  }

  /// The most characters that the form holds of a field of open length, and for which business type.
  private typealias Limit = (field: Field, most: Int, type: BusinessType)

  private func trial(_ type: BusinessType) -> FormTrial {
    FormTrial(definition: definition, pack: subject.pack, type: type, packs: packs, fonts: fonts)
  }

  private func fault(of layOut: () throws(LayoutFault) -> LaidOutDocument) -> LayoutFault? {
    do throws(LayoutFault) {
      _ = try layOut()
      return nil
    } catch { return error }
  }

  /// What every applicant with ordinary data would be refused for.
  private var faults: [Finding] {
    var findings: [Finding] = []
    for type in types {
      let trial = trial(type)
      for length in definition.usualLengths {
        guard let fault = fault(of: { () throws(LayoutFault) in try trial.layOut(length) }) else { continue }
        findings.append(finding(.error, fault, "\(type.title)，\(length.title)"))
      }
    }
    return findings
  }

  /// What layout cannot know: whether the pages can be drawn.
  private var undrawable: Finding? {
    guard let type = types.first, let document = try? trial(type).layOut(.ordinary) else { return nil }
    do throws(DocumentError) {
      _ = try renderer.render(document)
      return nil
    } catch { return Finding(.error, at: definition.wholePlace, rule: subject.name, error.explanation) }
  }

  // MARK: As much as fields may hold

  /// Fields of which the form holds less than the catalogue allows, each tried alone.
  private func tightPlaces(_ limits: [Limit]) -> [Finding] {
    limits.compactMap { field, most, type in
      guard most < field.limit else { return nil }
      let mistake = FormMistake.holdsOnly(field.label, characters: most, limit: field.limit)
      return Finding(
        .warning, at: definition.place(of: .tooLong(field: field.id, characters: 0, lines: 0)), field: field.id,
        rule: "\(subject.name)：\(type.title)", mistake.explanation)
    }
  }

  /// Whether the pages hold every field at the longest that its own place holds, for every business type.
  private func overfull(_ limits: [Limit]) -> [Finding] {
    var values = packs.catalogue.values(.longest)
    for (field, most, _) in limits { values[field.id] = field.longest(most) }
    return types.compactMap { type in
      let trial = trial(type)
      let fault = fault { () throws(LayoutFault) in try trial.layOut(values) }
      return fault.map { finding(.warning, $0, "\(type.title)，\(ExampleLength.longest.title)") }
    }
  }

  private var limits: [Limit] {
    let fields = packs.catalogue.fields.filter { $0.isOpenEnded && definition.fields.contains($0.id) }
    return fields.compactMap(limit)
  }

  /// The business type whose paper holds least decides; most of them hold what the first does, and are tried once.
  private func limit(of field: Field) -> Limit? {
    var least: Limit?
    for type in types {
      let room = FieldRoom(field: field, trial: trial(type), values: packs.example(for: definition))
      let known = least?.most ?? field.limit
      if least != nil, room.holds(known) { continue }
      least = (field, room.most(upTo: known), type)
    }
    return least
  }

  private func finding(_ severity: Finding.Severity, _ fault: LayoutFault, _ filling: String) -> Finding {
    Finding(
      severity, at: definition.place(of: fault), field: fault.field, rule: "\(subject.name)：\(filling)",
      definition.explanation(of: fault))
  }
}

/// How much of a field a paper holds, with everything else as the example has it.
private struct FieldRoom {
  let field: Field
  let trial: FormTrial
  let values: [FieldID: String]

  func holds(_ count: Int) -> Bool {
    var values = values
    values[field.id] = field.longest(count)
    return (try? trial.layOut(values)) != nil
  }

  func most(upTo limit: Int) -> Int {
    if holds(limit) { return limit }
    var (low, high) = (0, limit)
    while high - low > 1 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}

extension ExampleLength {
  /// In the words of whoever writes forms.
  var title: String {
    switch self {
    case .nothing: "留空"
    case .shortest: "最短的填写"
    case .ordinary: "一般的填写"
    case .longest: "最长的填写"
    }
  }
}
