// A YAML document as a tree in which every node knows its line and column.
public import Domain

/// A node with the place where it begins.
public struct YAMLNode: Sendable {
  public indirect enum Content: Sendable {
    /// Text; `plain` when it stood without quotes, so that only plain `12` is a number and only plain `true` a truth.
    case scalar(String, plain: Bool)
    case list([YAMLNode])
    case map([Entry])
  }

  public struct Entry: Sendable {
    public let key: String
    public let keyPlace: Place
    public let value: YAMLNode
  }

  public let content: Content
  public let place: Place

  /// The value under a key; nil when there is none or this is no map.
  public subscript(key: String) -> YAMLNode? {
    guard case .map(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  public var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }

  public var items: [YAMLNode]? { if case .list(let items) = content { items } else { nil } }

  /// Text of a scalar that is not empty.
  public var text: String? {
    if case .scalar(let text, let plain) = content, !(plain && text.isEmpty) { text } else { nil }
  }

  /// Whether nothing stands here, as after `key:`.
  public var isEmpty: Bool { if case .scalar("", plain: true) = content { true } else { false } }

  /// A plain number, in any spelling of YAML's core schema.
  public var number: Double? {
    if case .scalar(let text, plain: true) = content { CoreSchema.number(text) } else { nil }
  }

  /// A plain whole number: `12`, and `1e2` and `12.0` too, which are whole for JSON Schema.
  public var integer: Int? {
    guard case .scalar(let text, plain: true) = content else { return nil }
    return Int(text) ?? number.flatMap { Int(exactly: $0) }
  }

  /// Plain `true` or `false`; `no` stays a word.
  public var truth: Bool? { if case .scalar(let text, plain: true) = content { CoreSchema.truth(text) } else { nil } }

  /// Whether other readers of YAML see a number, a truth or nothing where this one sees letters.
  public var isOtherThanText: Bool {
    guard case .scalar(let text, plain: true) = content else { return false }
    return CoreSchema.means(text)
  }
}

/// What plain scalars mean (YAML 1.2.2, 10.3.2), as the JSON Schemas beside the packs see them.
private enum CoreSchema {
  static func number(_ text: String) -> Double? {
    switch text.prefix(2) {
    case "0o": whole(text, radix: 8)
    case "0x": whole(text, radix: 16)
    default: text.utf8.allSatisfy("+-.0123456789Ee".utf8.contains) ? Double(text) : nil
    }
  }

  private static func whole(_ text: String, radix: Int) -> Double? {
    let digits = text.dropFirst(2)
    return digits.allSatisfy(\.isHexDigit) ? Int(digits, radix: radix).map { Double($0) } : nil
  }

  static func truth(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// Whether it means anything but its own letters.
  static func means(_ text: String) -> Bool {
    // Almost every text of a pack begins with something else.
    guard let first = text.utf8.first else { return true }
    guard "+-.0123456789~nNtTfF".utf8.contains(first) else { return false }
    let others = ["~", "null", "Null", "NULL", ".nan", ".NaN", ".NAN"]
    let endless = [".inf", ".Inf", ".INF"].contains { text == $0 || text == "+\($0)" || text == "-\($0)" }
    return others.contains(text) || endless || truth(text) != nil || number(text) != nil
  }
}

extension YAMLNode {
  /// The tree of a file's bytes.
  /// - Throws: the first fault, with its place.
  package static func tree(of bytes: [UInt8], file: String) throws(PackFault) -> YAMLNode {
    try YAMLParser.tree(of: bytes, file: file)
  }
}
