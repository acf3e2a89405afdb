// Why a PDF file cannot be read or finished.

/// A PDF file that cannot be read or finished; nothing was written.
public enum PDFFileError: Error, Hashable, Sendable {
  /// The bytes are not a PDF file that can be read; qpdf's words.
  case unreadable(String)
  /// The file lacks what every archival file is built on; qpdf's words, or the missing part's name.
  case unfinished(String)
}
