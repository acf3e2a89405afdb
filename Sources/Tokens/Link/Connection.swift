// The way to one card: bytes out, bytes back, and a scope that nobody else can enter.

/// How commands travel (ISO 7816-3).
public enum Transport: Sendable { case t0, t1 }

/// A connection to one card. The PC/SC one and the tests' own are alike from here on.
public protocol Connection: AnyObject {
  var transport: Transport { get }
  /// The card's answer to reset.
  var answerToReset: [UInt8] { get }

  /// Sends one command APDU and returns the answer with its status word. The bytes may be a PIN's: they are not kept.
  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8]

  /// Has the reader or its driver do something besides carrying commands (SCardControl).
  /// The bytes may be a PUK's.
  func control(_ code: UInt32, _ data: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8]

  /// Keeps every other program off the card until `endTransaction`; waits while another holds it, though not for ever.
  func beginTransaction() throws(LinkFailure)
  func endTransaction()

  /// Ends the transaction and resets the card in one, so that nobody finds a PIN verified in between; whether the card
  /// was reset.
  func endTransactionResetting() -> Bool

  /// Resets the card, so that nothing stays verified, and keeps the connection.
  func reset() throws(LinkFailure)

  /// Takes up the connection again after another program has reset the card.
  func reconnect() throws(LinkFailure)
}

extension Connection {
  /// For connections that nobody shares.
  public func endTransactionResetting() -> Bool {
    defer { endTransaction() }
    do throws(LinkFailure) { try reset() } catch { return false }
    return true
  }

  /// A reader that carries commands and nothing else.
  public func control(_ code: UInt32, _ data: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    throw LinkFailure(.other, code: LinkFailure.unsupported)
  }

  /// A command without secrets.
  func transmit(_ command: [UInt8]) throws(LinkFailure) -> [UInt8] {
    try command.withUnsafeBufferPointer { bytes throws(LinkFailure) in try transmit(UnsafeRawBufferPointer(bytes)) }
  }

  /// A question to the reader itself, which is its number alone.
  func control(_ code: UInt32) throws(LinkFailure) -> [UInt8] {
    try control(code, UnsafeRawBufferPointer(start: nil, count: 0))
  }
}

/// What went wrong between the program and the card, with the smart-card service's own code.
public struct LinkFailure: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case cardRemoved, cardReset, noCard, readerGone, noReaders
    case readerBusy, noService, serviceStopped, notAllowed, timeout, unreadableCard, other
  }

  /// SCARD_E_SHARING_VIOLATION.
  static let sharingViolation: UInt32 = 0x8010_000B

  /// SCARD_E_TIMEOUT.
  static let timedOut: UInt32 = 0x8010_000A

  /// SCARD_F_COMM_ERROR.
  static let communicationError: UInt32 = 0x8010_0013

  /// SCARD_E_UNSUPPORTED_FEATURE.
  public static let unsupported: UInt32 = 0x8010_001F

  public let kind: Kind
  public let code: UInt32

  public init(_ kind: Kind, code: UInt32) {
    self.kind = kind
    self.code = code
  }
}
