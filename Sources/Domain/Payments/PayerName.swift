// Names of payers as banks write them: full-width letters, other brackets and spaces do not make another payer.

/// Compares a payer's name with an applicant's.
public enum PayerName {
  public static func agree(_ one: String, _ other: String) -> Bool { plain(one) == plain(other) }

  /// The name without spaces, in half-width letters and brackets.
  public static func plain(_ name: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      let value = scalar.value
      if scalar.properties.isWhitespace { continue }
      // The full-width forms of ASCII stand in the same order (Unicode, block FF00).
      let narrow = (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) : scalar
      scalars.append(narrow ?? scalar)
    }
    return String(scalars).uppercased()
  }
}
