// How a card behaves where the standard leaves room or where real cards differ: one switch for each difference.

/// The habits of one kind of card; every switch can also be set alone (`virtual-token --set`).
public struct CardProfile: Codable, Hashable, Sendable {
  /// What a terminal reads where an object was deleted.
  public enum Absence: String, Codable, Sendable { case status6A82, emptyContainer, noData }

  /// What a chained PUT DATA leaves behind when it never ends.
  public enum InterruptedWrite: String, Codable, Sendable { case objectGone, halfReadable, untouched }

  /// What the metadata say about a slot without a key.
  public enum EmptySlot: String, Codable, Sendable { case status6A88, noAlgorithm }

  /// The discovery object (part 1, section 3.3.2): not there, the card's own PIN, or a global PIN beside it.
  public enum Discovery: String, Codable, Sendable { case absent, applicationPIN, globalPIN }

  public var name: String
  // The makers' additions
  public var vendorCommands = Set(VendorCommand.allCases)
  public var firmware: [UInt8] = [5, 7, 1]
  public var emptySlotMetadata = EmptySlot.status6A88
  /// The answer to MOVE onto a slot that has a key; 0: that key is lost.
  public var occupiedTarget: UInt16 = 0
  /// The answer to MOVE to FF, which deletes a key; 0: it is carried out.
  public var withoutDelete: UInt16 = 0

  // Keys
  public var managementAlgorithm: UInt8 = 0x0A
  /// The administration key that its maker sets, in hexadecimal; empty: 01 02 … 08, as often as needed.
  public var factoryKey = ""
  /// Identifiers of SP 800-78-5, table 9, and 16 for RSA-4096.
  public var algorithms: [UInt8] = [0x07, 0x05, 0x16, 0x11, 0x14]
  /// The identifier for SM2; 0: not offered.
  public var sm2Algorithm: UInt8 = 0
  /// False: a verified PIN serves for every signature of slot 9C.
  public var signaturePINAlways = true
  /// True: counting tries between VERIFY and the signature does not cost the VERIFY its effect.
  public var countingKeepsPINFresh = false
  public var wrongAuthentication: UInt16 = 0x6A80
  public var wrongManagementAlgorithm: UInt16 = 0x6A86
  public var signingWithoutPIN: UInt16 = 0x6982

  // PIN and PUK
  public var pinTries = 3
  public var pukTries = 3
  /// The answer to whatever concerns the PUK; 0: the card has one.
  public var withoutPUK: UInt16 = 0
  /// False: a PIN of the wrong form is refused without costing a try.
  public var malformedPINCostsTry = true
  public var unpaddedPIN: UInt16 = 0x6A80
  public var acceptsShortNewPIN = false
  /// True: the wrong PIN that blocks answers 6983 and not 63C0.
  public var lastTryAnswersBlocked = false
  /// True: the empty VERIFY of a blocked PIN answers 63C0 and not 6983.
  public var blockedReadsAsZeroTries = false
  /// True: after a new SELECT the empty VERIFY still answers 9000, although nothing is verified any more.
  public var selectionLeavesCounterVerified = false
  public var discovery = Discovery.applicationPIN

  // Objects
  /// The greatest value of a data object, in bytes.
  public var largestObject = 3_052
  /// Room for all objects together, in bytes.
  public var memory = 51_200
  public var refusalWhenTooLarge: UInt16 = 0x6A84
  /// True: a too large object is refused as soon as its length or its blocks show it.
  public var refusesMidChain = false
  /// What every PUT DATA answers after one was too large, until a reset; 0: the card recovers at once.
  public var afterOverflow: UInt16 = 0
  public var deletedObject = Absence.status6A82
  public var unknownObject: UInt16 = 0x6A82
  /// True: the tags 5FFF00 to 5FFFFF hold whatever is written there.
  public var hasFreeObjects = false
  public var interruptedWrite = InterruptedWrite.objectGone
  /// The answer to the last block of a chain that another command had broken off.
  public var staleBlock: UInt16 = 0x6A80

  // Transport
  public var acceptsExtended = true
  /// False: the answer to reset says nothing about what the card can do.
  public var tellsAbilities = true
  /// The card speaks T=0 alone: no Le with data, every answer fetched by GET RESPONSE.
  public var isT0 = false
  /// How many bytes of the application's name SELECT must have; the standard promises no fewer than nine.
  public var shortestName = 5
  /// The answer to SELECT of an application that is not there; PIV stays current.
  public var unknownApplication: UInt16 = 0x6A82
  /// True: there is another application (OpenPGP), and selecting it takes PIV away.
  public var hasOtherApplication = false

  public init(name: String) { self.name = name }

  public var hasVendorCommands: Bool { vendorCommands.contains(.version) }
  public var hasMetadata: Bool { vendorCommands.contains(.metadata) }

  /// The answer to reset: one protocol, then what the card can do and its name (ISO 7816-3, 8.2; 7816-4, 8.1.1).
  var answerToReset: [UInt8] {
    let abilities: [UInt8] = tellsAbilities ? [0x73, 0x00, 0x00, acceptsExtended ? 0xC0 : 0x80] : []
    let history = [0x80] + abilities + [0x54] + Array("CKPV".utf8)
    guard !isT0 else { return [0x3B, UInt8(history.count)] + history }
    let checked: [UInt8] = [0x80 | UInt8(history.count), 0x01] + history
    return [0x3B] + checked + [checked.reduce(0, ^)]
  }
}

extension CardProfile: CustomStringConvertible {
  public var description: String { name }
}

/// The commands that one maker added to PIV and others took over.
public enum VendorCommand: String, Codable, Sendable, CaseIterable {
  case version, serial, metadata, attestation, move, managementKey, importKey, tries, reset

  init?(instruction: UInt8) {
    switch instruction {
    case 0xFD: self = .version
    case 0xF8: self = .serial
    case 0xF7: self = .metadata
    case 0xF9: self = .attestation
    case 0xF6: self = .move
    case 0xFF: self = .managementKey
    case 0xFE: self = .importKey
    case 0xFA: self = .tries
    case 0xFB: self = .reset
    default: return nil
    }
  }
}
