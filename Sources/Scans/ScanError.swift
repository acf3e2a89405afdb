// Why an upload could not be read at all; what is wrong with a page that was read is a `ScanFault`.
public import Domain
public import Pictures

public enum ScanError: Error, Hashable, Sendable {
  /// The decoding child died: the upload breaks decoders.
  case decoderDied
  case decoderTooSlow
  /// The child could not be started; errno's number.
  case cannotStart(Int32)
  /// The file cannot be read: missing, a folder, a pipe; the system's words.
  case cannotOpen(SystemErrorNumber)
  case picture(PictureError)
  /// The file of thresholds is missing or wrong; what and where.
  case thresholds(reason: String)
}
