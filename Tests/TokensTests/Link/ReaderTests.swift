// Which readers a store may open.
import Testing
import Tokens

@Suite struct ReaderTests {
  @Test(arguments: [
    ("Virtual PCD 00 00", ReaderPolicy.production, false), ("Virtual PCD 00 00", .rehearsal, true),
    ("Yubico YubiKey OTP+FIDO+CCID 00 00", .production, true), ("Feitian ePass2003 00 00", .rehearsal, false),
    ("A Virtual PCD 00 00", .production, true),
  ])
  func `production and rehearsal never share a reader`(name: String, policy: ReaderPolicy, allowed: Bool) {
    #expect(policy.allows(Reader(name: name, hasCard: true)) == allowed)
  }
}
