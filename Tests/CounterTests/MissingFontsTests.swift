// compose on a machine without its fonts: nothing comes out with holes in it, and the package to install is named.
import Files
import Foundation
import Processes
import Testing

/// Whether this machine lets a process have folders of its own.
private let canHideFolders = (try? Program.run("unshare", ["-m", "true"]).succeeded) ?? false

@Suite(.enabled(if: canHideFolders, "this machine does not let a process have folders of its own"))
final class MissingFontsTests {
  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fonts-\(UUID().uuidString)").path

  deinit { try? Files.removeTree(folder) }

  /// Composes a sample where a folder under /usr/share/fonts is empty; the machine's own stays as it is.
  private func compose(_ sample: String, without fonts: String) throws -> Outcome {
    let hidden = #"mount -t tmpfs tmpfs "/usr/share/fonts/$0" && exec "$@""#
    return try Program.run(
      "unshare",
      ["-m", "sh", "-c", hidden, fonts, "\(Program.folder)/certkiosk", "compose", "\(root)/Samples/\(sample)"]
        + ["--to", folder, "--forms", "\(root)/Forms", "--date", "2026-03-09", "--json"])
  }

  @Test func `without the fonts of every paper nothing is made, and their package is named`() throws {
    let outcome = try compose("zhongyuan-new", without: "opentype")
    #expect(outcome.ending == .exited(4))
    #expect(outcome.errorText.contains("P01") && outcome.errorText.contains("fonts-noto-cjk"))
    #expect(Files.kind(of: folder) == nil)
  }

  @Test func `without the fonts of rare characters who has one is refused and the others are served`() throws {
    let outcome = try compose("rare-characters", without: "truetype")
    #expect(outcome.ending == .exited(1))
    let findings = outcome.outputText.split(separator: "\n").filter { $0.contains("\"severity\":\"error\"") }
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0.contains("\"L03\"") && $0.contains("\"field\":\"organisation.name\"") })
    #expect(try Set(Files.names(in: folder)) == ["RC-0002", "findings.jsonl"])
  }
}
