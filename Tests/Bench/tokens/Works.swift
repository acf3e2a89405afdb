// The same work by three programs on the same kind of card.
import Cryptography
import Files
import Tokens
import WrittenSecrets

/// One piece of work. A program that cannot do it has no entry; `remark` says what another leaves out.
struct Work: Sendable {
  let name: String
  var remark = ""
  /// Whether it begins on a token that this program has issued.
  var isOnIssued = true
  let ours: @Sendable (Stage) throws -> Void
  let yubico: (@Sendable (Stage) throws -> Void)?
  let openSC: (@Sendable (Stage) throws -> Void)?

  static let all = [issue, provenIssue, show, changePIN, unblock]

  /// OpenSC takes an authentication key from a file of hexadecimal digits with colons.
  private static func authentication(_ stage: Stage) throws -> [String: String] {
    let digits = (0..<24).map { "0\($0 % 8 + 1)" }.joined(separator: ":")
    try Files.write(Array(digits.utf8), to: "\(stage.folder)/9b")
    return ["PIV_EXT_AUTH_KEY": "\(stage.folder)/9b"]
  }

  static let issue = Work(
    name: "issue", remark: "ours also signs the request, has the key attested, and proves it; neither other does",
    isOnIssued: false,
    ours: { stage in try stage.issue(stage.session()) },
    yubico: issueWithYubico,
    openSC: { stage in
      let environment = try authentication(stage)
      // It makes the key and then fails to print it (piv-tool 0.23 with OpenSSL 3).
      _ = try? stage.tool("piv-tool", ["-A", "M:9B:03", "-G", "9C:11"], environment)
      let file = "\(stage.folder)/certificate.pem"
      try Files.write(Array(try stage.certificate().pem.utf8), to: file)
      _ = try stage.tool("piv-tool", ["-A", "M:9B:03", "-C", "9C", "-i", file], environment)
      _ = try stage.tool("pkcs15-tool", ["--change-pin", "--pin", "123456", "--new-pin", "730194"])
      _ = try stage.tool("pkcs15-tool", ["--read-certificate", "02"])
    })

  /// Debian's yubico-piv-tool can give the PIN, but not make the two signatures (OpenSSL 3): they are not counted.
  static let provenIssue = Work(
    name: "issue, like with like",
    remark: "theirs with attest and two verify-pin, without the two signatures that Debian's build cannot make",
    isOnIssued: false,
    ours: { stage in try stage.issue(stage.session()) },
    yubico: { stage in
      try issueWithYubico(stage)
      _ = try stage.yubico(["-a", "attest", "-s", "9c"])
      for _ in 1...2 { _ = try stage.yubico(["-a", "verify-pin", "-P", "730194"]) }
    }, openSC: nil)

  private static func issueWithYubico(_ stage: Stage) throws {
    _ = try stage.yubico(["-a", "set-chuid", "-a", "set-ccc", "-a", "generate", "-s", "9c", "-A", "ECCP256"])
    _ = try stage.yubico(["-a", "change-pin", "-P", "123456", "-N", "730194"])
    _ = try stage.yubico(["-a", "change-puk", "-P", "12345678", "-N", "50318264"])
    let key = "f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778a"
    let file = "\(stage.folder)/certificate.pem"
    try Files.write(Array(try stage.certificate().pem.utf8), to: file)
    _ = try stage.yubico(["-a", "import-certificate", "-s", "9c", "-i", file, "-a", "set-mgm-key", "-n", key])
    _ = try stage.yubico(["-a", "read-certificate", "-s", "9c"])
  }

  static let show = Work(
    name: "show", remark: "all slots, tries left, what is still the factory's",
    ours: { stage in _ = try stage.session().facts() },
    yubico: { stage in _ = try stage.yubico(["-a", "status"]) },
    openSC: { stage in _ = try stage.tool("pkcs15-tool", ["--dump"]) })

  static let changePIN = Work(
    name: "change PIN",
    ours: { stage in
      var job = PINJob()
      try job.change(from: PIN("730194"), to: PIN(new: "805193"), on: stage.session(), journal: Journal())
    },
    yubico: { stage in _ = try stage.yubico(["-a", "change-pin", "-P", "730194", "-N", "805193"]) },
    openSC: { stage in
      _ = try stage.tool("pkcs15-tool", ["--change-pin", "--pin", "730194", "--new-pin", "805193"])
    })

  static let unblock = Work(
    name: "unblock", remark: "with the PUK",
    ours: { stage in
      guard let puk = PUK(stage.puk) else { throw Failed(program: "card", words: "PUK") }
      var job = PINJob()
      try job.unblock(puk: puk, new: PIN(new: "730194"), on: stage.session(), journal: Journal())
    },
    yubico: { stage in _ = try stage.yubico(["-a", "unblock-pin", "-P", stage.puk, "-N", "730194"]) },
    openSC: { stage in
      _ = try stage.tool("pkcs15-tool", ["--unblock-pin", "--puk", stage.puk, "--new-pin", "730194"])
    })
}
