// Reads orders of steps and finds those that can never be walked.
internal import Domain

struct FlowReader {
  private let reader: DefinitionReader

  init(_ reader: DefinitionReader) { self.reader = reader }

  func flows(_ node: YAMLNode?) -> [String: Flow] {
    Dictionary(
      reader.entries(node).map { ($0.key, flow($0.value)) }, uniquingKeysWith: { first, _ in first })
  }

  private func flow(_ node: YAMLNode) -> Flow {
    let values = reader.fields(node, required: ["steps"], optional: ["separate"])
    var requirements: [Step: Set<Step>] = [:]
    for entry in reader.entries(values["steps"]) {
      guard let step = step(entry.key, at: entry.keyPlace) else { continue }
      requirements[step] = Set(
        reader.list(entry.value).compactMap { word in word.text.flatMap { self.step($0, at: word.place) } })
    }
    check(requirements, at: values["steps"]?.place ?? node.place)
    return Flow(requirements: requirements, separations: separations(values["separate"]))
  }

  private func separations(_ node: YAMLNode?) -> Set<Set<Step>> {
    guard let node else { return [] }
    return Set(
      reader.list(node).map { pair in
        Set(reader.list(pair).compactMap { word in word.text.flatMap { step($0, at: word.place) } })
      })
  }

  private func step(_ word: String, at place: Place) -> Step? {
    if let step = Step(rawValue: word) { return step }
    let nearest = Nearest.word(to: word, in: Step.allCases.map(\.rawValue))
    reader.report(YAMLMistake.unknownWord(word, nearest: nearest), at: place)
    return nil
  }

  private func check(_ requirements: [Step: Set<Step>], at place: Place) {
    for step in Set(requirements.values.joined()) where requirements[step] == nil {
      reader.report(PackMistake.stepNotTaken(step.rawValue), at: place)
    }
    let flow = Flow(requirements: requirements)
    var done: Set<Step> = []
    while case let open = flow.open(done: done), !open.isEmpty { done.formUnion(open) }
    let waiting = Step.allCases.filter { requirements[$0] != nil && !done.contains($0) }
    if !waiting.isEmpty { reader.report(PackMistake.circle(waiting.map(\.rawValue)), at: place) }
  }
}
