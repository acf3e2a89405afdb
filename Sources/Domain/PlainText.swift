// Numbers as an input method leaves them: full-width letters and digits, blanks around.

extension String {
  /// In half-width letters, digits and punctuation, without white space at either end.
  public var plainASCII: String { Normalising.trimmed(Normalising.halfWidth(self, punctuation: true)) }
}
