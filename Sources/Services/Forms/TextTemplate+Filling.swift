// A template's text with an applicant's values in it.

internal import Domain
internal import Layout

extension TextTemplate {
  /// A value without text leaves an open line of its stated length, or of this one.
  private static let openLine = Length.mm(30)

  func inlines(_ filling: Filling, style: TextStyle) -> [Inline] {
    parts.map { part in
      switch part {
      case .words(let words, let bold): .text(words, bold ? style.emphasised : nil)
      case .value(let name, let line, let filter): inline(name, line, filter, filling)
      case .blank(let name, let width): .blank(name: name, width: width)
      case .checkBox(let condition):
        .checkBox(
          name: condition?.text ?? "check", ticked: condition.map { filling.holds($0) } ?? false)
      case .newLine: .newLine
      }
    }
  }

  private func inline(_ name: FormName, _ line: Length?, _ filter: ValueFilter?, _ filling: Filling) -> Inline {
    guard let shown = filling.shown(name, filter) else {
      return .blank(name: name.text, width: line ?? Self.openLine)
    }
    switch name {
    case .field, .fact, .column: return .value(Inline.Value(name.text, shown, underline: line))
    case .word, .known, .list, .row: return .text(shown, nil)
    }
  }
}

extension TextStyle {
  /// The heavier look of words that must not be overlooked.
  var emphasised: TextStyle {
    var style = self
    style.typeface = .hei
    style.bold = true
    return style
  }
}
