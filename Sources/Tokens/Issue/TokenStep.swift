// The steps of an issue as they stand in the journal: each group of commands is announced before and confirmed after.

/// One line of an issue's journal. No step holds a secret.
public enum TokenStep: Codable, Hashable, Sendable {
  /// The token with a serial number that this issue is for.
  case begun(TokenIdentity)
  /// A blank token without a serial number is about to get this GUID.
  case naming(guid: [UInt8])
  case named(TokenIdentity)
  case settingManagementKey(ManagementAlgorithm)
  /// `replaced` is false when the card has no command for it and keeps the key it came with.
  case setManagementKey(replaced: Bool)
  case makingKey(Slot)
  /// The public key, as SubjectPublicKeyInfo. From here on no other key is made for this issue.
  case madeKey(spki: [UInt8])
  /// `fromFactory`: the PIN was the factory's when the change began; nil where the card does not tell.
  case settingPIN(fromFactory: Bool?)
  case setPIN
  /// The card refused the change: the PIN is what it was.
  case keptPIN
  case settingPUK(fromFactory: Bool?)
  case setPUK
  case keptPUK
  /// The PKCS #10 request, signed by the token.
  case madeRequest(der: [UInt8])
  case receivedCertificate(der: [UInt8])
  case writingCertificate
  case wroteCertificate
  /// A test signature was right: the issue is complete.
  case proven
  /// A person ended the issue; the reason is the code of an explanation.
  case abandoned(code: String)
}

/// Where steps are kept. `record` returns when the step will survive a power cut.
public protocol TokenJournal {
  func record(_ step: TokenStep) throws
}
