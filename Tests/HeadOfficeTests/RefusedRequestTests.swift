// What head office refuses of a kiosk: a request's id for another request; and a medium without room for its answer.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

@Suite struct RefusedRequestTests {
  private let branch: Branch

  init() throws { branch = try Branch() }

  @Test func `a request's id stands for one request, whichever record brings another`() throws {
    let first = try branch.request("q1", record: "r1", key: .generate(.p256))
    let other = try branch.request("q1", record: "r2", key: .generate(.p256))
    #expect(try branch.office.take(branch.send([first], 1).path, at: now).words == ["APPLIED"])
    let report = try branch.office.take(branch.send([other], 2).path, at: now)
    #expect(report.words == ["REJECTED"] && report.outcomes[0].reason == "H16")
    let sent = try branch.answers().compactMap { try? $0.decoded(as: CertificatePayload.self) }
    #expect(sent.count == 1)
  }

  @Test(.enabled(if: canHideFolders, "this machine does not let a process have folders of its own"))
  func `a medium without room is told, and holds no bundle that looks whole`() throws {
    _ = try branch.office.take(branch.send([branch.order("r1")], 1).path, at: now)
    let small = #"mount -t tmpfs -o size=4k tmpfs "$0" && "$@"; status=$?; ls "$0" >&2; exit $status"#
    let outcome = try Program.run(
      "unshare",
      [
        "-m", "sh", "-c", small, branch.stick, "\(Program.folder)/certkiosk-hq", "answer", "--state",
        "\(branch.place)/hq", "--to", branch.stick,
      ])
    #expect(outcome.ending == .exited(4) && outcome.errorText.contains("B03"), "\(outcome.errorText)")
    let left = outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("BUNDLE-HQ-") }
    #expect(!left.isEmpty && left.allSatisfy { $0.hasSuffix(".partial") }, "\(left)")
  }
}

/// Whether this machine lets a process have folders of its own.
private let canHideFolders = (try? Program.run("unshare", ["-m", "true"]).succeeded) ?? false
