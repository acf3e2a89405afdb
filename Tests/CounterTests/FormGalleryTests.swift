// form gallery: pictures and a page that shows them, and nothing else is touched.
import Files
import Foundation
import Processes
import Testing

@Suite struct FormGalleryTests {
  /// One service with no papers but its own.
  private func desk() throws -> FormDesk {
    let desk = try FormDesk()
    for name in ["guocai", "szca", "yangguang", "zhongyuan"] { try Files.removeTree("\(desk.forms)/\(name)") }
    let kept = ["loss-statement.yaml", "parent-authorization.yaml", "short-form.yaml"]
    for name in try Files.names(in: "\(desk.forms)/common/papers") where !kept.contains(name) {
      try Files.remove("\(desk.forms)/common/papers/\(name)")
    }
    return desk
  }

  private func gallery(_ desk: FormDesk, to pictures: String) throws -> Outcome {
    try Program.run(
      "sh",
      [
        "-c", "cd \"$1\" && \"$2\" form gallery --forms Forms --to \"$3\" --page forms.md", "sh", desk.folder,
        "\(Program.folder)/certkiosk", pictures,
      ])
  }

  @Test func `only a gallery's own pictures are removed, whatever else lies in its folder`() throws {
    let desk = try desk()
    let before = try Files.names(in: "\(desk.forms)/bjca")
    try Files.write([], to: "\(desk.forms)/bjca/gone.3.png")
    try Files.write([], to: "\(desk.forms)/bjca/application-form.gone.1.png")
    try Files.write([], to: "\(desk.forms)/bjca/stamp.png")
    let outcome = try gallery(desk, to: "Forms")
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let after = try Files.names(in: "\(desk.forms)/bjca")
    #expect(Set(after).isSuperset(of: before + ["stamp.png", "application-form.1.png"]))
    #expect(!after.contains("gone.3.png") && !after.contains("application-form.gone.1.png"))
  }

  @Test(arguments: ["pictures", "./deep/pictures"]) func `the page's links lead to what they show`(pictures: String)
    throws
  {
    let desk = try desk()
    let outcome = try gallery(desk, to: pictures)
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let text = String(decoding: try Files.read("\(desk.folder)/forms.md", limit: 1 << 20), as: UTF8.self)
    let links = text.matches(of: /(?:src="|\]\()([^")]+\.(?:png|yaml))/).map { String($0.1) }
    #expect(links.count > 8)
    // A replacement's form asks for its reason; its second page says what every second page says.
    #expect(links.contains { $0.hasSuffix("bjca/application-form.replace.1.png") })
    #expect(!links.contains { $0.hasSuffix("bjca/application-form.replace.2.png") })
    for link in links { #expect(Files.kind(of: "\(desk.folder)/\(link)") == .file, "\(link)") }
  }
}
