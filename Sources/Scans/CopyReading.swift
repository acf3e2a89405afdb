// What can be read on a copy of a licence or card: numbers whose check holds, and until when an identity card is valid.
internal import Domain
internal import FoundationEssentials

struct CopyReading {
  /// Identity numbers and credit codes whose check character holds.
  var numbers: Set<String> = []
  /// Whether a span of validity stands there, as on the side of an identity card that shows the emblem (GA 448-2013).
  var saysUntil = false

  var saysSomething: Bool { !numbers.isEmpty || saysUntil }

  init() {}

  /// What one line says; in small print a reader takes an X for an x.
  init(line: String) {
    let line = line.uppercased()
    numbers = Set(Self.numbers(in: Array(line.filter { $0.isLetter || $0.isNumber })))
    saysUntil = Self.isSpan(line.filter { !$0.isWhitespace })
  }

  mutating func add(_ other: CopyReading) {
    numbers.formUnion(other.numbers)
    saysUntil = saysUntil || other.saysUntil
  }

  /// Characters of either number (GB 11643, GB 32100).
  private static let length = 18

  private static func numbers(in letters: [Character]) -> [String] {
    guard letters.count >= length else { return [] }
    return (0...(letters.count - length)).map { String(letters[$0..<($0 + length)]) }.filter(isNumber)
  }

  /// For how many years an identity card is issued (居民身份证法, article 5); beyond them it says 长期.
  private static let terms = [5, 10, 20]

  private static func isNumber(_ word: String) -> Bool {
    if (try? SocialCreditCode(word)) != nil { return true }
    return [IdentityNumber.Holder.resident, .hongKongMacaoTaiwan, .foreignResident].contains {
      (try? IdentityNumber(word, holder: $0)) != nil
    }
  }

  /// `2015.06.01-2035.06.01`; behind the dash may stand 长期, which is not read here. Without a dash, two dates that lie
  /// one of the terms apart say the same.
  private static func isSpan(_ line: String) -> Bool {
    if line.contains(#/(19|20)\d\d\.?[01]\d\.?[0-3]\d-/#) { return true }
    let days = #/((?:19|20)\d\d)\.?([01]\d)\.?([0-3]\d)\.?((?:19|20)\d\d)\.?\2\.?\3/#
    guard let found = line.firstMatch(of: days), let first = Int(found.1), let last = Int(found.4) else { return false }
    return terms.contains(last - first)
  }
}
