// A moment and the calendar day it falls on in China, by arithmetic alone.

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable, Codable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public init(seconds: Int64) { self.init(milliseconds: seconds * 1000) }

  /// Midnight at the beginning of a day in China.
  public init(startOf day: CivilDate) {
    self.init(seconds: Int64(day.daysSince1970) * 86_400 - CivilDate.chinaOffsetSeconds)
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  public func advanced(bySeconds seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }

  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }

  /// The moment as China's clocks show it: `2026-03-09T14:05:07+08:00`.
  public var chinaText: String {
    let seconds = milliseconds.flooredQuotient(by: 1000) + CivilDate.chinaOffsetSeconds
    let day = CivilDate(daysSince1970: Int(seconds.flooredQuotient(by: 86_400)))
    let rest = seconds - Int64(day.daysSince1970) * 86_400
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { Int($0).padded(2) }.joined(separator: ":")
    return "\(day)T\(clock)+08:00"
  }

  /// The same to the minute, as people read it in lists: `2026-03-09 14:05`.
  public var wallClock: String { String(chinaText.prefix(16).replacing("T", with: " ")) }

  /// Reads `2026-03-09T14:05`, with or without seconds and the offset `+08:00`; nil for anything else.
  public init?(chinaText text: String) {
    let plain = text.hasSuffix("+08:00") ? text.dropLast(6) : text[...]
    let parts = plain.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = CivilDate(String(parts[0])) else { return nil }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    let figures = clock.compactMap {
      $0.utf8.count == 2 && $0.allSatisfy { ("0"..."9").contains($0) } ? Int64($0) : nil
    }
    guard (2...3).contains(clock.count), figures.count == clock.count,
      zip(figures, [23, 59, 59] as [Int64]).allSatisfy({ (0...$1).contains($0) })
    else { return nil }
    let seconds = zip(figures, [3600, 60, 1] as [Int64]).reduce(0) { $0 + $1.0 * $1.1 }
    self = Instant(startOf: day).advanced(bySeconds: seconds)
  }

  /// The day in China.
  public var day: CivilDate {
    let seconds = milliseconds.flooredQuotient(by: 1000) + CivilDate.chinaOffsetSeconds
    return CivilDate(daysSince1970: Int(seconds.flooredQuotient(by: 86_400)))
  }
}

/// A day of the Gregorian calendar.
public struct CivilDate: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// China's clocks stand eight hours before UTC, without summer time since 1992.
  static let chinaOffsetSeconds: Int64 = 8 * 3600

  /// Nil for a day that does not exist.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysIn(month: month, year: year)
    else { return nil }
    self.init(existing: year, month, day)
  }

  /// Reads `2026-03-09`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private init(existing year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Counts years from March, so that the leap day comes last.
  public init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      existing: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  public var daysSince1970: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = marchYear / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public func advanced(byDays days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// `2026-03-09`
  public var description: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }

  /// `2026年3月9日`
  public var chinese: String { "\(year)年\(month)月\(day)日" }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = CivilDate(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day")
    }
    self = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Int {
  /// Decimal digits with leading zeros.
  package func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  package func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
