// The counter's own printer: where one is set, slips come out by themselves when a step calls for them (S0-137).
internal import Domain
internal import Peripherals
internal import Records

extension Desk {
  /// The printer of this counter; nil where none is set.
  public func counterPrinter() throws -> String? {
    guard let name = try store.setting(Self.printerSetting), !name.isEmpty else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  /// Sets the printer of this counter, or unsets it; the journal keeps who did.
  /// - Throws: `unknownPrinter` when there is no printer of that name.
  public func setCounterPrinter(_ name: String?) throws {
    let person = try acting()
    if let name { _ = try PrintService().queue(name) }
    try store.commit(
      Change(
        entries: [
          NewEntry(at: clock.now(), by: person.id, kind: "printer-set", payload: Self.bytes(["printer": name ?? ""]))
        ],
        settings: [Setting(Self.printerSetting, Array((name ?? "").utf8), secret: false)]))
  }

  private static let printerSetting = "counter-printer"
}
