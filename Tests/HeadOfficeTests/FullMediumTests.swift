// A medium without room for what head office answers.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

@Suite struct FullMediumTests {
  private let branch: Branch

  init() throws { branch = try Branch() }

  @Test(.enabled(if: canHideFolders, "this machine does not let a process have folders of its own"))
  func `a medium without room is told, and holds no bundle that looks whole`() throws {
    _ = try branch.office.take(branch.send([branch.order("r1")], 1).path, at: now)
    // This test's own head office holds its folder.
    #expect(try Program.run("cp", ["-r", "\(branch.place)/hq", "\(branch.place)/copy"]).succeeded)
    let small = #"mount -t tmpfs -o size=4k tmpfs "$0" && "$@"; status=$?; ls "$0" >&2; exit $status"#
    let outcome = try Program.run(
      "unshare",
      [
        "-m", "sh", "-c", small, branch.stick, "\(Program.folder)/certkiosk-hq", "answer", "--state",
        "\(branch.place)/copy", "--to", branch.stick,
      ])
    #expect(outcome.ending == .exited(4) && outcome.errorText.contains("B03"), "\(outcome.errorText)")
    let left = outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("BUNDLE-HQ-") }
    #expect(!left.isEmpty && left.allSatisfy { $0.hasSuffix(".partial") }, "\(left)")
  }
}

/// Whether this machine lets a process have folders of its own.
private let canHideFolders = (try? Program.run("unshare", ["-m", "true"]).succeeded) ?? false
