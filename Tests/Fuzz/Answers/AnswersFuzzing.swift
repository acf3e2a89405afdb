// Random answers for each of the readers by itself, a million in a minute: TLV, certificates, identifiers, metadata, key
// histories, bindings of seals, answers to reset, readers' features, and parts of answers joined by the channel.
import Tokens

/// A connection that gives one part after the other, each with its length before it.
final class Parts: Connection {
  private var rest: ArraySlice<UInt8>
  let transport: Transport
  let answerToReset: [UInt8] = []

  init(_ rest: ArraySlice<UInt8>, _ transport: Transport) { (self.rest, self.transport) = (rest, transport) }

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    guard let count = rest.popFirst() else { throw LinkFailure(.cardRemoved, code: 0x8010_0069) }
    defer { rest = rest.dropFirst(Int(count)) }
    return Array(rest.prefix(Int(count)))
  }

  func beginTransaction() throws(LinkFailure) {}
  func endTransaction() {}
  func reset() throws(LinkFailure) {}
  func reconnect() throws(LinkFailure) {}
}

/// What is read comes back as it was written.
func readAlone(_ bytes: [UInt8]) {
  if let values = TLV.sequence(bytes), !values.isEmpty {
    precondition(TLV.sequence(values.flatMap(\.bytes)) == values, "values do not come back")
  }
  if case .certificate(let der) = CertificateObject(bytes) {
    precondition(CertificateObject(CertificateObject.content(der)) == .certificate(der), "a certificate changed")
  }
  if let holder = CardholderIdentifier(bytes) {
    precondition(CardholderIdentifier(holder.content) == holder, "an identifier changed")
  }
  if let history = KeyHistory(bytes) { precondition(KeyHistory(history.content) == history, "a history changed") }
  if let binding = SealBinding(bytes) { precondition(SealBinding(binding.content) == binding, "a binding changed") }
  _ = Metadata(bytes, AlgorithmNumbers())
  _ = AnswerToReset(bytes).takesExtended
  _ = Pinpad(features: bytes)
  _ = PinpadProperties(bytes).takesPINs
}

/// The first byte chooses transport and kind of command; the channel joins what comes, or refuses it.
func readJoined(_ bytes: [UInt8]) {
  guard let choice = bytes.first else { return }
  let channel = Channel(connection: Parts(bytes.dropFirst(), choice & 1 == 0 ? .t0 : .t1))
  channel.takesExtended = choice & 2 != 0
  let data = [UInt8](repeating: 0x5C, count: choice & 4 == 0 ? 5 : 300)
  let command = Command(.getData, data: data, wantsAnswer: choice & 8 == 0, mayAnswerLong: choice & 16 != 0)
  do { _ = try channel.send(command) } catch { precondition(error.change == .nothing) }
}

/// libFuzzer's door (LibFuzzer.h): its own main calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  readAlone(input)
  readJoined(input)
  return 0
}
