// Why a PDF file cannot be finished.

/// A PDF file that cannot be finished; nothing was written.
public enum PDFFileError: Error, Hashable, Sendable {
  /// What the drawing library wrote is not laid out as its files are; the part that is missing.
  case unreadable(String)
  /// The file lacks what every archival file is built on; the missing part's name.
  case unfinished(String)
}
