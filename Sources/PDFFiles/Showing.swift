// The operators that show letters, and numbers as operators take them.

/// A show operator in the making (ISO 32000-1, 9.4.3).
struct Showing {
  private enum State { case closed, array, string }

  private var state = State.closed

  /// - Parameter gap: thousandths of an em that the letter moves left.
  mutating func show(_ code: Int, after gap: Int, in operators: inout [UInt8]) {
    if state == .closed {
      operators.append("[")
      state = .array
    }
    if gap != 0 {
      if state == .string { operators.append(">") }
      operators.append(decimal: gap)
      state = .array
    }
    if state == .array {
      operators.append("<")
      state = .string
    }
    operators.append(hexadecimal: code)
  }

  mutating func end(in operators: inout [UInt8]) {
    if state == .closed { return }
    operators.append(state == .string ? ">] TJ\n" : "] TJ\n")
    state = .closed
  }

  /// What follows stands for this text, whatever its codes stand for (14.9.4).
  mutating func begin(_ text: ArraySlice<UInt8>, in operators: inout [UInt8]) {
    end(in: &operators)
    operators.append("/Span <</ActualText \(String(decoding: text, as: UTF8.self).pdfText)>> BDC\n")
  }

  mutating func endText(in operators: inout [UInt8]) {
    end(in: &operators)
    operators.append("EMC\n")
  }
}

extension [UInt8] {
  mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// A number with at most three decimals, and a blank behind it: a third of a micrometre.
  mutating func append(points value: Double) {
    let thousandths = Int((value * 1000).rounded())
    let magnitude = thousandths.magnitude
    if thousandths < 0 { append(UInt8(ascii: "-")) }
    append(decimal: Int(magnitude / 1000))
    var rest = magnitude % 1000
    if rest > 0 {
      append(UInt8(ascii: "."))
      while rest > 0 {
        append(UInt8(ascii: "0") + UInt8(rest / 100))
        rest = rest % 100 * 10
      }
    }
    append(UInt8(ascii: " "))
  }
}
