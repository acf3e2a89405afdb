// Reads a definition's text; whatever is not understood is told with the word that was meant, where one is near.

internal import Domain
internal import Layout

/// What is wrong in a text and what may have been meant.
struct TextMistake: Hashable {
  enum Kind: Hashable {
    case unknownName
    case unclosed
    case notALength
    case unknownFilter
    case notACondition
  }

  let kind: Kind
  /// The part of the text that is wrong.
  let words: String
}

extension TextTemplate {
  /// Reads as much as can be understood and lists what cannot.
  static func read(_ text: String, names: FormNames) -> (template: TextTemplate, mistakes: [TextMistake]) {
    var reader = TextReader(names: names, rest: Substring(text))
    reader.readAll()
    return (TextTemplate(parts: reader.parts), reader.mistakes)
  }
}

private struct TextReader {
  let names: FormNames
  var rest: Substring
  var parts: [TextTemplate.Part] = []
  var mistakes: [TextMistake] = []
  var words = ""
  var isBold = false

  mutating func readAll() {
    while let character = rest.first {
      switch character {
      case "{": readBraces()
      case "[": readBrackets()
      case "\\" where rest.count > 1:
        rest.removeFirst()
        words.append(rest.removeFirst())
      case "*" where rest.hasPrefix("**"):
        finishWords()
        isBold.toggle()
        rest.removeFirst(2)
      case _ where character.isNewline:
        finishWords()
        parts.append(.newLine)
        rest.removeFirst()
      default:
        words.append(rest.removeFirst())
      }
    }
    finishWords()
    if isBold { mistakes.append(TextMistake(kind: .unclosed, words: "**")) }
  }

  private mutating func finishWords() {
    if !words.isEmpty { parts.append(.words(words, bold: isBold)) }
    words = ""
  }

  /// The text up to the closing mark, which is left out; nil when there is none.
  private mutating func enclosed(by close: Character) -> String? {
    guard let end = rest.firstIndex(of: close) else {
      mistakes.append(TextMistake(kind: .unclosed, words: String(rest.prefix(20))))
      rest = ""
      return nil
    }
    let inner = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    return inner.trimmed
  }

  private mutating func readBraces() {
    finishWords()
    guard let inner = enclosed(by: "}") else { return }
    let pieces = inner.split(separator: "|", maxSplits: 1)
    let head = (pieces.first ?? "").split(separator: ":", maxSplits: 1)
    let name = (head.first ?? "").trimmed
    let line = head.count > 1 ? length(head[1].trimmed) : nil
    let filter = pieces.count > 1 ? filter(pieces[1].trimmed) : nil
    if name == "blank" || name.hasPrefix("blank ") {
      let own = name.dropFirst(5).trimmed
      parts.append(.blank(own.isEmpty ? "blank" : own, line ?? .mm(30)))
    } else if let found = find(name) {
      parts.append(.value(found, line: line, filter: filter, bold: isBold))
    }
  }

  private mutating func readBrackets() {
    finishWords()
    guard let inner = enclosed(by: "]") else { return }
    if inner.isEmpty {
      parts.append(.checkBox(nil))
    } else if let condition = condition(inner) {
      parts.append(.checkBox(condition))
    }
  }

  private mutating func find(_ name: String) -> FormName? {
    let found = names[name]
    if found == nil { mistakes.append(TextMistake(kind: .unknownName, words: name)) }
    return found
  }

  private mutating func length(_ text: String) -> Length? {
    guard let millimetres = Double(text), millimetres > 0, millimetres <= 300 else {
      mistakes.append(TextMistake(kind: .notALength, words: text))
      return nil
    }
    return .mm(millimetres)
  }

  private mutating func filter(_ text: String) -> ValueFilter? {
    let filter = ValueFilter(text)
    if filter == nil { mistakes.append(TextMistake(kind: .unknownFilter, words: text)) }
    return filter
  }

  mutating func condition(_ text: String) -> FormCondition? {
    var rest = Substring(text)
    var isNegated = false
    while rest.hasPrefix("not ") {
      rest = rest.dropFirst(4).drop(while: \.isWhitespace)
      isNegated.toggle()
    }
    return plainCondition(String(rest)).map { isNegated ? .not($0) : $0 }
  }

  /// A condition without `not` before it.
  private mutating func plainCondition(_ text: String) -> FormCondition? {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
    if sides.count == 1 { return find(text).map { .has($0) } }
    let isNegated = sides[0].hasSuffix("!")
    let name = isNegated ? sides[0].dropLast().trimmed : sides[0]
    guard !name.isEmpty, !sides[1].isEmpty else {
      mistakes.append(TextMistake(kind: .notACondition, words: text))
      return nil
    }
    return find(name).map { isNegated ? .not(.equals($0, sides[1])) : .equals($0, sides[1]) }
  }
}

extension FormCondition {
  static func read(_ text: String, names: FormNames) -> (condition: FormCondition?, mistakes: [TextMistake]) {
    var reader = TextReader(names: names, rest: "")
    let condition = reader.condition(text.trimmed)
    return (condition, reader.mistakes)
  }
}

extension StringProtocol {
  /// Without spaces at both ends.
  var trimmed: String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
