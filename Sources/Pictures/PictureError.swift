// Why a picture cannot be read or written.

public enum PictureError: Error, Hashable, Sendable, Codable {
  case empty
  case unknownFormat
  /// A format that is known and not accepted.
  case notAccepted(PictureFormat)
  case tooManyBytes(Int, most: Int)
  case tooManyPixels(width: Int, height: Int, most: Int)
  case tooManyPages(Int, most: Int)
  case noSuchPage(Int)
  /// Cut short, or bytes changed.
  case damaged
  /// Whole, but of a kind its library does not read.
  case unreadable
  case cannotEncode
}
