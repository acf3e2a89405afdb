// The way to a software card in this process, with the failures that a reader or the service would report.
import Tokens
import VirtualCard

/// A connection straight to a software card whose way can fail, as a reader or the service would report it.
final class FaultyConnection: Connection {
  private let card: VirtualCard
  private let failing: (command: Int, kind: LinkFailure.Kind)?
  private var sent = 0
  private var dead: LinkFailure?
  private let pinpad: VirtualPinpad?

  init(_ card: VirtualCard, failing: (command: Int, kind: LinkFailure.Kind)? = nil, pinpad: VirtualPinpad? = nil) {
    (self.card, self.failing, self.pinpad) = (card, failing, pinpad)
    card.reset()
  }

  var transport: Transport { card.state.profile.isT0 ? .t0 : .t1 }
  var answerToReset: [UInt8] { card.answerToReset }

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    try check()
    defer { sent += 1 }
    if let failing, failing.command == sent { try fail(failing.kind) }
    guard let answer = card.answer(Array(command)) else { throw die(.cardRemoved, 0x8010_0069) }
    return answer
  }

  /// What carries a command to the card counts as one; a question to the reader itself has no content.
  func control(_ code: UInt32, _ data: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    try check()
    let carries = !data.isEmpty
    defer { sent += carries ? 1 : 0 }
    if carries, let failing, failing.command == sent { try fail(failing.kind) }
    switch pinpad?.control(code, Array(data), card: card) ?? .unsupported {
    case .answer(let bytes): return bytes
    case .unsupported: throw LinkFailure(.other, code: LinkFailure.unsupported)
    case .cardGone: throw die(.cardRemoved, 0x8010_0069)
    }
  }

  /// A reset by another program leaves the connection usable; everything else ends it.
  private func fail(_ kind: LinkFailure.Kind) throws(LinkFailure) {
    card.reset()
    if kind == .cardReset { throw LinkFailure(kind, code: 0x8010_0068) }
    throw die(kind, kind == .serviceStopped ? 0x8010_001E : 0x8010_0017)
  }

  private func die(_ kind: LinkFailure.Kind, _ code: UInt32) -> LinkFailure {
    let failure = LinkFailure(kind, code: code)
    dead = failure
    return failure
  }

  private func check() throws(LinkFailure) { if let dead { throw dead } }

  func beginTransaction() throws(LinkFailure) { try check() }

  func endTransaction() {}

  func reset() throws(LinkFailure) {
    try check()
    card.reset()
  }

  func reconnect() throws(LinkFailure) { try check() }
}
