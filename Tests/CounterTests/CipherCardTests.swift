// 密码卡: no token is written before the card that was issued to its order was opened, and a card opens once.
import Counter
import Domain
import Files
import Foundation
import Records
import Testing
import Tokens
import VirtualCard

@Suite struct CipherCardTests {
  private let branch: HeadOfficeCounter

  init() throws {
    branch = try HeadOfficeCounter()
    try branch.add("cipher-cards", "serial,password,order\nMK1,刮开7391,\nMK2,8842-1,\n")
    try branch.down()
  }

  private func order() throws -> String { try branch.counter.order(leaving: ["cipher-card-opened"]) }

  /// Out of stock, into which the cards come when the first is needed.
  private func take(_ cards: [String], for order: String) throws {
    if try branch.desk.pieces(.cipherCard, in: nil).isEmpty {
      try branch.desk.move(Desk.Pieces(.cipherCard, ["MK1", "MK2"], count: nil), .receive)
    }
    try branch.desk.move(Desk.Pieces(.cipherCard, cards, count: nil), .issue, order: order)
  }

  @Test func `a card that neither the stock nor the table ties to an order opens none`() throws {
    let (order, token) = (try order(), branch.counter.card())
    #expect(refusal(order, on: token, ("MK1", "刮开7391")) as? DownlinkError == .cardUnassigned("MK1"))
    #expect(try branch.desk.order(order).headOffice.cards == [])
    // By the table alone, where no cards are kept here.
    try branch.add("cipher-cards", "serial,password,order\nMK1,刮开7391,\(order)\n")
    try branch.down()
    try issue(order, on: token, ("MK1", "刮开7391"))
    let second = try self.order()
    try take(["MK2"], for: second)
    #expect(
      refusal(second, on: branch.counter.card(serial: 2), ("MK2", "8842-1")) as? DownlinkError == .unknownCard("MK2"))
  }

  @discardableResult
  private func issue(_ order: String, on card: VirtualCard, _ cipher: (String, String)?) throws -> Desk.IssueProgress {
    try branch.desk.issue(
      order, on: TokenSession(PluggedCard(card)), TokenCounter.pins(), issuer: branch.counter.issuer,
      card: cipher.map { CipherCard(serial: $0.0, password: Array($0.1.utf8)) })
  }

  private func refusal(_ order: String, on card: VirtualCard, _ cipher: (String, String)?) -> (any Error)? {
    do { try issue(order, on: card, cipher) } catch { return error }
    return nil
  }

  @Test func `a token waits for its card, and the right password writes it`() throws {
    let (order, token) = (try order(), branch.counter.card())
    try take(["MK1"], for: order)
    #expect(refusal(order, on: token, nil) as? OutOfTurn == .ofHeadOffice(.cardNeeded))
    #expect(try branch.desk.view(branch.desk.order(order)).state == .awaitingDownload)
    guard case .proven = try issue(order, on: token, ("MK1", "刮开7391")) else { return #expect(Bool(false), "proven") }
    #expect(try branch.desk.order(order).headOffice.cards == ["MK1"])
  }

  @Test func `wrong passwords are counted and five end the card`() throws {
    let (order, token) = (try order(), branch.counter.card())
    try take(["MK1", "MK2"], for: order)
    for left in [4, 3, 2, 1] {
      #expect(refusal(order, on: token, ("MK1", "0000")) as? DownlinkError == .wrongCard("MK1", triesLeft: left))
    }
    #expect(refusal(order, on: token, ("MK1", "0000")) as? DownlinkError == .cardUsedUp("MK1"))
    #expect(refusal(order, on: token, ("MK1", "刮开7391")) as? DownlinkError == .cardUsedUp("MK1"))
    let history = try branch.desk.history(of: branch.desk.order(order)).map(\.entry.kind)
    #expect(history.filter { $0 == "cipher-card-refused" }.count == 5)
    // Another card that was issued to the order goes on where this one ended.
    try issue(order, on: token, ("MK2", "8842-1"))
  }

  @Test func `a used card stays used, whatever table comes later`() throws {
    let first = try order()
    try take(["MK1"], for: first)
    try issue(first, on: branch.counter.card(), ("MK1", "刮开7391"))
    let (second, token) = (try order(), branch.counter.card(serial: 2))
    #expect(refusal(second, on: token, ("MK1", "刮开7391")) as? DownlinkError == .cardOfAnother("MK1"))
    branch.desk.cardCustody = Shelf(issued: ["MK1": second])
    #expect(refusal(second, on: token, ("MK1", "刮开7391")) as? DownlinkError == .cardBurnt("MK1"))
    try branch.add("cipher-cards", "serial,password,order\nMK1,刮开7391,\n")
    try branch.down()
    #expect(refusal(second, on: token, ("MK1", "刮开7391")) as? DownlinkError == .cardBurnt("MK1"))
    #expect(refusal(second, on: token, ("MK2", "8842-1")) as? DownlinkError == .unknownCard("MK2"))
  }

  @Test func `a card that was made for or issued to another order is refused and no try is spent`() throws {
    let (order, token) = (try order(), branch.counter.card())
    try branch.add("cipher-cards", "serial,password,order\nMK1,刮开7391,T01002606010099X\nMK2,8842-1,\(order)\n")
    try branch.down()
    #expect(refusal(order, on: token, ("MK1", "刮开7391")) as? DownlinkError == .cardOfAnother("MK1"))
    branch.desk.cardCustody = Shelf(issued: [:])
    #expect(refusal(order, on: token, ("MK2", "8842-1")) as? DownlinkError == .cardOfAnother("MK2"))
    branch.desk.cardCustody = Shelf(issued: ["MK2": order])
    try issue(order, on: token, ("MK2", "8842-1"))
  }

  @Test func `a lapsed table opens nothing`() throws {
    let late = try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: 91 * 86_400))
    let order = try order()
    #expect(throws: DownlinkError.self) {
      try late.issue(
        order, on: TokenSession(PluggedCard(branch.counter.card())), TokenCounter.pins(),
        issuer: branch.counter.issuer, card: CipherCard(serial: "MK1", password: Array("刮开7391".utf8)))
    }
    #expect(try branch.desk.order(order).headOffice.cards == [])
  }

  @Test func `business without cards refuses one`() throws {
    let order = try branch.counter.order("guocai", "new")
    #expect(
      refusal(order, on: branch.counter.card(), ("MK1", "刮开7391")) as? DownlinkError == .noCardNeeded(order))
  }

  @Test func `the passwords stand nowhere in the counter's files`() throws {
    for name in try FileManager.default.subpathsOfDirectory(atPath: branch.desk.store.folder) {
      guard let bytes = FileManager.default.contents(atPath: "\(branch.desk.store.folder)/\(name)") else { continue }
      #expect(bytes.range(of: Data("8842-1".utf8)) == nil, "\(name)")
    }
  }
}

private struct Shelf: CardCustody {
  let issued: [String: String]

  func isIssued(card serial: String, to order: OrderNumber) -> Bool? { issued[serial] == order.text }
}
