// Values that are typed at the counter after intake: judged by their fields' own rules, as those of an application are.
public import Domain
internal import Services

/// A value that does not pass; the words are its field's, and stand there.
public struct RefusedValue: Explained {
  public let explanation: Explanation

  public static var specimens: [RefusedValue] { [] }
}

extension Desk {
  /// A value in its normal form.
  /// - Throws: `RefusedValue` with the field's words for what is wrong with it.
  func judged(_ text: String, as id: FieldID, of order: Order) throws -> String {
    guard let field = packs.catalogue[id] else { return text }
    let judgement = field.judge(text, today: clock.now().day, context: order.application.values)
    if let fault = judgement.faults.first(where: { $0.severity == .error }) {
      throw RefusedValue(explanation: fault.explanation)
    }
    return judgement.value
  }
}
