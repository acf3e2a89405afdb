// Reads orders of steps and finds those that can never be walked, or walked around.
internal import Domain

struct FlowReader {
  let reader: DefinitionReader

  func flows(_ node: YAMLNode?) -> [String: Flow] {
    Dictionary(
      reader.entries(node).map { ($0.key, flow($0.value)) }, uniquingKeysWith: { first, _ in first })
  }

  private func flow(_ node: YAMLNode) -> Flow {
    let values = reader.fields(node, .flow)
    var requirements: [Step: Set<Step>] = [:]
    var places: [Step: Place] = [:]
    for entry in reader.entries(values["steps"]) {
      guard let step = step(entry.key, at: entry.keyPlace) else { continue }
      places[step] = entry.keyPlace
      requirements[step] = Set(steps(entry.value).map(\.step))
      reader.requireDistinct(entry.value)
    }
    checkTaken(values["steps"], requirements)
    checkOrder(requirements, places)
    return Flow(
      requirements: requirements, separations: separations(values["separate"], requirements),
      review: reader.reviewPlace(values["review"]), checklist: checklist(values["checklist"], requirements),
      isMadeAtOnce: reader.truth(values["made-at-once"]) ?? false)
  }

  private func checklist(_ node: YAMLNode?, _ requirements: [Step: Set<Step>]) -> Step? {
    guard let node, let step = reader.word(node, among: Step.allCases.map { ($0.rawValue, $0) }) else { return nil }
    if requirements[step] == nil { reader.report(PackMistake.stepNotTaken(step.rawValue), at: node.place) }
    return step
  }

  private func steps(_ node: YAMLNode) -> [(step: Step, place: Place)] {
    reader.list(node).compactMap { word in
      reader.text(word).flatMap { step($0, at: word.place) }.map { ($0, word.place) }
    }
  }

  private func step(_ word: String, at place: Place) -> Step? {
    if let step = Step(rawValue: word) { return step }
    let nearest = Nearest.word(to: word, in: Step.allCases.map(\.rawValue))
    reader.report(YAMLMistake.unknownWord(word, nearest: nearest), at: place)
    return nil
  }

  /// Every step that another waits for must be one of the flow's own.
  private func checkTaken(_ node: YAMLNode?, _ requirements: [Step: Set<Step>]) {
    for word in (node?.entries ?? []).flatMap({ $0.value.items ?? [] }) {
      guard let step = word.text.flatMap(Step.init(rawValue:)), requirements[step] == nil else { continue }
      reader.report(PackMistake.stepNotTaken(step.rawValue), at: word.place)
    }
  }

  private func checkOrder(_ requirements: [Step: Set<Step>], _ places: [Step: Place]) {
    let flow = Flow(requirements: requirements)
    var done = Set(requirements.values.joined()).subtracting(requirements.keys)
    while case let open = flow.open(done: done), !open.isEmpty { done.formUnion(open) }
    let waiting = Step.allCases.filter { requirements[$0] != nil && !done.contains($0) }
    if let first = waiting.first, let place = places[first] {
      reader.report(PackMistake.circle(waiting.map(\.rawValue)), at: place)
    } else {
      checkEnd(requirements, places)
      checkAlways(flow, places)
    }
  }

  /// What is so at every counter: papers come in until the order is handed in or else between review and token, nobody
  /// judges what was not handed in, whoever pays knows that it is for good, and nothing is made that was not judged or
  /// given away that was not paid.
  private static let always: [(step: Step, later: Step)] = [
    (.confirmation, .submission), (.papers, .submission), (.submission, .review), (.acknowledgement, .payment),
    (.submission, .production), (.review, .production), (.bankProof, .production), (.payment, .handover),
    (.production, .handover),
  ]

  private func checkAlways(_ flow: Flow, _ places: [Step: Place]) {
    for (step, later) in Self.always where flow.includes(step) && flow.includes(later) {
      guard !flow.comes(step, before: later), !Self.isBroughtLate(step, flow) else { continue }
      let wrong = flow.comes(later, before: step) ? step : later
      if let place = places[wrong] { reader.report(PackMistake.wrongOrder(step, before: later), at: place) }
    }
  }

  /// Papers that are brought to the counter after the review are there before the token is made.
  private static func isBroughtLate(_ step: Step, _ flow: Flow) -> Bool {
    step == .papers && flow.takesPapersLate && flow.comes(.papers, before: .production)
  }

  /// One step ends the flow; another that nothing waits for could be left out unnoticed.
  private func checkEnd(_ requirements: [Step: Set<Step>], _ places: [Step: Place]) {
    let awaited = Set(requirements.values.joined())
    let last = Step.allCases.last { requirements[$0] != nil }
    for step in Step.allCases where step != last && !awaited.contains(step) {
      if let place = places[step] { reader.report(PackMistake.looseStep(step.rawValue), at: place) }
    }
  }

  private func separations(_ node: YAMLNode?, _ requirements: [Step: Set<Step>]) -> Set<Set<Step>> {
    guard let node else { return [] }
    return Set(
      reader.list(node).map { pair in
        let steps = steps(pair)
        for (step, place) in steps where requirements[step] == nil {
          reader.report(PackMistake.stepNotTaken(step.rawValue), at: place)
        }
        if Set(steps.map(\.step)).count != 2 || pair.items?.count != 2 {
          reader.report(PackMistake.notAPair, at: pair.place)
        }
        return Set(steps.map(\.step))
      })
  }
}
