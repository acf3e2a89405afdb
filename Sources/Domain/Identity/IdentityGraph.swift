// Everything that says who the applicant is, held together: what does not agree is explained at the character.

/// Statements of identity with where they were seen.
public struct IdentityGraph: Hashable, Sendable {
  /// What was said, and who or what says it.
  public struct Statement: Hashable, Sendable {
    public let text: String
    /// Such as 申请数据 or 插入的介质.
    public let source: String
  }

  private var statements: [IdentityNode: [Statement]] = [:]
  /// Whether the application says why its tax number is another's.
  private(set) var hasTaxReason = false

  public init() {}

  /// What an application's values say.
  public init(values: [FieldID: String]) {
    for node in IdentityNode.allCases {
      guard let field = node.field, let value = values[field], !Self.isForeign(node, values) else { continue }
      add(node, value, from: "申请数据")
    }
    hasTaxReason = !values["invoice.taxNumberReason", default: ""].isEmpty
  }

  /// Adds a statement; an empty one says nothing.
  public mutating func add(_ node: IdentityNode, _ text: String?, from source: String) {
    guard let text, !text.isEmpty else { return }
    statements[node, default: []].append(Statement(text: text, source: source))
  }

  public func statements(of node: IdentityNode) -> [Statement] { statements[node] ?? [] }

  /// Every pair that should agree and does not, in the order of the rules.
  public var disagreements: [Disagreement] {
    IdentityEdge.allCases.flatMap { edge in
      let (left, right) = edge.nodes
      return statements(of: left).flatMap { one in
        statements(of: right).compactMap { other in
          edge.difference(one.text, other.text, self).map {
            Disagreement(edge: edge, sources: [one.source, other.source], difference: $0)
          }
        }
      }
    }
  }

  /// Whether two statements are made and say the same.
  func isSame(_ left: IdentityNode, _ right: IdentityNode) -> Bool {
    guard let one = statements(of: left).first?.text, let other = statements(of: right).first?.text else {
      return false
    }
    return IdentityEdge.name(one) == IdentityEdge.name(other)
  }

  /// A passport's number and another document's belong to one person and still differ.
  private static func isForeign(_ node: IdentityNode, _ values: [FieldID: String]) -> Bool {
    guard node == .agentNumber else { return false }
    let kinds = (values["agent.idKind"], values["legal.idKind"])
    return kinds.0 != kinds.1 && values["agent.name"] == values["legal.name"]
  }
}
