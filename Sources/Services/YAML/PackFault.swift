// What is wrong in the files under Forms/, each fault with its file, line and column.
public import Domain

/// One fault in a definition.
public struct Fault: Error, Hashable, Sendable {
  public let place: Place
  public let explanation: Explanation

  public init(_ place: Place, _ explanation: Explanation) {
    self.place = place
    self.explanation = explanation
  }

  /// `Forms/example/service.yaml:12:5: S07 …`
  public func text(in language: Language) -> String {
    let wording = explanation.wording(in: language)
    let where_ = [place.file, place.line.map(String.init), place.column].compactMap { $0 }.joined(separator: ":")
    let gap = language == .chinese ? "。" : ". "
    return "\(where_): \(explanation.code) \(wording.happened)\(gap)\(wording.remedy)"
  }
}

/// All faults that reading definitions found; nothing of them is used then.
public struct PackFault: Error, Hashable, Sendable {
  public let faults: [Fault]

  public init(_ faults: [Fault]) { self.faults = faults }
}
