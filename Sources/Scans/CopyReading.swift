// What can be read on a copy of a licence or card: numbers whose check holds, and until when an identity card is valid.
internal import Domain
internal import Foundation

struct CopyReading {
  /// Identity numbers and credit codes whose check character holds.
  var numbers: Set<String> = []
  /// Whether a span of validity stands there, as on the side of an identity card that shows the emblem (GA 448-2013).
  var saysUntil = false

  var saysSomething: Bool { !numbers.isEmpty || saysUntil }

  init() {}

  init(text: String) {
    let lines = text.split(separator: "\n")
    numbers = Set(lines.flatMap { Self.numbers(in: Array($0.filter { $0.isLetter || $0.isNumber })) })
    saysUntil = lines.contains { Self.isSpan($0.filter { !$0.isWhitespace }) }
  }

  private static func numbers(in letters: [Character]) -> [String] {
    guard letters.count >= 18 else { return [] }
    return (0...(letters.count - 18)).map { String(letters[$0..<($0 + 18)]) }.filter(isNumber)
  }

  private static func isNumber(_ word: String) -> Bool {
    if (try? SocialCreditCode(word)) != nil { return true }
    return [IdentityNumber.Holder.resident, .hongKongMacaoTaiwan, .foreignResident].contains {
      (try? IdentityNumber(word, holder: $0)) != nil
    }
  }

  /// `2015.06.01-2035.06.01`; behind the dash may stand 长期, which is not read here.
  private static func isSpan(_ line: String) -> Bool {
    line.firstMatch(of: #/(19|20)\d\d\.?[01]\d\.?[0-3]\d-/#) != nil
  }
}
