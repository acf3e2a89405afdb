// Random card answers: whatever a card says is read, or refused by a token error; nothing on it is changed.
import Cryptography
import Domain
import Foundation
import Tokens
import VirtualCard

/// A card that answers with what the input says.
final class RandomCard: Connection {
  private var answers: ArraySlice<UInt8>
  private let card: VirtualCard?
  private var place: Int
  let transport: Transport
  let answerToReset: [UInt8]

  /// The first byte chooses: a real card with one answer replaced (at the command of the second byte), or nothing but
  /// answers, each with its length before it.
  init(_ input: UnsafeRawBufferPointer, _ states: [CardState]) {
    let choice = input.first ?? 0
    place = Int(input.dropFirst().first ?? 0)
    answers = Array(input.dropFirst(2))[...]
    card = choice & 0x80 == 0 ? VirtualCard(states[Int(choice & 0x7F) % states.count]) : nil
    transport = card?.state.profile.isT0 ?? (choice & 1 == 0) ? .t0 : .t1
    answerToReset = Array(answers.prefix(33))
  }

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    defer { place -= 1 }
    guard let card else { return try nextAnswer() }
    if place == 0 { return Array(answers) }
    guard let answer = card.answer(Array(command)) else { throw LinkFailure(.cardRemoved, code: 0x8010_0069) }
    return answer
  }

  private func nextAnswer() throws(LinkFailure) -> [UInt8] {
    guard let high = answers.popFirst(), let low = answers.popFirst() else {
      throw LinkFailure(.cardRemoved, code: 0x8010_0069)
    }
    let count = min(answers.count, Int(high) << 8 | Int(low))
    defer { answers = answers.dropFirst(count) }
    return Array(answers.prefix(count))
  }

  func beginTransaction() throws(LinkFailure) {}
  func endTransaction() {}
  func reset() throws(LinkFailure) { card?.reset() }
  func reconnect() throws(LinkFailure) {}
}

/// Cards with something on them: a certificate in 9C, a cardholder's identifier, half a certificate.
func filledCards() throws -> [CardState] {
  let name = DistinguishedName(commonName: "Fuzz")
  let (certificate, key) = try CertificateAuthority.makeRoot(
    name: name, algorithm: .p256, years: 10, at: Instant(seconds: 1_780_000_000))
  return CardProfile.all.map { profile in
    var state = CardState(profile, serial: 1)
    state.keys[0x9C] = CardKey(algorithm: 0x11, secret: key.der, pinPolicy: .always, isImported: false)
    state.objects[0x5FC10A] = CertificateObject.content(certificate.der)
    state.objects[0x5FC102] = CardholderIdentifier(guid: Array(1...16)).content
    state.objects[0x5FC105] = Array(CertificateObject.content(certificate.der).prefix(200))
    return state
  }
}

/// Made at the first input; without it there is nothing to try.
nonisolated(unsafe) private let states: [CardState] = {
  do { return try filledCards() } catch { fatalError("not ready: \(error)") }
}()

func tryOut(_ input: UnsafeRawBufferPointer) {
  let bytes = Array(input)
  if let values = TLV.sequence(bytes), !values.isEmpty {
    precondition(TLV.sequence(values.flatMap(\.bytes)) == values, "values do not come back")
  }
  if case .certificate(let der) = CertificateObject(bytes) {
    precondition(CertificateObject(CertificateObject.content(der)) == .certificate(der), "a certificate changed")
  }
  if let holder = CardholderIdentifier(bytes) { precondition(holder.guid.count == 16) }
  do {
    let session = try TokenSession(RandomCard(input, states))
    _ = try session.facts()
    precondition(session.change == .nothing, "looking changed something")
  } catch let error as TokenError {
    precondition(error.change == .nothing, "looking changed something")
    precondition(!error.explanation.code.isEmpty)
  } catch { preconditionFailure("\(error)") }
}

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: bytes, count: count)
  tryOut(input)
  return 0
}
