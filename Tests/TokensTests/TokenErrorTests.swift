// Every failure has a code of its own, two languages and a remedy.
import Domain
import Testing
import Tokens

@Suite struct TokenErrorTests {
  static let explanations =
    TokenError.specimens.map(\.explanation) + PIN.Malformed.specimens.map(\.explanation)
    + PUK.Malformed.specimens.map(\.explanation)

  @Test func `codes are unique`() {
    #expect(Set(Self.explanations.map(\.code)).count == Self.explanations.count)
  }

  @Test(arguments: explanations)
  func `a failure is said in Chinese and English with a remedy`(explanation: Explanation) {
    for wording in [explanation.chinese, explanation.english] {
      #expect(!wording.happened.isEmpty && !wording.remedy.isEmpty)
    }
    #expect(explanation.english.happened.utf8.allSatisfy { $0 < 0x80 } || explanation.english.happened.contains("“"))
  }

  @Test func `a failure of the token says that nothing was changed`() {
    let explanation = TokenError.specimens[0].explanation
    #expect(explanation.chinese.happened.hasSuffix("介质未被改动。"))
    #expect(explanation.english.happened.hasSuffix("Nothing on the token was changed."))
  }
}
