// JSON for other programs: members in the order given, the same bytes for the same values.
internal import Domain

/// A JSON value that writes itself on one line (RFC 8259).
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Int)
  /// A measured figure with a fixed number of decimals.
  case decimal(Double, places: Int)
  case string(String)
  case array([JSON])
  case object([Member])

  public struct Member: Hashable, Sendable {
    public let name: String
    public let value: JSON

    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// A string, or null.
  public init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// A number, or null.
  public init(_ number: Int?) { self = number.map { .number($0) } ?? .null }

  /// The value on one line, without a line end.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .decimal(let value, let places): text += Self.fixed(value, places)
    case .string(let value): text += JSONText.quoted(value)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        text += JSONText.quoted(member.name)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Decimals by integer arithmetic; JSON has no infinity, so what is not finite or too large becomes null.
  private static func fixed(_ value: Double, _ places: Int) -> String {
    let factor = (0..<places).reduce(1) { product, _ in product * 10 }
    let scaled = value * Double(factor)
    guard scaled.isFinite, abs(scaled) < 1e15 else { return "null" }
    let whole = Int(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
    guard places > 0 else { return String(whole) }
    let fraction = String(whole.magnitude % UInt(factor))
    let zeros = String(repeating: "0", count: places - fraction.count)
    return (whole < 0 ? "-" : "") + "\(whole.magnitude / UInt(factor)).\(zeros)\(fraction)"
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0, $1) }) }
}
