// The trade's test vectors under Tests/Fixtures/Domain.
import Foundation
import Testing

enum Vectors {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func load<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
    let url = root.appendingPathComponent("Tests/Fixtures/Domain/\(name).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}

/// A generator whose numbers are the same in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var mixed = state ^ (state >> 33)
    mixed = mixed &* 0xff51_afd7_ed55_8ccd
    return mixed ^ (mixed >> 33)
  }
}
