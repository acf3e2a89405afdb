// Every manual's story, told line by line in Tests/Stories and played at a desk: who does what, and what comes of it.
import Counter
import Domain
import Files
import Foundation
import Services
import Testing

@Suite struct StoryTests {
  static let folder = "\(CounterDesk.root)/Tests/Stories"
  static let names = ((try? Files.names(in: folder)) ?? []).filter { $0.hasSuffix(".txt") }.map {
    String($0.dropLast(4))
  }

  @Test(arguments: names)
  func `the story goes as it is told`(name: String) throws {
    let text = String(decoding: try Files.read("\(Self.folder)/\(name).txt", limit: 1 << 20), as: UTF8.self)
    let teller = try StoryTeller()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let scene = StoryScene(line) else { continue }
      let outcome = teller.play(scene)
      #expect(
        scene.expectation.holds(for: outcome),
        "\(name) 第 \(index + 1) 行：\(line)\n实际：\(outcome)")
    }
  }

  @Test func `every business type of every service has a story`() throws {
    let scenes = try Self.names.flatMap { name in try Self.lines(of: name).compactMap(StoryScene.init) }
    let told = scenes.filter { $0.verb == "登记" && $0.arguments.count >= 2 }.map(\.arguments)
    for pack in try CounterDesk().desk.packs.packs {
      let own = told.filter { ([pack.title] + pack.names).contains($0[0]) }.map { pack.businessType(named: $0[1])?.id }
      for type in pack.businessTypes { #expect(own.contains(type.id), "\(pack.title) \(type.title)") }
    }
  }

  @Test(arguments: names)
  func `no line that names somebody is only read`(name: String) throws {
    for line in try Self.lines(of: name) where StoryScene(line) == nil {
      let actors = StoryTeller.people.map(\.name) + ["总部"]
      #expect(!actors.contains { line.hasPrefix($0 + " ") }, "\(name)：\(line)")
    }
  }

  private static func lines(of name: String) throws -> [Substring] {
    String(decoding: try Files.read("\(folder)/\(name).txt", limit: 1 << 20), as: UTF8.self).split(separator: "\n")
  }
}

/// One line of a story: `王芳 提交信息 → 待审核`, or `王芳 提交信息 ✗ D81 S0-33`. Lines without an arrow or a cross tell
/// the reader something and are not played.
struct StoryScene {
  /// What a line says comes of it.
  enum Expectation {
    /// A state of the order, and the steps that can be taken then, where the line names them.
    case state(String, open: Set<String>?)
    /// A failure's code and the numbers of rules it must tell.
    case refusal([String])

    func holds(for outcome: StoryOutcome) -> Bool {
      switch (self, outcome) {
      case (.state(let wanted, let open), .state(let state, let steps)):
        wanted == state && (open ?? steps) == steps
      case (.refusal(let words), .refusal(let text)): words.allSatisfy { text.contains($0) }
      default: false
      }
    }
  }

  let person: String
  let verb: String
  let arguments: [String]
  let expectation: Expectation

  init?(_ line: Substring) {
    let isRefused = line.contains("✗")
    guard let mark = line.firstIndex(where: { $0 == "→" || $0 == "✗" }), !line.hasPrefix("#") else { return nil }
    let words = line[..<mark].split(separator: " ").map(String.init)
    guard words.count >= 2 else { return nil }
    (person, verb, arguments) = (words[0], words[1], Array(words.dropFirst(2)))
    let rest = line[line.index(after: mark)...].split(separator: "；").map { $0.trimmingCharacters(in: .whitespaces) }
    expectation =
      isRefused
      ? .refusal(rest.joined(separator: " ").split(separator: " ").map(String.init))
      : .state(rest.first ?? "", open: rest.dropFirst().first.map(Self.steps))
  }

  /// `可办 审核、支付`, or `可办 无`.
  private static func steps(_ text: String) -> Set<String> {
    let names = text.drop { $0 != " " }.split { $0 == "、" || $0 == " " }.map(String.init)
    return Set(names).subtracting(["无"])
  }
}

/// What came of a line.
enum StoryOutcome: CustomStringConvertible {
  case state(String, open: Set<String>)
  case refusal(String)

  var description: String {
    switch self {
    case .state(let state, let open): "\(state)；可办 \(open.sorted().joined(separator: "、"))"
    case .refusal(let text): text
    }
  }
}
