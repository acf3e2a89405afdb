// The programs of a rehearsal, called as people call them: by their command lines, with PINs on descriptors of their own.
public import Domain
internal import Foundation
internal import Processes

/// A step of the rehearsal that did not go as it should.
public struct RehearsalFailure: Explained {
  private let happened: String

  init(_ happened: String) { self.happened = happened }

  public static let specimens = [RehearsalFailure("certkiosk token issue → exit 4")]

  public var explanation: Explanation {
    Explanation(
      "Y01", "演练中断：\(happened)", remedy: "请按上面的说明处理后重新演练；演练不影响正式业务。",
      english: "the rehearsal stopped: \(happened)",
      remedy: "See to what is said above and rehearse again; real business is not touched.")
  }
}

/// One line of a program's JSON output.
public struct Line {
  private let members: [String: Any]

  init?(_ text: Substring) {
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else { return nil }
    members = value
  }

  public subscript(name: String) -> String? { members[name] as? String }
  public func number(_ name: String) -> Int? { members[name] as? Int }
  public func truth(_ name: String) -> Bool { members[name] as? Bool ?? false }
  public func numbers(_ name: String) -> [Int] { members[name] as? [Int] ?? [] }
  public func words(_ name: String) -> [String] { members[name] as? [String] ?? [] }
  public func lines(_ name: String) -> [Line] {
    (members[name] as? [[String: Any]] ?? []).map { Line(members: $0) }
  }

  private init(members: [String: Any]) { self.members = members }
}

/// Somebody who plays a part.
public struct Player: Sendable {
  public let id: String
  let name: String
  let roles: [String]
  let pin: String
}

/// The programs and where their things lie.
public final class Kiosk {
  let programs: String
  let store: String
  let keyFile: String
  let forms: String
  var environment: [String: String]
  /// Everything that certkiosk printed as JSON, for whoever wants to look.
  private(set) var transcript: [UInt8] = []
  private(set) var lastOutput = ""

  public init(programs: String, store: String, keyFile: String, forms: String, environment: [String: String]) {
    self.programs = programs
    self.store = store
    self.keyFile = keyFile
    self.forms = forms
    self.environment = environment
  }

  /// Runs certkiosk on the rehearsal's store.
  /// - Parameters:
  ///   - player: who acts; their PIN travels on descriptor 3.
  ///   - secrets: on descriptors 4, 5, … (3, 4, … without a player).
  ///   - accepted: exit statuses that are right here.
  @discardableResult
  func certkiosk(
    _ words: [String], as player: Player? = nil, secrets: [String] = [], accepted: [Int32] = [0]
  ) throws -> [Line] {
    let person = player.map { ["--person", $0.id, "--pin-fd", "3"] } ?? []
    let house = ["--store", store, "--key-file", keyFile, "--forms", forms, "--json"]
    let pins = (player.map { [$0.pin] } ?? []) + secrets
    return try run("certkiosk", words + person + house, secrets: pins, accepted: accepted)
  }

  @discardableResult
  func headOffice(_ words: [String], accepted: [Int32] = [0]) throws -> [Line] {
    try run("certkiosk-hq", words + ["--json"], accepted: accepted)
  }

  @discardableResult
  func run(_ program: String, _ words: [String], secrets: [String] = [], accepted: [Int32] = [0]) throws -> [Line] {
    let outcome: Outcome
    do {
      outcome = try Program.run("\(programs)/\(program)", words, environment: environment, secrets: secrets)
    } catch { throw RehearsalFailure("\(program): \(error.reason)") }
    guard case .exited(let status) = outcome.ending, accepted.contains(status) else {
      throw RehearsalFailure(
        "\(program) \(words.joined(separator: " "))\n→ \(outcome.ending)\n\(outcome.outputText)\(outcome.errorText)")
    }
    transcript += outcome.output
    lastOutput = outcome.outputText
    return outcome.outputText.split(separator: "\n").compactMap { Line($0) }
  }
}
