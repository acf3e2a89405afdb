// Where two writings of the same thing part, told at the character.

/// How one text differs from another that should be the same.
public enum Difference: Hashable, Sendable {
  /// `place`: where they part, counted from 1; a side that ends there has no character.
  case length(Int, Int, place: Int, Character?, Character?)
  /// Counts from 1. `isTurned`: this place and the next are exchanged. `others`: how many more places differ.
  case place(Int, Character, Character, isTurned: Bool, others: Int)

  /// Nil when both are the same.
  public init?(_ left: String, _ right: String) {
    let (left, right) = (Array(left), Array(right))
    let places = zip(left, right).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
    guard left.count == right.count else {
      let place = places.first ?? min(left.count, right.count)
      self = .length(
        left.count, right.count, place: place + 1, left.dropFirst(place).first, right.dropFirst(place).first)
      return
    }
    guard let first = places.first else { return nil }
    let isTurned =
      places.count == 2 && places[1] == first + 1 && left[first] == right[first + 1] && left[first + 1] == right[first]
    self = .place(first + 1, left[first], right[first], isTurned: isTurned, others: places.count - 1)
  }

  /// `第 12 位 3≠8（3 与 8 容易看错）`
  public func text(shift: Int = 0, unit: String = "位") -> String {
    switch self {
    case .length(let left, let right, let place, let one, let other):
      "长度不同：\(left) \(unit)≠\(right) \(unit)，从第 \(place + shift) \(unit)起不同（\(Self.shown(one))≠\(Self.shown(other))）"
    case .place(let place, _, _, true, _): "第 \(place + shift)、\(place + shift + 1) \(unit)前后颠倒"
    case .place(let place, let left, let right, _, let others):
      "第 \(place + shift) \(unit) \(left)≠\(right)\(Self.hint(left, right))\(others > 0 ? "，另有 \(others) \(unit)不同" : "")"
    }
  }

  public func english(shift: Int = 0) -> String {
    switch self {
    case .length(let left, let right, let place, let one, let other):
      "lengths differ: \(left)≠\(right), from character \(place + shift) (\(Self.shown(one))≠\(Self.shown(other)))"
    case .place(let place, _, _, true, _): "characters \(place + shift) and \(place + shift + 1) are exchanged"
    case .place(let place, let left, let right, _, let others):
      "character \(place + shift): \(left)≠\(right)\(others > 0 ? ", and \(others) more" : "")"
    }
  }

  /// A text that ends has nothing to show.
  private static func shown(_ character: Character?) -> String { character.map(String.init) ?? "∅" }

  private static func hint(_ left: Character, _ right: Character) -> String {
    let isAlike = alike.contains { $0.contains(left) && $0.contains(right) }
    return isAlike ? "（\(left) 与 \(right) 容易看错）" : ""
  }

  /// Characters that eyes and readers take for one another.
  private static let alike: [Set<Character>] = [
    ["0", "O", "D", "Q"], ["1", "I", "L", "7"], ["2", "Z"], ["5", "S", "6"], ["8", "B", "3"], ["6", "G"], ["U", "V"],
    ["建", "健"], ["科", "料"], ["和", "合"], ["园", "圆"], ["晨", "辰"], ["洋", "阳"], ["恒", "桓"], ["天", "夫"], ["末", "未"],
    ["已", "己", "巳"], ["人", "入"], ["土", "士"],
  ]
}
