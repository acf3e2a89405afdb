// The five services' own words from Forms, for reading the samples.
import Domain
import Foundation
import Intake
import Services

enum Words {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let packs = Result { try Packs.load(from: root.appendingPathComponent("Forms").path) }

  static func intake() throws -> Intake {
    let packs = try packs.get()
    return Intake(catalogue: packs.catalogue, services: packs.packs.map(\.vocabulary), today: Desk.today)
  }
}
