// Why a PDF file cannot be read or finished.

/// A PDF file that cannot be read or finished; nothing was written.
public enum PDFFileError: Error, Hashable, Sendable {
  /// The bytes are not a PDF file that can be read; the part that is missing or the reader's words.
  case unreadable(String)
  /// The file lacks what every archival file is built on; the missing part's name.
  case unfinished(String)
}
