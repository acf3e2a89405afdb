// What a business type promises an applicant, and from which steps it counts.
public import Domain

extension BusinessType {
  /// What was bought as express goes before; nil for a type that promises nothing.
  public func promise(for values: [FieldID: String]) -> Promise? {
    if let word = values["delivery.urgency"], let express = express.first(where: { $0.word == word }) {
      return .hours(express.hours)
    }
    return deadline.map { .workingDays($0) }
  }

  /// The steps after which the promise counts on a flow; where it takes none of them, after the order was handed in.
  public func promiseSteps(on flow: Flow) -> Set<Step> {
    let taken = deadlineFrom.filter { flow.includes($0) }
    return taken.isEmpty ? [.submission] : taken
  }
}
