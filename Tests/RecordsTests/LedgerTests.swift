// Statement lines, pieces and profiles: sealed where they are somebody's, and never in two places.
import Domain
import Foundation
import Records
import Testing

@Suite struct LedgerTests {
  private static func line(
    _ id: String, _ queue: StatementQueue = .unknown, settled: Bool = false, order: OrderNumber? = nil,
    version: Int = 1, text: String = "付款方 王芳𬍛"
  ) -> StatementRow {
    StatementRow(
      id: id, queue: queue, isSettled: settled, order: order, reference: "transfer/2026030900017",
      instant: Folder.noon, version: version, line: Array(text.utf8))
  }

  private static func change(
    lines: [StatementRow] = [], pieces: [PieceRow] = [], piles: [PileChange] = [], profiles: [ProfileRow] = []
  ) -> Records.Change {
    var change = Records.Change()
    change.ledgers = LedgerChange(lines: lines, pieces: pieces, piles: piles, profiles: profiles)
    return change
  }

  private static func piece(_ serial: String, _ place: CustodyPlace, version: Int = 1) -> PieceRow {
    PieceRow(.token, serial: serial, place: place, order: nil, updated: Folder.noon, version: version)
  }

  @Test func `a line is written once and changed only by who has seen it as it is`() throws {
    let folder = try Folder()
    let store = try folder.create()
    let id = store.statementID(of: "2026-03-09,300.00")
    try store.commit(Self.change(lines: [Self.line(id)]))
    #expect(throws: RecordsError.moved) { try store.commit(Self.change(lines: [Self.line(id)])) }
    let settled = Self.line(id, .exact, settled: true, version: 2, text: "新")
    try store.commit(Self.change(lines: [settled]))
    #expect(throws: RecordsError.moved) { try folder.open().commit(Self.change(lines: [settled])) }
    let row = try #require(try store.statementLine(id))
    #expect(row.queue == .exact && row.isSettled && row.line == Array("新".utf8))
    #expect(try store.hasStatementLine(id) && !store.hasStatementLine("x"))
  }

  @Test func `lines are found by queue and by the bank's number, a page at a time`() throws {
    let folder = try Folder()
    let store = try folder.create()
    let lines = (1...5).map { Self.line("\($0)", $0 == 3 ? .partial : .unknown, settled: $0 == 5) }
    try store.commit(Self.change(lines: lines))
    #expect(try store.statementLines(.unknown, settled: false, limit: 2).map(\.id) == ["1", "2"])
    #expect(try store.statementLines(.unknown, settled: false, after: "2", limit: 2).map(\.id) == ["4"])
    #expect(try store.statementLines(nil, settled: nil).count == 5)
    #expect(try store.statementLines(reference: "transfer/2026030900017").count == 5)
    #expect(try store.statementLines(reference: "posSlip/2026030900017").isEmpty)
  }

  @Test func `nothing of a line or a profile can be read without the key, nor put elsewhere`() throws {
    let folder = try Folder()
    let store = try folder.create()
    let profile = ProfileRow(creditCode: "91350100M000100Y43", body: Array("开户银行 平安银行".utf8))
    try store.commit(Self.change(lines: [Self.line("a"), Self.line("b", text: "另一行")], profiles: [profile]))
    for secret in ["王芳𬍛", "2026030900017", "91350100M000100Y43", "平安银行"] {
      let bytes = try #require(secret.data(using: .utf8))
      #expect(try !Folder.files(below: folder.store).contains { $0.range(of: bytes) != nil }, "\(secret.count)")
    }
    #expect(try store.profile(creditCode: "91350100M000100Y43") == profile.body)
    #expect(try store.profile(creditCode: "91410100MA44YXQ08L") == nil)
    try folder.sqlite("UPDATE statement_lines SET body = (SELECT body FROM statement_lines WHERE id = 'b')")
    #expect(throws: RecordsError.broken(cell: "statement_lines/body")) { try folder.open().statementLine("a") }
  }

  @Test func `a piece is in one place, and two people cannot both move it`() throws {
    let folder = try Folder()
    let store = try folder.create()
    try store.commit(Self.change(pieces: [Self.piece("9A01", .stock), Self.piece("9A02", .stock)]))
    #expect(throws: RecordsError.moved) { try store.commit(Self.change(pieces: [Self.piece("9A01", .stock)])) }
    try store.commit(Self.change(pieces: [Self.piece("9A01", .issued, version: 2)]))
    let late = [Self.piece("9A02", .spoiled, version: 2), Self.piece("9A01", .spoiled, version: 2)]
    #expect(throws: RecordsError.moved) { try folder.open().commit(Self.change(pieces: late)) }
    // All or nothing: the other piece of the same change stayed.
    #expect(try store.piece(.token, "9A02")?.place == .stock)
    #expect(try store.custody() == [.token: [.stock: 1, .issued: 1]])
    let places = try folder.sqlite("SELECT count(*) FROM pieces WHERE serial = '9A01'")
    #expect(places == "1")
  }

  @Test func `a pile never has fewer than none`() throws {
    let folder = try Folder()
    let store = try folder.create()
    try store.commit(Self.change(piles: [PileChange(.label, .stock, 100)]))
    try store.commit(Self.change(piles: [PileChange(.label, .stock, -40), PileChange(.label, .issued, 40)]))
    #expect(throws: RecordsError.moved) {
      try store.commit(Self.change(piles: [PileChange(.label, .stock, -61), PileChange(.label, .issued, 61)]))
    }
    #expect(try store.custody() == [.label: [.stock: 60, .issued: 40]])
  }

  @Test func `the journal is found by kind and by period`() throws {
    let folder = try Folder()
    let store = try folder.create()
    for (kind, seconds) in [("a", 0), ("b", 10), ("a", 20)] as [(String, Int64)] {
      try store.commit(
        Change(entries: [
          NewEntry(at: Folder.noon.advanced(bySeconds: seconds), by: nil, kind: kind, payload: Array(kind.utf8))
        ]))
    }
    #expect(try store.journal(kinds: ["a"]).map(\.sequence) == [1, 3])
    #expect(try store.journal(kinds: ["a", "b"], after: 1).map(\.kind) == ["b", "a"])
    let period = Folder.noon..<Folder.noon.advanced(bySeconds: 20)
    #expect(try store.journal(kinds: ["a", "b"], in: period).map(\.sequence) == [1, 2])
  }
}
