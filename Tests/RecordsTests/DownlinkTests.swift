// What head office sent: the newest stays, sealed; tries at secrets are spent before anything is compared.
import Domain
import Foundation
import Records
import Testing

@Suite struct DownlinkTests {
  let folder: Folder
  let store: Store

  init() throws {
    folder = try Folder()
    store = try folder.create()
  }

  private func row(_ version: Int, _ body: String = "开户行", scope: String = "") -> DownlinkRow {
    DownlinkRow(
      kind: "bank-branches", scope: scope, version: version, issued: Folder.noon,
      expires: Folder.noon.advanced(bySeconds: 86_400), body: Array(body.utf8))
  }

  private func keep(_ row: DownlinkRow) throws -> DownlinkOutcome { try store.keep(row, at: Folder.noon, by: "wang") }

  @Test func `a newer version takes the place of an older one, and never the reverse`() throws {
    #expect(try keep(row(2)) == .taken)
    #expect(try keep(row(2)) == .known)
    #expect(try keep(row(2, "别的")) == .differs)
    #expect(try keep(row(1)) == .older(than: 2))
    #expect(try keep(row(3, "新")) == .taken)
    #expect(try store.downlink("bank-branches")?.body == Array("新".utf8))
    #expect(try store.journal().map(\.kind) == ["downlink.taken", "downlink.taken"])
  }

  @Test func `scopes of a kind do not touch one another, and heads show no content`() throws {
    _ = try keep(row(5, scope: "a"))
    #expect(try keep(row(1, scope: "b")) == .taken)
    let heads = try store.downlinkHeads()
    #expect(heads.map(\.scope) == ["a", "b"] && heads.map(\.version) == [5, 1])
    #expect(heads.allSatisfy { $0.body.isEmpty })
    #expect(try store.downlink("bank-branches", scope: "c") == nil)
  }

  @Test func `whoever has the file cannot read a table, relabel it or put an older one back`() throws {
    _ = try keep(row(1, "招商银行股份有限公司"))
    let old = try folder.sqlite("SELECT hex(body) FROM downlink")
    for file in try Folder.files(below: folder.store) { #expect(file.range(of: Data("招商银行".utf8)) == nil) }
    _ = try keep(row(2))
    try folder.sqlite("UPDATE downlink SET body = x'\(old)'")
    #expect(throws: RecordsError.broken(cell: "downlink/body")) { try store.downlink("bank-branches") }
  }

  // MARK: Secrets

  private let card = SecretName(kind: "cipher-cards", name: "MK1")

  @Test func `a try is on disk before anything is compared, so that a killed process gives none back`() throws {
    for left in [2, 1, 0] {
      // Each try by a process of its own that ends before it compares.
      #expect(try folder.open().spendTry(of: card, limit: 3) == .spent(left: left))
    }
    #expect(try folder.open().spendTry(of: card, limit: 3) == .usedUp)
    #expect(try store.triesSpent(of: card) == 3)
  }

  @Test func `a secret is burnt with what it releases, once`() throws {
    let number = try store.registered()
    let release = Change(
      orders: [OrderRow(number, "A-1", version: 2, body: "放行")], burnt: [card])
    #expect(try !store.isBurnt(card))
    try store.commit(release)
    #expect(try store.isBurnt(card))
    #expect(try store.spendTry(of: card, limit: 3) == .burnt)
    let again = Change(orders: [OrderRow(number, "A-1", version: 3, body: "再次")], burnt: [card])
    #expect(throws: RecordsError.secretBurnt) { try store.commit(again) }
    #expect(try store.body(number) == "放行")
  }

  @Test func `two that release at once cannot both`() throws {
    let other = try folder.open()
    let (one, two) = (try store.registered("A-1"), try store.registered("A-2"))
    #expect(try store.spendTry(of: card, limit: 5) == .spent(left: 4))
    #expect(try other.spendTry(of: card, limit: 5) == .spent(left: 3))
    try store.commit(Change(orders: [OrderRow(one, "A-1", version: 2, body: "一")], burnt: [card]))
    #expect(throws: RecordsError.secretBurnt) {
      try other.commit(Change(orders: [OrderRow(two, "A-2", version: 2, body: "二")], burnt: [card]))
    }
    #expect(try store.body(two) == "订单")
  }
}
