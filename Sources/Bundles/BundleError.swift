// What can be wrong with a bundle, as a whole or with one of its records.
public import Cryptography
public import Files

public enum BundleError: Error, Hashable, Sendable {
  case notABundle(String)
  case file(FileFailure)
  case diskFull(String)
  /// The name is taken by another bundle.
  case nameTaken(String)
  /// What was read back after writing differs from what was written.
  case readBackDiffers(String)
  /// Not usable as a part of a file name.
  case name(String)
  case repeatedRecord(String)
  /// The payload is not canonical JSON of its kind.
  case payload(id: String)
  case cryptography(CryptographyError)
  case noRecipient

  case manifest(ManifestFault)
  case otherRecipient
  case otherAddressee(String)
  case rehearsalMismatch(bundleIsRehearsal: Bool)
  case wrongDirection
  case expired(String)
  case unexpectedFile(String)
  case link(String)
  case record(String, RecordFault)

  public enum ManifestFault: Hashable, Sendable {
    case missing, altered, unknownSigner, outOfTime, malformed(String), format(Int), duplicateLine(String), counts
  }

  public enum RecordFault: Hashable, Sendable {
    case missing, link, size(expected: Int, actual: Int), altered, swapped(with: String), tooLarge
    case otherRecipient, otherSigner, malformed, notWhatTheManifestSays
  }

  /// A failure of the file system, with a full disk told apart.
  static func from(_ failure: FileFailure) -> BundleError {
    failure.isNoSpace ? .diskFull(Files.name(of: failure.path)) : .file(failure)
  }
}

extension FileFailure {
  /// ENOSPC, EDQUOT, and EFBIG, which a FAT stick answers from 4 GiB on.
  fileprivate var isNoSpace: Bool { [28, 122].contains(code) || (code == 27 && call == "write") }
}
