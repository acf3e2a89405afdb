// The smart-card service's return codes (winscard.h), translated once.

extension LinkFailure {
  /// Nil for success.
  init?(serviceCode: Int) {
    let code = UInt32(truncatingIfNeeded: serviceCode)
    guard code != 0 else { return nil }
    self.init(Self.kind(of: code), code: code)
  }

  private static func kind(of code: UInt32) -> Kind {
    switch code {
    case 0x8010_0069: .cardRemoved
    case 0x8010_0068: .cardReset
    case 0x8010_000C: .noCard
    case 0x8010_0009, 0x8010_0017: .readerGone
    case 0x8010_002E: .noReaders
    case 0x8010_000B: .readerBusy
    case 0x8010_001D: .noService
    case 0x8010_001E, communicationError: .serviceStopped
    case 0x8010_006A: .notAllowed
    case 0x8010_000A: .timeout
    case 0x8010_0065, 0x8010_0066, 0x8010_0067, 0x8010_000F: .unreadableCard
    default: .other
    }
  }
}

/// Throws unless a call of the service succeeded.
func check(_ serviceCode: Int) throws(LinkFailure) {
  if let failure = LinkFailure(serviceCode: serviceCode) { throw failure }
}
