// Reads a definition's parts, collecting every mistake with its place instead of stopping at the first.

internal import Domain
internal import Layout

/// Makes the blocks of one part of a definition for one applicant.
typealias BlockMaker = @Sendable (Filling) -> [Block]

final class FormReader {
  let names: FormNames
  let seals: [SealOutline]
  /// Reads a file by its path from `Forms/` on.
  let open: (String) throws(FormFault) -> YAMLNode
  /// Body type, from which parts may depart.
  var body = TextLook()
  private(set) var findings: [Finding] = []
  private(set) var fields: Set<FieldID> = []
  private var including: [String] = []

  init(
    names: FormNames, seals: [SealOutline], open: @escaping (String) throws(FormFault) -> YAMLNode
  ) {
    self.names = names
    self.seals = seals
    self.open = open
  }

  func tell(_ mistake: FormMistake, at node: YAMLNode) {
    tell(mistake, at: node.formPlace)
  }

  func tell(_ mistake: FormMistake, at place: Place) {
    findings.append(Finding(.error, at: place, rule: "Forms", mistake.explanation))
  }

  // MARK: Maps and lists

  /// The values of a map by key; unknown keys are told.
  func keys(_ node: YAMLNode, _ known: [String]) -> [String: YAMLNode] {
    guard let entries = node.formEntries else {
      tell(.expected("a map of keys"), at: node)
      return [:]
    }
    var values: [String: YAMLNode] = [:]
    for (key, place, value) in entries {
      if known.contains(key) {
        values[key] = value
      } else {
        tell(.unknownKey(key, nearest: nearest(to: key, among: known)), at: place)
      }
    }
    return values
  }

  /// A list's items, those of included files among them.
  func items(_ node: YAMLNode) -> [YAMLNode] {
    guard let list = node.formItems else {
      tell(.expected("a list"), at: node)
      return []
    }
    return list
  }

  /// Reads each item with `read`; an item `include: path` stands for the items of that file.
  func each(_ node: YAMLNode, _ read: (YAMLNode) -> Void) {
    for item in items(node) {
      if let entries = item.formEntries, entries.count == 1, let entry = entries.first, entry.key == "include" {
        include(entry.value, read)
      } else {
        read(item)
      }
    }
  }

  private func include(_ node: YAMLNode, _ read: (YAMLNode) -> Void) {
    guard let path = text(node) else { return }
    guard !including.contains(path), including.count < 8 else { return tell(.includeLoop(path), at: node) }
    including.append(path)
    defer { including.removeLast() }
    do {
      each(try open(path), read)
    } catch {
      findings.append(contentsOf: error.findings)
      if error.findings.isEmpty { tell(.unreadableInclude(path), at: node) }
    }
  }

  // MARK: Scalars

  func text(_ node: YAMLNode?) -> String? {
    guard let node else { return nil }
    if let scalar = node.formScalar { return scalar }
    tell(.expected("text"), at: node)
    return nil
  }

  func length(_ node: YAMLNode?) -> Length? { number(node, 0...300).map { .mm($0) } }

  func points(_ node: YAMLNode?) -> Length? { number(node, 5...72, "a type size in points").map { .pt($0) } }

  func number(_ node: YAMLNode?, _ range: ClosedRange<Double>, _ what: String? = nil) -> Double? {
    guard let node, let text = text(node) else { return nil }
    if let number = Double(text), range.contains(number) { return number }
    tell(what.map { .expected($0) } ?? .notALength(text), at: node)
    return nil
  }

  func whole(_ node: YAMLNode?, _ range: ClosedRange<Int>) -> Int? {
    guard let node, let text = text(node) else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    tell(.expected("a whole number"), at: node)
    return nil
  }

  func truth(_ node: YAMLNode?) -> Bool? {
    guard let node, let text = text(node) else { return nil }
    if text == "true" || text == "false" { return text == "true" }
    tell(.expected("true or false"), at: node)
    return nil
  }

  func word<Word: RawRepresentable & CaseIterable>(_ node: YAMLNode?) -> Word? where Word.RawValue == String {
    guard let node, let text = text(node) else { return nil }
    if let word = Word(rawValue: text) { return word }
    tell(.unknownWord(text, allowed: Word.allCases.map(\.rawValue)), at: node)
    return nil
  }

  // MARK: Text, names, conditions

  func template(_ node: YAMLNode?) -> TextTemplate? {
    guard let node, let text = text(node) else { return nil }
    let (template, mistakes) = TextTemplate.read(text, names: names)
    tell(mistakes, at: node)
    fields.formUnion(template.fields)
    return template
  }

  func name(_ node: YAMLNode?) -> FormName? {
    guard let node, let text = text(node) else { return nil }
    guard let name = names[text] else {
      tell([TextMistake(kind: .unknownName, words: text)], at: node)
      return nil
    }
    if case .field(let id) = name { fields.insert(id) }
    return name
  }

  func condition(_ node: YAMLNode?) -> FormCondition? {
    guard let node, let text = text(node) else { return nil }
    let (condition, mistakes) = FormCondition.read(text, names: names)
    tell(mistakes, at: node)
    fields.formUnion(condition?.fields ?? [])
    return condition
  }

  func seal(_ node: YAMLNode?) -> SealOutline? {
    guard let node, let id = text(node) else { return nil }
    if let seal = seals.first(where: { $0.id == id }) { return seal }
    tell(.unknownSeal(id, nearest: nearest(to: id, among: seals.map(\.id))), at: node)
    return nil
  }

  private func tell(_ mistakes: [TextMistake], at node: YAMLNode) {
    for mistake in mistakes {
      let words = mistake.words
      switch mistake.kind {
      case .unknownName: tell(.unknownName(words, nearest: nearest(to: words, among: names.all)), at: node)
      case .unclosed: tell(.unclosed(words), at: node)
      case .notALength: tell(.notALength(words), at: node)
      case .unknownFilter: tell(.unknownFilter(words), at: node)
      case .notACondition: tell(.notACondition(words), at: node)
      }
    }
  }
}
