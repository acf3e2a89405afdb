// Repeats rows, list items and blocks over a list of facts, with open rows where a list is shorter than its place.

internal import Domain
internal import Layout

/// What a part is repeated over.
struct Repetition: Sendable {
  let list: String
  /// At least so many rows; those without facts stay open for handwriting.
  let least: Int
}

extension FormReader {
  static var repetitionKeys: [String] { ["each", "least"] }

  /// Reads a part inside the list that its `each` names.
  func repeated<Part>(_ keys: [String: YAMLNode], _ read: () -> Part) -> (repetition: Repetition?, part: Part) {
    guard let repetition = repetition(keys) else { return (nil, read()) }
    let outer = names.scope
    names.scope = repetition.list
    defer { names.scope = outer }
    return (repetition, read())
  }

  private func repetition(_ keys: [String: YAMLNode]) -> Repetition? {
    guard let node = keys["each"], let id = text(node) else { return nil }
    guard names.facts.list(id) != nil else {
      tell(.unknownList(id, nearest: Nearest.word(to: id, in: names.facts.lists.map(\.id))), at: node)
      return nil
    }
    lists.insert(id)
    return Repetition(list: id, least: whole(keys["least"], 0...60) ?? 0)
  }
}

extension Optional<Repetition> {
  /// One filling for each row, or the filling itself where nothing is repeated.
  func fillings(_ filling: Filling) -> [Filling] {
    guard let self else { return [filling] }
    return filling.rows(of: self.list, least: self.least)
  }
}
