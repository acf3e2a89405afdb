// Why an upload could not be read at all; what is wrong with a page that was read is a `ScanFault`.
public import Domain
internal import Glibc
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

  /// What decodes was ended by something else than an upload.
  public static let hostLost = ScanError.cannotStart(ECHILD)

  /// Whether the same upload may be read another time: it was not read to its end, for want of something else.
  public var mayPass: Bool {
    switch self {
    case .decoderTooSlow, .cannotStart, .cannotOpen: true
    case .decoderDied, .picture, .thresholds: false
    }
  }
}
