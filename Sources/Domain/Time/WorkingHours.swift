// The hours of a working day in which a service makes certificates.

/// Sessions of work, in minutes since midnight by China's clocks.
public struct WorkingHours: Hashable, Sendable {
  public let sessions: [Range<Int>]

  /// Nil unless there are sessions, each with an end after its beginning and before the next begins.
  public init?(_ sessions: [Range<Int>]) {
    let bounds = sessions.flatMap { [$0.lowerBound, $0.upperBound] }
    guard let last = bounds.last, last <= 24 * 60, !sessions.contains(where: \.isEmpty),
      zip(bounds, bounds.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    self.sessions = sessions
  }

  private init(known sessions: [Range<Int>]) { self.sessions = sessions }

  /// Where a pack says nothing: 09:00–12:00 and 13:30–17:30.
  public static let usual = WorkingHours(known: [540..<720, 810..<1050])

  public var close: Int { sessions.last?.upperBound ?? 0 }

  /// Minutes of work in a whole day.
  public var length: Int { sessions.reduce(0) { $0 + $1.count } }

  /// Minutes of work that are left after a minute of the day.
  func left(after minute: Int) -> Int {
    sessions.reduce(0) { $0 + max(0, $1.upperBound - max($1.lowerBound, minute)) }
  }

  /// The minute of the day at which so many minutes of work have passed since another.
  func minute(_ work: Int, after start: Int) -> Int {
    var left = work
    for session in sessions where session.upperBound > start {
      let begin = max(session.lowerBound, start)
      if begin + left <= session.upperBound { return begin + left }
      left -= session.upperBound - begin
    }
    return close
  }

  /// `09:00–12:00，13:30–17:30`
  public var text: String {
    sessions.map { "\(Self.clock($0.lowerBound))–\(Self.clock($0.upperBound))" }.joined(separator: "，")
  }

  private static func clock(_ minute: Int) -> String { "\((minute / 60).padded(2)):\((minute % 60).padded(2))" }

  /// Reads `08:30`; nil for anything else.
  public static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }
}
