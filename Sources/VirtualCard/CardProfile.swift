// How a card behaves where the standard leaves room or where real cards differ: one value per kind of card.

/// The habits of one kind of card. The letters are three real implementations that were measured.
public struct CardProfile: Codable, Hashable, Sendable {
  /// What a terminal reads where nothing was written or an object was deleted.
  public enum Absence: String, Codable, Sendable { case status6A82, emptyContainer, noData }

  /// What a chained PUT DATA leaves behind when it never ends.
  public enum InterruptedWrite: String, Codable, Sendable { case objectGone, halfReadable, untouched }

  public var name: String
  /// Serial, version, metadata, management key change, retries, reset, move (Yubico's commands).
  public var hasVendorCommands = true
  public var hasMetadata = true
  public var firmware: [UInt8] = [5, 7, 1]
  public var managementAlgorithm: UInt8 = 0x0A
  public var pinTries = 3
  public var pukTries = 3
  /// False: a verified PIN serves for every signature of slot 9C.
  public var signaturePINAlways = true
  public var deletedObject = Absence.status6A82
  public var interruptedWrite = InterruptedWrite.objectGone
  /// The greatest value of a data object, in bytes.
  public var largestObject = 3_052
  public var refusalWhenTooLarge: UInt16 = 0x6A84
  /// False: a PIN of the wrong form is refused without costing a try.
  public var malformedPINCostsTry = true
  public var acceptsShortNewPIN = false
  /// True: the empty VERIFY of a blocked PIN answers 63C0 and not 6983.
  public var blockedReadsAsZeroTries = false
  public var wrongAuthentication: UInt16 = 0x6A80
  public var signingWithoutPIN: UInt16 = 0x6982
  public var acceptsExtended = true
  /// The card speaks T=0 alone: no Le with data, every answer fetched by GET RESPONSE.
  public var isT0 = false
  /// GENERATE of RSA is refused, as by a card without that engine.
  public var algorithms: [UInt8] = [0x07, 0x05, 0x11, 0x14]

  public init(name: String) { self.name = name }

  /// Strict in everything: what passes here should pass anywhere.
  public static let strict = CardProfile(name: "strict")

  /// The standard and nothing beside it: no serial number, no metadata, 3DES administration key.
  public static let plain: CardProfile = {
    var profile = CardProfile(name: "plain")
    profile.hasVendorCommands = false
    profile.hasMetadata = false
    profile.managementAlgorithm = 0x03
    profile.interruptedWrite = .halfReadable
    profile.deletedObject = .noData
    profile.malformedPINCostsTry = false
    profile.acceptsExtended = false
    profile.largestObject = 1_900
    return profile
  }()

  /// Vendor commands without metadata, PIN once for signatures, half-written objects readable.
  public static let lenient: CardProfile = {
    var profile = CardProfile(name: "lenient")
    profile.hasMetadata = false
    profile.firmware = [4, 3, 5]
    profile.managementAlgorithm = 0x03
    profile.signaturePINAlways = false
    profile.deletedObject = .emptyContainer
    profile.interruptedWrite = .halfReadable
    profile.refusalWhenTooLarge = 0x6700
    profile.acceptsShortNewPIN = true
    profile.blockedReadsAsZeroTries = true
    profile.wrongAuthentication = 0x6982
    profile.largestObject = 2_804
    return profile
  }()

  /// As `strict`, over the older transport.
  public static let t0: CardProfile = {
    var profile = CardProfile(name: "t0")
    profile.isT0 = true
    profile.acceptsExtended = false
    profile.managementAlgorithm = 0x03
    profile.firmware = [5, 4, 3]
    return profile
  }()

  public static let all = [strict, plain, lenient, t0]

  /// The answer to reset: one protocol and the name in the historical bytes (ISO 7816-3, section 8.2).
  var answerToReset: [UInt8] {
    let history = Array("ck-piv-1".utf8)
    guard !isT0 else { return [0x3B, UInt8(history.count)] + history }
    let checked: [UInt8] = [0x80 | UInt8(history.count), 0x01] + history
    return [0x3B] + checked + [checked.reduce(0, ^)]
  }
}
