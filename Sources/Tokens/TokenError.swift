// What can go wrong with a token, and how far things had gone on it.

/// Whether this run had altered anything on the token when it stopped.
public enum Change: Int, Comparable, Sendable, Codable {
  case nothing, possible, made

  public static func < (left: Change, right: Change) -> Bool { left.rawValue < right.rawValue }
}

/// A failure of a token operation. The status word and the service's code are for the journal, not for the person.
public struct TokenError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case serviceMissing, serviceForbidden, noReader
    case noCard(reader: String)
    /// The old and the new token are wanted together.
    case oneCard
    case severalCards([String])
    case readerNotAllowed(String, ReaderPolicy)
    case readerUnknown(String)
    /// With the names of programs that use the card service, as far as the system tells.
    case readerBusy(by: [String])
    case removed, interrupted, readerGone, cardUnreadable, linkFailed
    case notPIV
    case refused(StatusWord)
    case unreadable
    case wrongPIN(triesLeft: Int)
    case pinBlocked
    case wrongPUK(triesLeft: Int)
    case pukBlocked
    case lastTry, lastPUKTry
    case managementKeyWrong, managementKeyOfUnknownKind, managementKeyBehindPIN
    case differentToken(expected: String, found: String)
    case slotTaken(Slot)
    case keyOfAnother, keyLost, writtenDiffers, selfTestFailed
    case certificateTooLarge(bytes: Int)
    case pinUnclear, pukNeeded
    /// The reader gave no PIN to the card.
    case notEntered(EntryFault)
    case noPinpad
    case algorithmNotOffered
    case cryptography, journalFailed, outOfTurn
    case tokenWithoutName
    case nothingToRenew(Slot)
    case otherCertificate(expected: String, found: String)
    case noRetiredSlot, importNotOffered, resetNotOffered, decryptionFailed, attestationWrong, weakKeys
    /// The encryption key travels in an SM2 envelope, which no token of this kind opens.
    case envelopeNotOpened
  }

  public let problem: Problem
  public let change: Change
  public let statusWord: StatusWord?
  public let serviceCode: UInt32?

  init(_ problem: Problem, change: Change = .nothing, serviceCode: UInt32? = nil) {
    self.problem = problem
    self.change = change
    self.serviceCode = serviceCode
    statusWord = if case .refused(let status) = problem { status } else { nil }
  }

  /// Something may still be inserted that makes the same work go on.
  public var isMissingToken: Bool {
    if case .noCard = problem { true } else { isMissingReader }
  }

  /// No repetition with this token leads further.
  var isFinal: Bool {
    switch problem {
    case .slotTaken, .keyOfAnother, .keyLost, .selfTestFailed, .certificateTooLarge, .algorithmNotOffered,
      .nothingToRenew, .otherCertificate, .noRetiredSlot, .importNotOffered, .resetNotOffered, .decryptionFailed,
      .attestationWrong, .weakKeys, .envelopeNotOpened, .pukBlocked, .managementKeyBehindPIN:
      true
    default: false
    }
  }

  /// The token was refused for what it is before anything was done on it: another one may take its place.
  public var meansAnotherToken: Bool {
    guard change == .nothing else { return false }
    switch problem {
    case .slotTaken, .weakKeys, .algorithmNotOffered, .managementKeyWrong, .managementKeyOfUnknownKind,
      .managementKeyBehindPIN:
      return true
    default: return false
    }
  }

  /// A try was spent, or had been before.
  var countsTries: Bool {
    switch problem {
    case .wrongPIN, .pinBlocked, .wrongPUK, .pukBlocked: true
    default: false
    }
  }

  /// A reader may come with the next token.
  var isMissingReader: Bool {
    switch problem {
    case .noReader, .readerUnknown: true
    default: false
    }
  }

  private init(_ problem: Problem, _ change: Change, _ statusWord: StatusWord?, _ serviceCode: UInt32?) {
    (self.problem, self.change) = (problem, change)
    (self.statusWord, self.serviceCode) = (statusWord, serviceCode)
  }

  init(_ failure: LinkFailure, reader: String = "") {
    self.init(Self.problem(failure.kind, reader: reader), serviceCode: failure.code)
  }

  private static func problem(_ kind: LinkFailure.Kind, reader: String) -> Problem {
    switch kind {
    case .cardRemoved: .removed
    case .cardReset, .serviceStopped, .timeout: .interrupted
    case .noCard: .noCard(reader: reader)
    case .readerGone: .readerGone
    case .noReaders: .noReader
    case .readerBusy: .readerBusy(by: CardServiceUsers.names)
    case .noService: .serviceMissing
    case .notAllowed: .serviceForbidden
    case .unreadableCard: .cardUnreadable
    case .other: .linkFailed
    }
  }

  /// The same failure, said with what had happened on the token before it.
  func after(_ change: Change) -> TokenError {
    TokenError(problem, max(change, self.change), statusWord, serviceCode)
  }

  /// The same failure under its proper name, with the status word kept for the help desk.
  func called(_ problem: Problem) -> TokenError { TokenError(problem, change, statusWord, serviceCode) }
}
