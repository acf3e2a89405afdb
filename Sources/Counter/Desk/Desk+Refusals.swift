// What was refused out of turn: the order is as it was, and its history says who tried what and when (S0-187).
internal import FoundationEssentials
internal import Domain
internal import Services
public import Records

/// An event that was refused, as the journal keeps it.
public struct RefusedEvent: Hashable, Sendable, Codable {
  /// The event's word in the journal.
  public let event: String
  /// In a clerk's words.
  public let title: String
  /// Of the refusal.
  public let code: String

  static let kind = "refused"
}

extension Desk {
  /// The order after an event; a refusal is journalled before it is thrown.
  func permitted(
    _ event: Event, on order: Order, by person: Person, under rules: OrderRules, at instant: Instant
  ) throws -> Order {
    do throws(OutOfTurn) { return try order.after(event, by: person, under: rules, at: instant) } catch {
      let refused = RefusedEvent(event: event.name, title: event.title, code: error.explanation.code)
      note(refused, on: order.number, by: person, at: instant)
      throw error
    }
  }

  /// Does what somebody asks of an order. What is refused before there is an event, by whomever, leaves its row too.
  /// - Parameters:
  ///   - word: of the event that was wanted, as the journal calls it.
  ///   - title: the same in a clerk's words.
  func journalling<Result>(
    _ word: String, _ title: String, on text: String, _ body: () throws -> Result
  ) throws -> Result {
    let before = refusals
    do { return try body() } catch {
      if refusals == before, let code = Self.refusalCode(error), let person, let row = try? row(text) {
        note(RefusedEvent(event: word, title: title, code: code), on: row.number, by: person, at: clock.now())
      }
      throw error
    }
  }

  /// Of what the trade refuses. What the machine could not do is no refusal; a wrong code or fact that was tried has its
  /// own row already.
  private static func refusalCode(_ error: any Error) -> String? {
    switch error {
    case DownlinkError.wrongCode, DownlinkError.wrongCard, EntitlementError.factsDiffer, CounterError.busyStore: nil
    case let refusal as OutOfTurn: refusal.explanation.code
    case let refusal as OrderMistake: refusal.explanation.code
    case let refusal as EntitlementError: refusal.explanation.code
    case let refusal as DownlinkError: refusal.explanation.code
    case let refusal as LedgerError: refusal.explanation.code
    case let refusal as Obstacle: refusal.explanation.code
    case let refusal as RefusedValue: refusal.explanation.code
    case let refusal as CounterError: refusal.explanation.code
    default: nil
    }
  }

  private func note(_ refused: RefusedEvent, on order: OrderNumber, by person: Person, at instant: Instant) {
    refusals += 1
    // Should the store fail too, why it may not be is still what the clerk must hear.
    try? store.commit(
      Change(entries: [
        NewEntry(at: instant, by: person.id, order: order, kind: RefusedEvent.kind, payload: Self.bytes(refused))
      ]))
  }

  /// What a row of the journal says was refused; nil for any other row.
  public func refusal(in entry: JournalEntry) -> RefusedEvent? {
    guard entry.kind == RefusedEvent.kind else { return nil }
    return try? JSONDecoder().decode(RefusedEvent.self, from: Data(entry.payload))
  }
}
