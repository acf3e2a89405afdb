// docs/forms.md shows exactly the papers that exist, and every picture that it shows is there.
import Foundation
import Services
import Testing

@Suite struct GalleryTests {
  private static let forms = House.root.appendingPathComponent("Forms").path

  private func shown() throws -> [String] {
    try House.text("docs/forms.md").matches(of: /src="pictures\/forms\/([^"]+)\.(\d+)\.png"/).map {
      "\($0.1).\($0.2)"
    }
  }

  @Test func `the gallery lists exactly the papers that exist`() throws {
    let examples = try Packs.load(from: Self.forms).examples(forms: Self.forms)
    let papers = Set(try shown().map { $0.prefix { $0 != "." } }.map(String.init))
    #expect(papers == Set(examples.map(\.name)), "run make forms")
    let text = try House.text("docs/forms.md")
    for example in examples { #expect(text.contains("(../Forms/\(example.definition.file))"), "\(example.name)") }
  }

  @Test func `every picture is shown and every picture shown is there`() throws {
    let folder = House.root.appendingPathComponent("docs/pictures/forms").path
    let there = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".png") }
    #expect(Set(there) == Set(try shown().map { "\($0).png" }), "run make forms")
    let bytes = try there.reduce(0) { sum, name in
      sum + ((try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"))[.size] as? Int ?? 0)
    }
    #expect(bytes < 7_200_000, "the whole gallery stays small enough to clone")
  }
}
