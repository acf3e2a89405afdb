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

  /// A plain whole number.
  public var integer: Int? { if case .scalar(let text, plain: true) = content { Int(text) } else { nil } }

  /// Plain `true` or `false`; `no` stays a word.
  public var truth: Bool? {
    switch content {
    case .scalar("true", plain: true): true
    case .scalar("false", plain: true): false
    default: nil
    }
  }
}

extension YAMLNode {
  /// The tree of a file's bytes.
  /// - Throws: the first fault, with its place.
  package static func tree(of bytes: [UInt8], file: String) throws(PackFault) -> YAMLNode {
    try YAMLParser.tree(of: bytes, file: file)
  }
}
