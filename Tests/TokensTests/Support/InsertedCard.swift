// A connection straight to the software card, with the faults that a reader would report.
import Tokens
import VirtualCard

/// One insertion of a card. Once pulled, it stays dead; a new insertion takes a new value.
final class InsertedCard: Connection {
  let card: VirtualCard
  private(set) var isPulled = false
  private(set) var transactions = 0
  /// Another program's reset, reported at the next transaction.
  var wasResetByAnother = false
  /// What answers in the card's place, for cards with words of their own.
  var interjection: ([UInt8]) -> [UInt8]? = { _ in nil }
  /// The reader's own keys, where it has some.
  let pinpad: VirtualPinpad?

  init(_ card: VirtualCard, pinpad: VirtualPinpad? = nil) {
    (self.card, self.pinpad) = (card, pinpad)
    card.reset()
  }

  var transport: Transport { card.state.profile.isT0 ? .t0 : .t1 }
  var answerToReset: [UInt8] { card.answerToReset }

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    try checkPresence()
    if let words = interjection(Array(command)) { return words }
    guard let answer = card.answer(Array(command)) else {
      isPulled = true
      throw LinkFailure(.cardRemoved, code: 0x8010_0069)
    }
    return answer
  }

  func control(_ code: UInt32, _ data: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    try checkPresence()
    switch pinpad?.control(code, Array(data), card: card) ?? .unsupported {
    case .answer(let bytes): return bytes
    case .unsupported: throw LinkFailure(.other, code: 0x8010_001F)
    case .cardGone:
      isPulled = true
      throw LinkFailure(.cardRemoved, code: 0x8010_0069)
    }
  }

  func beginTransaction() throws(LinkFailure) {
    try checkPresence()
    if wasResetByAnother {
      card.reset()
      throw LinkFailure(.cardReset, code: 0x8010_0068)
    }
    transactions += 1
  }

  func endTransaction() {}

  func reset() throws(LinkFailure) {
    try checkPresence()
    card.reset()
  }

  func reconnect() throws(LinkFailure) {
    try checkPresence()
    wasResetByAnother = false
  }

  private func checkPresence() throws(LinkFailure) {
    guard !isPulled else { throw LinkFailure(.cardRemoved, code: 0x8010_0069) }
  }
}

extension Connection {
  /// A command that holds no secret.
  func exchange(_ command: [UInt8]) throws(LinkFailure) -> [UInt8] {
    try command.withUnsafeBufferPointer { bytes throws(LinkFailure) in try transmit(UnsafeRawBufferPointer(bytes)) }
  }
}
