// Which key a token makes is the pack's word; by which number it knows SM2 is the site's.
import Counter
import Cryptography
import Domain
import Files
import Foundation
import Services
import Testing
import Tokens
import VirtualCard

@Suite struct CertificateKeyTests {
  /// The repository's packs, one of which asks for another key.
  private static func forms(_ key: String) throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    let folder = NSTemporaryDirectory() + "keys-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: "\(root)/Forms", toPath: folder)
    let path = "\(folder)/bjca/service.yaml"
    let text = String(decoding: try Files.read(path, limit: 1 << 20), as: UTF8.self)
    let changed = text.replacingOccurrences(of: "\n  country: CN\n", with: "\n  country: CN\n  key: \(key)\n")
    try #require(changed != text)
    try Files.write(Array(changed.utf8), to: path)
    return folder
  }

  @Test(
    arguments: zip(
      ["rsa-3072", "rsa-4096", "p-256", "p-384", "sm2"], [KeyAlgorithm.rsa3072, .rsa4096, .p256, .p384, .sm2]))
  func `a token makes the kind of key that the pack asks for`(key: String, algorithm: KeyAlgorithm) throws {
    let forms = try Self.forms(key)
    defer { try? FileManager.default.removeItem(atPath: forms) }
    let counter = try TokenCounter(forms: forms)
    let card = counter.card(.large)
    try counter.issue(counter.order(), on: card)
    let facts = try TokenSession(PluggedCard(card)).facts()
    #expect(facts[.signature]?.certificate?.publicKey?.algorithm == algorithm)
  }

  @Test func `a maker's other number for SM2 is the administrator's to set`() throws {
    let forms = try Self.forms("sm2")
    defer { try? FileManager.default.removeItem(atPath: forms) }
    let counter = try TokenCounter(forms: forms)
    var profile = CardProfile.large
    profile.sm2Algorithm = 0x61
    let (card, order) = (counter.card(profile), try counter.order())
    let error = #expect(throws: TokenError.self) { try counter.issue(order, on: card) }
    #expect(error?.problem == .algorithmNotOffered)
    #expect(card.state.keys[0x9C] == nil)
    let numbers = try #require(AlgorithmNumbers(sm2: "61"))
    #expect(throws: CounterError.notAdministrator) { try counter.desk.setAlgorithmNumbers(numbers) }
    try counter.desk.signIn("guan", pin: TokenCounter.secondPIN)
    try counter.desk.setAlgorithmNumbers(numbers)
    try counter.desk.signIn("wu", pin: TokenCounter.secondPIN)
    try counter.issue(order, on: card)
    #expect(card.state.keys[0x9C]?.algorithm == 0x61)
  }

  @Test func `a number that stands for another algorithm is none for SM2`() {
    for digits in ["07", "11", "E0", "5", "054", "xy", ""] { #expect(AlgorithmNumbers(sm2: digits) == nil) }
    #expect(AlgorithmNumbers(sm2: "54") == AlgorithmNumbers())
  }
}
