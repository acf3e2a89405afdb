// The five services' own words from Forms, for reading the samples.
import Domain
import Foundation
import Intake
import Services

enum Words {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let packs = Result { try load() }

  static func intake() throws -> Intake {
    let packs = try packs.get()
    return Intake(catalogue: packs.catalogue, services: packs.packs.map(\.vocabulary), today: Desk.today)
  }

  /// Loads a copy of Forms in which every form that a pack names has at least an empty file: this room reads the packs'
  /// words and must not fail with the drawing of a form.
  private static func load() throws -> Packs {
    let files = FileManager.default
    let copy = files.temporaryDirectory.appendingPathComponent("forms-\(UUID().uuidString)")
    defer { try? files.removeItem(at: copy) }
    try files.copyItem(at: root.appendingPathComponent("Forms"), to: copy)
    for service in try files.contentsOfDirectory(atPath: copy.path) {
      let pack = copy.appendingPathComponent("\(service)/service.yaml")
      guard let text = try? String(contentsOf: pack, encoding: .utf8) else { continue }
      for match in text.matches(of: /form: ([a-z-]+\.yaml)/) {
        let form = copy.appendingPathComponent("\(service)/\(match.1)")
        if !files.fileExists(atPath: form.path) { try Data().write(to: form) }
      }
    }
    return try Packs.load(from: copy.path)
  }
}
