// Unopened encrypted bids: they can only be read with the old key, so that nothing is done to it before the opening (N-01, D-37).

/// The applicant's signed answer.
public struct BidAnswer: Hashable, Sendable, Codable {
  /// Until when each bid is unopened; empty where there is none. A day without a time counts to its end.
  public let openings: [Instant]
  /// Whether the signed and sealed declaration lies on the counter.
  public let isSigned: Bool

  public init(openings: [Instant], isSigned: Bool) {
    self.openings = openings
    self.isSigned = isSigned
  }
}

public enum PendingBidsEvent: Hashable, Sendable, Codable {
  case answered(BidAnswer)
  /// The applicant insists, and two people let it happen before the opening.
  case overridden(reason: String, second: PersonID)
}

public struct PendingBids: Hashable, Sendable, Codable {
  public internal(set) var answer: BidAnswer?
  public internal(set) var waiver: Waiver?
}

public struct PendingBidsRules: Hashable, Sendable {
  /// Whether work on the token can cost the applicant what an old key alone can read.
  public var isAsked = false
  /// The earliest moment that it may be now.
  public var now: Instant?

  public init() {}
}

extension Order {
  /// What keeps every hand off the old key.
  func bidNeeds(under rules: OrderRules) -> [Need] {
    guard rules.bids.isAsked else { return [] }
    guard let answer = bids.answer, answer.isSigned else { return [.bidDeclaration] }
    guard bids.waiver == nil, let last = openings.max(), last > rules.bids.now ?? last else { return [] }
    return [.bidOpening(last)]
  }

  /// What was said at the counter and what stands in the application; the later counts.
  public var openings: [Instant] {
    let values = application.values
    guard values["consent.pendingBids"] == "是", let day = values["consent.bidOpening"].flatMap({ CivilDate($0) })
    else { return bids.answer?.openings ?? [] }
    return (bids.answer?.openings ?? []) + [Instant(startOf: day.advanced(byDays: 1))]
  }

  func permit(_ event: PendingBidsEvent, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    guard rules.bids.isAsked else { throw .impossible(event.title) }
    try person.requireRole(.clerk, or: .maker, for: event.title)
  }

  mutating func apply(_ event: PendingBidsEvent, by person: PersonID) throws(OutOfTurn) {
    switch event {
    case .answered(let answer): (bids.answer, bids.waiver) = (answer, nil)
    case .overridden(let reason, let second):
      guard bids.answer?.isSigned == true, !openings.isEmpty else { throw .refused(.nothingToOverride) }
      bids.waiver = try Waiver(reason, by: person, and: second)
    }
  }
}

extension PendingBidsEvent {
  var name: String {
    switch self {
    case .answered: "bids-answered"
    case .overridden: "bids-overridden"
    }
  }

  var title: String {
    switch self {
    case .answered(let answer): answer.openings.isEmpty ? "声明没有未开标文件" : "声明有未开标文件"
    case .overridden: "两人同意在开标前办理"
    }
  }
}

extension Instant {
  /// `2026-03-20T09:30` as China's clocks show it; a day alone counts to its end. Nil for anything else.
  public init?(opening text: String) {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = CivilDate(String(parts[0])) else { return nil }
    guard parts.count == 2 else {
      self.init(startOf: day.advanced(byDays: 1))
      return
    }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.map(\.count) == [2, 2], let hour = Int(clock[0]), let minute = Int(clock[1]),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    self = Instant(startOf: day).advanced(bySeconds: Int64(hour * 3600 + minute * 60))
  }
}
