// What head office cannot do.
public import Bundles
public import Cryptography
public import Files

public enum HeadOfficeError: Error, Hashable, Sendable {
  case notFounded(String)
  case alreadyFounded(String)
  case busy
  case damaged(String)
  case file(FileFailure)
  case bundle(BundleError)
  case cryptography(CryptographyError)
  case passphraseNeeded
  case wrongPassphrase
  case deviceTaken(String)
  /// Signed by an enrolled kiosk, but not by the one it names.
  case notTheDevice(String)
  /// Two different bundles under one number: a copied or restored kiosk.
  case sequenceReused(String, Int)
  case unknownKind
  case requestRefused
  case requestReused
  /// A record that is answered with REJECTED and this code; never leaves the room.
  case unfit(code: String)
}
