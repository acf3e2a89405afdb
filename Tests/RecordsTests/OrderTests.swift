// Orders: numbers, versions, finding them again.
import Domain
import Records
import Testing

@Suite struct OrderTests {
  let folder: Folder
  let store: Store

  init() throws {
    folder = try Folder()
    store = try folder.create()
  }

  @Test func `numbers are minted in a row and start again each day`() throws {
    let numbers = try (1...3).map { try store.registered("A-\($0)").text }
    #expect(numbers.map { String($0.dropFirst(11).prefix(4)) } == ["0001", "0002", "0003"])
    let next = try store.register(on: Folder.day.advanced(byDays: 1)) { number in
      Change(orders: [OrderRow(number, "A-4", version: 1, body: "")])
    }
    #expect(next.text.hasPrefix("A01012603100001"))
  }

  @Test func `a number is not spent when what it was for is refused`() throws {
    try store.registered("A-1")
    #expect(throws: RecordsError.applicationExists(number: "A-1")) { try store.registered("A-1") }
    #expect(try store.registered("A-2").text.hasPrefix("A01012603090002"))
    #expect(try store.verifyJournal() == 2)
  }

  @Test func `after ten thousand orders a day the next is refused`() throws {
    try folder.sqlite("INSERT INTO serials VALUES ('2026-03-09', 9999)")
    #expect(throws: RecordsError.numbersUsedUp(Folder.day)) { try store.registered() }
  }

  @Test func `a change based on an older version is refused whole`() throws {
    let number = try store.registered()
    let other = try folder.open()
    try other.commit(Change(orders: [OrderRow(number, "A-1", version: 2, body: "新")]))
    let late = Change(
      entries: [NewEntry(at: Folder.noon, by: nil, order: number, kind: "late", payload: [])],
      orders: [OrderRow(number, "A-1", version: 2, body: "旧")])
    #expect(throws: RecordsError.stale(number)) { try store.commit(late) }
    #expect(try store.body(number) == "新")
    #expect(try store.journal(of: number).count == 1)
  }

  @Test func `an order is found by application, reference, state and lookup`() throws {
    let phone = Lookup(kind: "phone", value: "13800138000")
    let number = try store.registered("A-1", lookups: [phone])
    try store.registered("A-2", lookups: [Lookup(kind: "phone", value: "13900139000")])
    try store.commit(Change(orders: [OrderRow(number, "A-1", version: 2, body: "x", state: "待审核")]))
    #expect(try store.order(application: "A-1")?.number == number)
    #expect(try store.order(reference: number.text)?.number == number)
    #expect(try store.orders(state: "待审核").map(\.number) == [number])
    #expect(try store.orders(service: "example").count == 2)
    #expect(try store.orders(service: "other").isEmpty)
    #expect(try store.orders(limit: 1).count == 1)
    #expect(try store.orders(for: phone).map(\.number) == [number])
    #expect(try store.orders(for: Lookup(kind: "credit-code", value: phone.value)).isEmpty)
  }

  @Test func `ten thousand orders are listed with their bodies`() throws {
    let numbers = (1...9999).map { OrderNumber(kiosk: "A01", incarnation: 1, day: Folder.day, serial: $0) }
    try store.commit(Change(orders: numbers.map { OrderRow($0, "A-\($0)", version: 1, body: "正文") }))
    #expect(try store.orders().map(\.number) == numbers)
  }
}
