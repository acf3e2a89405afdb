// Every failure of this room has words in both languages and a code of its own.
import Cryptography
import Domain
import Testing

@Test func `each cryptographic failure has its own code and words`() {
  let explanations = CryptographyError.specimens.map(\.explanation)
  #expect(Set(explanations.map(\.code)).count == explanations.count)
  #expect(explanations.allSatisfy { $0.code != "K99" && $0.code.hasPrefix("K") })
  #expect(explanations.allSatisfy { !$0.chinese.remedy.isEmpty && !$0.english.remedy.isEmpty })
}
