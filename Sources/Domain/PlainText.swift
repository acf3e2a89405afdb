// Numbers as an input method leaves them: full-width letters and digits, blanks around.

extension String {
  /// U+FF01–FF5E as ASCII, without white space at either end.
  public var plainASCII: String {
    let narrow = unicodeScalars.map { scalar in
      (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar
    }
    var text = String(String.UnicodeScalarView(narrow))[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
