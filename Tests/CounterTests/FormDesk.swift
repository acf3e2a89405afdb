// A Forms folder of one's own to work on, and the program that judges it.
import Files
import Foundation
import Processes
import Testing

final class FormDesk {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("forms-\(UUID().uuidString)").path
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

  var forms: String { "\(folder)/Forms" }

  init() throws {
    try Files.makeFolder(folder)
    #expect(try Program.run("cp", ["-a", "\(Self.root)/Forms", forms]).succeeded)
    for service in try Files.names(in: forms) { try Files.removeTree("\(forms)/\(service)/editions") }
  }

  deinit { try? Files.removeTree(folder) }

  @discardableResult
  func run(_ words: [String], program: String = "certkiosk", secrets: [String] = []) throws -> Outcome {
    try Program.run("\(Program.folder)/\(program)", words, secrets: secrets)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Files.read("\(forms)/\(path)", limit: 1 << 20), as: UTF8.self)
  }

  /// Changes a file's words; they must stand in it.
  func edit(_ path: String, _ old: String, to new: String) throws {
    let text = try text(path)
    try #require(text.contains(old), "\(old) does not stand in \(path)")
    try Files.write(Array(text.replacingOccurrences(of: old, with: new).utf8), to: "\(forms)/\(path)")
  }

  /// A definition of few words.
  func write(_ path: String, _ content: String) throws {
    let name = Files.name(of: path).dropLast(".yaml".count)
    let head = "document: \(name)\ncode: Z9\nedition: 1\ntitle: 表\ncontent:\n"
    try Files.write(Array((head + content).utf8), to: "\(forms)/\(path)")
  }

  func code(_ path: String) throws -> String {
    try String(#require(try text(path).firstMatch(of: /\ncode: (\w\w)/)).1)
  }

  /// The edition that a definition says it is.
  func edition(_ path: String) throws -> Int {
    let number = try text(path).firstMatch(of: /\nedition: (\d+)\n/).flatMap { Int($0.1) }
    return try #require(number, "\(path) says no edition")
  }

  /// Makes a definition another edition: the next one, or one before.
  func raise(_ path: String, by step: Int = 1) throws {
    let edition = try edition(path)
    try edit(path, "\nedition: \(edition)\n", to: "\nedition: \(edition + step)\n")
  }

  /// The findings of form check.
  func check(_ path: String = "") throws -> [String] { places(try judge(path)) }

  func findings(_ path: String = "") throws -> [[String: Any]] { Self.lines(try judge(path)) }

  private func judge(_ path: String) throws -> Outcome {
    try run(["form", "check", "--json", path.isEmpty ? forms : "\(forms)/\(path)"])
  }

  /// Each finding as `file:line:code severity`, files below Forms.
  func places(_ outcome: Outcome) -> [String] {
    Self.lines(outcome).map { finding in
      let file = (finding["file"] as? String ?? "").replacingOccurrences(of: "\(forms)/", with: "")
      return "\(file):\(finding["line"] ?? 0):\(finding["code"] ?? "") \(finding["severity"] ?? "")"
    }
  }

  static func lines(_ outcome: Outcome) -> [[String: Any]] {
    outcome.outputText.split(separator: "\n").compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
    }
  }
}
