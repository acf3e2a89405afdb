// A desk on a rehearsal's store with people signed in, the samples at hand and a clock that stands still.
import Counter
import Domain
import Files
import Foundation
import Records
import Services
import Testing

final class CounterDesk {
  static let now = Instant(seconds: 1_780_000_000)
  static let pin = Array("417703".utf8)
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  let desk: Desk
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "desk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
    desk = Desk(
      store: store, packs: try Packs.load(from: "\(Self.root)/Forms"), forms: "\(Self.root)/Forms",
      clock: Clock(now: { Self.now }))
    let everything: [Role] = [.clerk, .reviewer, .maker, .finance]
    for (id, roles) in [("guan", [Role.administrator]), ("wu", everything), ("li", everything), ("zhao", everything)] {
      try store.enrol(id, name: id, roles: Set(roles), pin: Self.pin, at: Self.now, by: nil)
    }
    try desk.signIn("wu", pin: Self.pin)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Registers the first application of a sample.
  func register(_ story: String, channel: String? = nil) throws -> String {
    var number: String?
    for name in try Files.names(in: "\(Self.root)/Samples/\(story)") where !name.hasSuffix(".md") {
      try desk.takeIn("\(Self.root)/Samples/\(story)/\(name)", with: desk.intake(), channel: channel) { taken in
        if case .order(let order, _) = taken, number == nil { number = order.number.text }
      }
    }
    return try #require(number)
  }

  /// A sample's text, changed, as a file of its own.
  func sample(_ story: String, _ change: (String) -> String) throws -> String {
    let folder = "\(Self.root)/Samples/\(story)"
    let name = try #require(try Files.names(in: folder).first { !$0.hasSuffix(".md") })
    let text = String(decoding: try Files.read("\(folder)/\(name)", limit: 1 << 20), as: UTF8.self)
    let copy = "\(self.folder)/\(UUID().uuidString)-\(name)"
    try Files.write(Array(change(text).utf8), to: copy)
    return copy
  }

  /// Puts an event on an order as whoever has signed in.
  func record(_ event: Event, on number: String) throws {
    let person = try #require(desk.person)
    let order = try desk.order(number)
    let after = try order.after(event, by: person, under: desk.rules(for: order))
    let row = try #require(try desk.store.order(order.number))
    var changed = row
    changed.version += 1
    changed.body = Array(try JSONEncoder().encode(after))
    try desk.store.commit(Change(orders: [changed]))
  }

  /// The whole fee, recorded by li and seen by zhao; wu is signed in again.
  func pay(_ number: String) throws {
    try desk.signIn("li", pin: Self.pin)
    let fee = try desk.view(desk.order(number)).fee
    let (_, entry) = try desk.recordPayment(number, kind: .posSlip, amount: fee, payer: nil, reference: "0042")
    try desk.signIn("zhao", pin: Self.pin)
    _ = try desk.confirmPayment(number, entry: entry)
    try desk.signIn("wu", pin: Self.pin)
  }

  func storeFiles() throws -> [Data] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/store").compactMap { name in
      FileManager.default.contents(atPath: "\(folder)/store/\(name)")
    }
  }
}
