// Reads a definition's parts, collecting every mistake with its place instead of stopping at the first.

internal import Domain
internal import Layout

/// Makes the blocks of one part of a definition for one applicant.
typealias BlockMaker = @Sendable (Filling) -> [Block]

final class FormReader {
  let reader: DefinitionReader
  var names: FormNames
  let seals: [SealClass]
  let file: FormFile
  /// Body type, from which parts may depart.
  var body = TextLook()
  private(set) var fields: Set<FieldID> = []
  /// The facts that it prints or asks for.
  private(set) var used: Set<FieldID> = []
  /// The classes of seals that have a place in it.
  private(set) var sealClasses: Set<String> = []
  /// The lists of facts that it is repeated over.
  var lists: Set<String> = []
  /// The paths of all files read, the definition's own first.
  private(set) var files: [String]
  private var including: [String] = []
  private static let mostIncludes = 200
  private var mentions: [(template: TextTemplate, place: Place)] = []

  init(_ reader: DefinitionReader, names: FormNames, seals: [SealClass], file: FormFile) {
    self.reader = reader
    self.names = names
    self.seals = seals
    self.file = file
    files = [file.path]
  }

  /// Where everything stands that was read.
  func places(in root: YAMLNode) -> FormPlaces {
    var places = FormPlaces(root)
    for (template, place) in mentions { places.note(template, at: place) }
    return places
  }

  func tell(_ mistake: FormMistake, at node: YAMLNode) { reader.report(mistake, at: node.place) }

  func missing(_ key: String, at node: YAMLNode) { reader.report(YAMLMistake.missingKey(key), at: node.place) }

  // MARK: Maps and lists

  /// The values of a map by key; unknown keys are told.
  func keys(_ node: YAMLNode, _ known: [String]) -> [String: YAMLNode] {
    reader.fields(node, required: [], optional: known)
  }

  /// Reads each item with `read`; an item `include: path` stands for the items of that file.
  func each(_ node: YAMLNode, _ read: (YAMLNode) -> Void) {
    for item in reader.list(node) {
      if let entries = item.entries, entries.count == 1, let entry = entries.first, entry.key == "include" {
        include(entry.value, read)
      } else {
        read(item)
      }
    }
  }

  private func include(_ node: YAMLNode, _ read: (YAMLNode) -> Void) {
    guard let path = text(node) else { return }
    let leadsBack = including.contains(path) || "\(file.folder)/\(path)" == file.path
    guard !leadsBack, including.count < 8 else { return tell(.includeLoop(path), at: node) }
    guard files.count <= Self.mostIncludes else { return tell(.tooManyIncludes(Self.mostIncludes), at: node) }
    including.append(path)
    defer { including.removeLast() }
    let isInside = !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    guard isInside, let tree = tree(of: path) else { return tell(.unreadableInclude(path), at: node) }
    each(tree, read)
  }

  private func tree(of path: String) -> YAMLNode? {
    files.append("\(file.folder)/\(path)")
    return reader.tree(of: "\(file.folder)/\(path)", shownAs: "\(file.shown)/\(path)")
  }

  // MARK: Scalars

  func text(_ node: YAMLNode?) -> String? { reader.spelling(node) }

  func length(_ node: YAMLNode?) -> Length? { number(node, 0...300).map { .mm($0) } }

  func points(_ node: YAMLNode?) -> Length? { number(node, 5...72).map { .pt($0) } }

  func number(_ node: YAMLNode?, _ range: ClosedRange<Double>) -> Double? {
    guard let node, let text = text(node) else { return nil }
    if let number = Double(text), range.contains(number) { return number }
    tell(.outOfRange(text, from: "\(range.lowerBound)", to: "\(range.upperBound)"), at: node)
    return nil
  }

  func whole(_ node: YAMLNode?, _ range: ClosedRange<Int>) -> Int? {
    guard let node, let number = reader.integer(node) else { return nil }
    if range.contains(number) { return number }
    tell(.outOfRange("\(number)", from: "\(range.lowerBound)", to: "\(range.upperBound)"), at: node)
    return nil
  }

  func truth(_ node: YAMLNode?) -> Bool? { reader.truth(node) }

  func word<Word: RawRepresentable & CaseIterable>(_ node: YAMLNode?) -> Word? where Word.RawValue == String {
    reader.word(node, among: Word.allCases.map { ($0.rawValue, $0) })
  }

  // MARK: Text, names, conditions

  func template(_ node: YAMLNode?) -> TextTemplate? {
    guard let node, let text = text(node) else { return nil }
    let (template, mistakes) = TextTemplate.read(text, names: names)
    tell(mistakes, at: node)
    note(template, at: node)
    return template
  }

  private func note(_ template: TextTemplate, at node: YAMLNode) {
    fields.formUnion(template.fields)
    used.formUnion(template.facts)
    mentions.append((template, node.place))
  }

  func name(_ node: YAMLNode?) -> FormName? {
    guard let node, let text = text(node) else { return nil }
    guard let name = names[text] else {
      tell([TextMistake(kind: .unknownName, words: text)], at: node)
      return nil
    }
    switch name {
    case .field(let id): fields.insert(id)
    case .fact(let id): used.insert(id)
    default: break
    }
    return name
  }

  /// A value as cells name it: `agent.name` or `payment.amount | capitals`.
  func value(_ node: YAMLNode) -> (name: FormName, filter: ValueFilter?)? {
    guard let text = text(node) else { return nil }
    let (template, mistakes) = TextTemplate.read("{\(text)}", names: names)
    tell(mistakes, at: node)
    note(template, at: node)
    guard case .value(let name, _, let filter, _)? = template.parts.first else { return nil }
    return (name, filter)
  }

  /// One condition, or a list of which one must hold.
  func condition(_ node: YAMLNode?) -> FormCondition? {
    guard let items = node?.items else { return single(node) }
    return .any(items.compactMap { single($0) })
  }

  private func single(_ node: YAMLNode?) -> FormCondition? {
    guard let node, let text = text(node) else { return nil }
    let (condition, mistakes) = FormCondition.read(text, names: names)
    tell(mistakes, at: node)
    fields.formUnion(condition?.fields ?? [])
    used.formUnion(condition?.facts ?? [])
    return condition
  }

  func seal(_ node: YAMLNode?) -> SealClass? {
    guard let node, let id = text(node) else { return nil }
    if let seal = seals.first(where: { $0.id == id }) {
      sealClasses.insert(id)
      return seal
    }
    tell(.unknownSeal(id, nearest: Nearest.word(to: id, in: seals.map(\.id))), at: node)
    return nil
  }

  private func tell(_ mistakes: [TextMistake], at node: YAMLNode) {
    for mistake in mistakes {
      let words = mistake.words
      switch mistake.kind {
      case .unknownName: tell(unknown(words), at: node)
      case .unclosed: tell(.unclosed(words), at: node)
      case .notALength: tell(.notALength(words), at: node)
      case .unknownFilter: tell(.unknownFilter(words), at: node)
      case .notACondition: tell(.notACondition(words), at: node)
      }
    }
  }

  /// A column is known only inside its list; for any other name the nearest known one is told.
  private func unknown(_ name: String) -> FormMistake {
    if let (list, _) = names.facts.column(name) { return .outsideList(name, list: list.id) }
    return .unknownName(name, nearest: Nearest.word(to: name, in: names.all))
  }
}
