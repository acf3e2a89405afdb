// A line of a definition's text: words, `{field}`, `{field:40}`, `{blank:30}`, `[condition]` and `**bold**`.

internal import Domain
internal import Layout

struct TextTemplate: Sendable {
  enum Part: Hashable, Sendable {
    case words(String, bold: Bool)
    /// A value; with a length on a line at least that long.
    case value(FormName, line: Length?, filter: ValueFilter?, bold: Bool)
    case blank(String, Length)
    /// Nil is always open.
    case checkBox(FormCondition?)
    case newLine
  }

  var parts: [Part]

  /// The names of fields that stand in it.
  var fields: [FieldID] {
    parts.flatMap { part -> [FieldID] in
      switch part {
      case .value(.field(let id), _, _, _): [id]
      case .checkBox(let condition): condition?.fields ?? []
      default: []
      }
    }
  }

  /// The names of facts that stand in it.
  var facts: [FieldID] {
    parts.flatMap { part -> [FieldID] in
      switch part {
      case .value(.fact(let id), _, _, _): [id]
      case .checkBox(let condition): condition?.facts ?? []
      default: []
      }
    }
  }

  /// The words alone, to speak of it by.
  var plain: String {
    parts.compactMap { if case .words(let words, _) = $0 { words } else { nil } }.joined()
  }
}

/// How a value is shown when not as it stands.
enum ValueFilter: Hashable, Sendable {
  /// Money and dates as cheques write them.
  case capitals
  case masked
  /// `characters 9-17`: counted from 1, both included.
  case characters(ClosedRange<Int>)

  init?(_ text: String) {
    let words = text.split(separator: " ")
    switch words.first {
    case "capitals" where words.count == 1: self = .capitals
    case "masked" where words.count == 1: self = .masked
    case "characters" where words.count == 2:
      let ends = words[1].split(separator: "-").compactMap { Int($0) }
      guard ends.count == 2, ends[0] >= 1, ends[0] <= ends[1] else { return nil }
      self = .characters(ends[0]...ends[1])
    default: return nil
    }
  }
}

/// When something is ticked or shown: `agent.name`, `not agent.name`, `business-type = new`, `a != b`.
indirect enum FormCondition: Hashable, Sendable {
  /// It has a value, and the value is not 否.
  case has(FormName)
  case equals(FormName, String)
  case not(FormCondition)
  case any([FormCondition])

  var fields: [FieldID] {
    switch self {
    case .has(.field(let id)), .equals(.field(let id), _): [id]
    case .has, .equals: []
    case .not(let inner): inner.fields
    case .any(let conditions): conditions.flatMap(\.fields)
    }
  }

  var facts: [FieldID] {
    switch self {
    case .has(.fact(let id)), .equals(.fact(let id), _): [id]
    case .has, .equals: []
    case .not(let inner): inner.facts
    case .any(let conditions): conditions.flatMap(\.facts)
    }
  }

  var text: String {
    switch self {
    case .has(let name): name.text
    case .equals(let name, let value): "\(name.text)=\(value)"
    case .not(let inner): "not \(inner.text)"
    case .any(let conditions): conditions.map(\.text).joined(separator: " or ")
    }
  }
}

extension FormName {
  var text: String {
    switch self {
    case .field(let id): id
    case .word(let word): word
    case .known(let word): word.rawValue
    case .fact(let id), .list(let id): id
    case .column(let list, let id): "\(list).\(id)"
    case .row: "row"
    }
  }
}
