// Why a scanner gave no page, as cases; the words are beside.

public enum ScannerError: Error, Hashable, Sendable {
  case none
  /// No scanner of this name; the names there are.
  case unknown(String, known: [String])
  case busy
  case feederEmpty
  case jammed
  case coverOpen
  case lost
  case denied
  case cancelled
  /// The scanner cannot do what a counter needs, such as colour; which option.
  case cannot(String)
  /// Anything else, with SANE's number.
  case failed(Int)
}
