// What other people's programs make of an issued token, beside OpenSC and yubico-piv-tool: a script over pyscard.
import Cryptography
import Foundation
import Processes
import Testing
import Tokens
import WrittenSecrets

extension ServiceTests {
  private struct Reading: Decodable {
    let certificate: String
    let guid: String
    let capabilities: Bool
    let before: Int
    let after: Int
    let signature: String
  }

  @Test func `a script over pyscard reads what was written and signs with it`() throws {
    let session = try session("pyscard")
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: session, desk.secrets(), journal: MemoryJournal())
    let certificate = try Certificate(der: desk.certificate(for: request))
    try job.finish(certificate.der, on: session, pin: PIN("730194"), desk.keys, journal: MemoryJournal())
    let digest = Digest.sha256(Array("signed through pyscard".utf8))
    // Debian's, which has Debian's pyscard; another may come first in PATH.
    let outcome = try tool("/usr/bin/python3", [Self.script("read_token.py"), "730194", digest.hex])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let reading = try JSONDecoder().decode(Reading.self, from: Data(outcome.output))
    #expect(reading.certificate == certificate.der.hex)
    #expect(reading.guid.count == 32 && reading.capabilities)
    #expect(reading.before == 3 && reading.after == 3)
    let signature = try #require([UInt8](hex: reading.signature))
    let key = try #require(certificate.publicKey)
    #expect(key.verify(signature, ofDigest: digest))
  }
}
