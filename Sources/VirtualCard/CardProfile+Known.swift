// The kinds of card that can be asked for by name: three that were measured, and what lies around them.

extension CardProfile {
  /// Strict in everything: what passes here should pass anywhere.
  public static let strict = CardProfile(name: "strict")

  /// The standard and nothing beside it: no serial number, no metadata, 3DES administration key.
  public static let plain: CardProfile = {
    var profile = CardProfile(name: "plain")
    profile.vendorCommands = []
    profile.algorithms = [0x07, 0x11, 0x14]
    profile.managementAlgorithm = 0x03
    profile.interruptedWrite = .halfReadable
    profile.deletedObject = .noData
    profile.malformedPINCostsTry = false
    profile.acceptsExtended = false
    profile.largestObject = 1_900
    profile.discovery = .absent
    return profile
  }()

  /// Vendor commands without metadata, PIN once for signatures, half-written objects readable.
  public static let lenient: CardProfile = {
    var profile = CardProfile(name: "lenient")
    profile.vendorCommands.subtract([.metadata, .move])
    profile.firmware = [4, 3, 5]
    profile.algorithms = [0x07, 0x11, 0x14]
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
    profile.vendorCommands.remove(.move)
    profile.algorithms = [0x07, 0x11, 0x14]
    return profile
  }()

  /// The first measured card: a counter that contradicts itself after SELECT, and an overflow that only a reset mends.
  public static let cardA: CardProfile = {
    var profile = CardProfile(name: "card-a")
    profile.pinTries = 5
    profile.selectionLeavesCounterVerified = true
    profile.unknownApplication = 0x6D00
    profile.largestObject = 4_096
    profile.refusalWhenTooLarge = 0x6F00
    profile.afterOverflow = 0x6F61
    profile.unknownObject = 0x6A81
    profile.staleBlock = 0x6984
    profile.emptySlotMetadata = .noAlgorithm
    return profile
  }()

  /// The second measured card: PIN once for signatures, short new PINs, deleted objects that read as `5300`.
  public static let cardB: CardProfile = {
    var profile = CardProfile(name: "card-b")
    profile.managementAlgorithm = 0x03
    profile.firmware = [5, 4, 3]
    profile.vendorCommands.remove(.move)
    profile.algorithms = [0x07, 0x11, 0x14]
    profile.wrongAuthentication = 0x6982
    profile.signaturePINAlways = false
    profile.unpaddedPIN = 0x6700
    profile.acceptsShortNewPIN = true
    profile.lastTryAnswersBlocked = true
    profile.blockedReadsAsZeroTries = true
    profile.largestObject = 2_860
    profile.refusalWhenTooLarge = 0x6700
    profile.deletedObject = .emptyContainer
    profile.interruptedWrite = .halfReadable
    return profile
  }()

  /// The third measured card: no metadata, 6F00 where others say 6982, room for 1.9 KB.
  public static let cardC: CardProfile = {
    var profile = CardProfile(name: "card-c")
    profile.vendorCommands = [.version, .serial, .managementKey, .importKey, .reset]
    profile.firmware = [4, 2, 2]
    profile.algorithms = [0x07, 0x11, 0x14]
    profile.managementAlgorithm = 0x03
    profile.wrongAuthentication = 0x6982
    profile.wrongManagementAlgorithm = 0x6F00
    profile.signingWithoutPIN = 0x6F00
    profile.countingKeepsPINFresh = true
    profile.pinTries = 6
    profile.pukTries = 10
    profile.malformedPINCostsTry = false
    profile.lastTryAnswersBlocked = true
    profile.largestObject = 1_960
    profile.refusesMidChain = true
    profile.deletedObject = .noData
    profile.interruptedWrite = .halfReadable
    return profile
  }()

  /// As `strict`, with SM2 and objects that hold a whole electronic seal.
  public static let large: CardProfile = {
    var profile = CardProfile(name: "large")
    profile.sm2Algorithm = 0x54
    profile.largestObject = 32_000
    profile.memory = 131_072
    profile.hasFreeObjects = true
    profile.discovery = .globalPIN
    profile.hasOtherApplication = true
    return profile
  }()

  public static let all = [strict, plain, lenient, t0, cardA, cardB, cardC, large]
}
