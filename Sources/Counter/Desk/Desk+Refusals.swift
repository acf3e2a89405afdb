// What was refused out of turn: the order is as it was, and its history says who tried what and when (S0-187).
internal import Foundation
internal import Domain
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
      // Should the store fail too, why it may not be is still what the clerk must hear.
      try? store.commit(
        Change(entries: [
          NewEntry(
            at: instant, by: person.id, order: order.number, kind: RefusedEvent.kind, payload: Self.bytes(refused))
        ]))
      throw error
    }
  }

  /// What a row of the journal says was refused; nil for any other row.
  public func refusal(in entry: JournalEntry) -> RefusedEvent? {
    guard entry.kind == RefusedEvent.kind else { return nil }
    return try? JSONDecoder().decode(RefusedEvent.self, from: Data(entry.payload))
  }
}
