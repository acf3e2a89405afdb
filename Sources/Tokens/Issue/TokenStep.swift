// The steps of a token job as they stand in the journal: each group of commands is announced before and confirmed after.

/// One line of a job's journal. No step holds a secret.
public enum TokenStep: Codable, Hashable, Sendable {
  /// The token that this job is for.
  case begun(TokenIdentity)
  /// A blank token without a serial number is about to get this GUID.
  case naming(guid: [UInt8])
  case named(TokenIdentity)
  case settingManagementKey(ManagementAlgorithm)
  /// `replaced` is false when the card has no command for it and keeps the key it came with.
  case setManagementKey(replaced: Bool)
  /// A renewal has found the certificate that it renews. It is kept here, whatever happens on the token.
  case found(Slot, certificate: [UInt8])
  /// The card cannot move keys: the renewed certificate will be for the key that the old one is for.
  case keepingKey(spki: [UInt8])
  case makingKey(Slot)
  /// The public key, as SubjectPublicKeyInfo. From here on no other key is made for this issue.
  case madeKey(spki: [UInt8])
  /// The card's own certificate about the key. `anchored`: it leads to a maker that the site trusts.
  case attested(certificate: [UInt8], anchored: Bool)
  /// The card does not attest.
  case notAttested
  /// `fromFactory`: the PIN was the factory's when the change began; nil where the card does not tell, or was not asked.
  case settingPIN(fromFactory: Bool?)
  case setPIN
  /// The card refused the change: the PIN is what it was.
  case keptPIN
  case settingPUK(fromFactory: Bool?)
  case setPUK
  case keptPUK
  /// The card has no PUK: a blocked PIN stays blocked.
  case noPUK
  /// The PKCS #10 request, signed by the token.
  case madeRequest(der: [UInt8])
  case receivedCertificate(der: [UInt8])
  /// The old pair of a slot is about to go to a retired slot, certificate first.
  case retiring(Slot, to: Slot)
  case movingKey(from: Slot, to: Slot)
  case movedKey(from: Slot, to: Slot)
  /// The encryption pair from head office: its certificate, and the slot that its key goes to.
  case importingKey(Slot, certificate: [UInt8])
  case importedKey(Slot)
  /// The new pair finds no room: the older one is about to come back from where it had made room to.
  case takingBack(Slot, from: Slot)
  case tookBack(Slot, from: Slot)
  case writingCertificate
  case wroteCertificate
  case writingEncryptionCertificate
  case wroteEncryptionCertificate
  /// A test signature, and where the key can a message read back, were right: the issue is complete.
  case proven
  case resetting
  case wasReset
  case writingSeal(DataObject, digest: [UInt8])
  /// The object did not take so many bytes; it is empty again.
  case sealTooLarge(DataObject, bytes: Int)
  case wroteSeal(DataObject)
  case writingSealBinding(DataObject)
  case wroteSealBinding(DataObject)
  /// The token holds neither the seal nor its binding: the file alone is handed over.
  case sealNotHeld
  /// The work stopped; codes for the help desk. The job goes on where it was.
  case failed(code: String, statusWord: String?, serviceCode: UInt32?)
  /// A person ended the job; the reason is the code of an explanation.
  case abandoned(code: String)
}

extension TokenStep {
  /// The step's name without what it carries, such as `madeKey`.
  public var name: String { Mirror(reflecting: self).children.first?.label ?? String(describing: self) }
}

/// Where steps are kept. `record` returns when the step will survive a power cut.
public protocol TokenJournal {
  func record(_ step: TokenStep) throws
}
