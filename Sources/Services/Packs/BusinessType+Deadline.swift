// What a business type promises an applicant, from which steps it counts, and which step it is about.
public import Domain

/// Working days that a service promises.
public struct DeadlineTerms: Hashable, Sendable {
  public let days: Int
  /// The steps after which they count; those that a flow does not take do not matter.
  public let from: Set<Step>
  /// The step that is done by then: as a rule the certificate, with some services only the review (S0-168).
  public let until: Step

  /// Working days: about a year. Whoever writes more has mistyped them.
  static let most = 250

  /// From when a promise counts unless the pack says otherwise.
  static let usualStart: Set<Step> = [.payment, .papers]

  /// `2 个工作日`, or `3 个工作日内完成“审核”`
  public var text: String { until == .production ? "\(days) 个工作日" : "\(days) 个工作日内完成“\(until.title)”" }
}

extension BusinessType {
  /// What was bought as express goes before; nil for a type that promises nothing.
  public func promise(for values: [FieldID: String]) -> Promise? {
    boughtExpress(in: values).map { .hours($0.hours) } ?? deadline.map { .workingDays($0.days) }
  }

  /// The promise in words, and what is done by then.
  public func promiseText(for values: [FieldID: String]) -> String? {
    boughtExpress(in: values) == nil ? deadline?.text : promise(for: values)?.text
  }

  /// The steps after which the promise counts on a flow; where it takes none of them, after the order was handed in.
  public func promiseSteps(on flow: Flow) -> Set<Step> {
    let taken = (deadline?.from ?? DeadlineTerms.usualStart).filter { flow.includes($0) }
    return taken.isEmpty ? [.submission] : taken
  }

  /// The step with which the promise is kept; where nothing is made, the handover.
  public func promisedStep(for values: [FieldID: String], on flow: Flow) -> Step {
    let step = boughtExpress(in: values) == nil ? deadline?.until ?? .production : .production
    return flow.includes(step) ? step : .handover
  }

  private func boughtExpress(in values: [FieldID: String]) -> Express? {
    express.first { $0.word == values["delivery.urgency"] }
  }
}
