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
  /// A PDF with a password or other encryption.
  case pdfLocked
  /// A PDF with scripts, actions or other files inside.
  case pdfActive
  /// A PDF made by a program: its pages hold no picture.
  case pdfNotScanned
  /// A PDF whose pictures are coded as JPEG 2000, or as JBIG2.
  case pdfJPEG2000
  case pdfJBIG2
}
