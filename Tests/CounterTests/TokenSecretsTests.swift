// PINs and PUKs pass through the counter and are found nowhere in it afterwards.
import Counter
import Domain
import Foundation
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct TokenSecretsTests {
  @Test func `no PIN and no PUK stands in the store's files or in its journal after they were used`() throws {
    let counter = try TokenCounter()
    let (card, desk) = (counter.card(), counter.desk)
    let session = { try TokenSession(PluggedCard(card)) }
    try counter.issue(counter.order(), on: card)
    try desk.changePIN(on: session(), from: PIN("739154"), to: PIN("805193"))
    try desk.unlock(counter.order("guocai", "unlock"), on: session(), new: PIN(new: "739154"))
    let secrets = ["739154", "805193"].map { Array($0.utf8) } + [card.state.puk.value, Self.factoryPIN]
    #expect(card.state.puk.value != Array("12345678".utf8))
    for (place, bytes) in try files(below: desk.store.folder) + lines(of: desk.store) {
      for secret in secrets { #expect(bytes.range(of: Data(secret)) == nil, "\(place)") }
    }
  }

  /// As a card takes it.
  private static let factoryPIN = Array("123456".utf8) + [0xFF, 0xFF]

  private func files(below folder: String) throws -> [(String, Data)] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    let files = names.compactMap { name in
      FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, $0) }
    }
    try #require(files.contains { $0.0 == "store.sqlite" && !$0.1.isEmpty })
    return files
  }

  private func lines(of store: Store) throws -> [(String, Data)] {
    let lines = try store.journal().map { ("line \($0.sequence)", Data($0.payload)) }
    try #require(lines.count > 10)
    return lines
  }
}
