// A template's text with an applicant's values in it.

internal import Domain
internal import Layout

extension TextTemplate {
  func inlines(_ filling: Filling, style: TextStyle) -> [Inline] {
    parts.map { part in
      switch part {
      case .words(let words, let bold): .text(words, bold ? style.emphasised : nil)
      case .value(let name, let line, let filter, let bold):
        inline(name, line, filter, filling, bold ? style.emphasised : nil)
      case .blank(let name, let width): .blank(name: name, width: width)
      case .checkBox(let condition):
        .checkBox(
          name: condition?.text ?? "check", ticked: condition.map { filling.holds($0) } ?? false)
      case .newLine: .newLine
      }
    }
  }

  private func inline(
    _ name: FormName, _ line: Length?, _ filter: ValueFilter?, _ filling: Filling, _ style: TextStyle?
  ) -> Inline {
    guard let shown = filling.shown(name, filter) else {
      return .blank(name: name.text, width: line ?? name.openLine)
    }
    switch name {
    case .field, .fact, .column: return .value(Inline.Value(name.text, shown, style: style, underline: line))
    case .word, .known, .list, .row: return .text(shown, style)
    }
  }
}

extension FormName {
  /// What a value without text leaves open where no length is stated.
  fileprivate var openLine: Length {
    switch self {
    case .known(.reference): .mm(46)
    case .known(.revision): .mm(12)
    default: .mm(30)
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
