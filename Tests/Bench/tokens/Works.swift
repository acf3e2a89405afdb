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

  static let all = [issue, provenIssue, show, showInUse, changePIN, unblock, reset]

  /// OpenSC takes an authentication key from a file of hexadecimal digits with colons.
  private static func authentication(_ stage: Stage) throws -> [String: String] {
    let digits = (0..<24).map { "0\($0 % 8 + 1)" }.joined(separator: ":")
    try Files.write(Array(digits.utf8), to: "\(stage.folder)/9b")
    return ["PIV_EXT_AUTH_KEY": "\(stage.folder)/9b"]
  }

  static let issue = Work(
    name: "issue",
    remark: "ours also signs the request, has the key attested, and proves it; neither other does; without an order",
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
    name: "token show", remark: "all 24 slots, keys without a certificate and what each key asks of the PIN too",
    ours: { stage in try stage.token(["show"]) },
    yubico: { stage in _ = try stage.yubico(["-a", "status"]) },
    openSC: { stage in _ = try stage.tool("pkcs15-tool", ["--dump"]) })

  static let showInUse = Work(
    name: "what is in use", remark: "the room's own call: the slots in use and what the key history counts",
    ours: { stage in _ = try stage.session().facts() },
    yubico: { stage in _ = try stage.yubico(["-a", "status"]) },
    openSC: { stage in _ = try stage.tool("pkcs15-tool", ["--dump"]) })

  static let changePIN = Work(
    name: "token change-pin",
    ours: { stage in
      try stage.token(
        ["change-pin", "--current-pin-fd", "4", "--new-pin-fd", "5"], secrets: ["730194", "805193"])
    },
    yubico: { stage in _ = try stage.yubico(["-a", "change-pin", "-P", "730194", "-N", "805193"]) },
    openSC: { stage in
      _ = try stage.tool("pkcs15-tool", ["--change-pin", "--pin", "730194", "--new-pin", "805193"])
    })

  static let unblock = Work(
    name: "token unlock", remark: "with the PUK",
    ours: { stage in
      try stage.token(["unlock", "--puk-fd", "4", "--new-pin-fd", "5"], secrets: [stage.puk, "730194"])
    },
    yubico: { stage in _ = try stage.yubico(["-a", "unblock-pin", "-P", stage.puk, "-N", "730194"]) },
    openSC: { stage in
      _ = try stage.tool("pkcs15-tool", ["--unblock-pin", "--puk", stage.puk, "--new-pin", "730194"])
    })

  static let reset = Work(
    name: "reset", remark: "PIN and PUK blocked on purpose first, three wrong entries each",
    ours: { stage in
      var job = ResetJob()
      try job.run(on: stage.session(), journal: Journal())
    },
    yubico: { stage in
      // It says of each wrong entry that it failed.
      for _ in 1...3 { _ = try? stage.yubico(["-a", "verify-pin", "-P", "000000"]) }
      for _ in 1...3 { _ = try? stage.yubico(["-a", "unblock-pin", "-P", "00000000", "-N", "000000"]) }
      _ = try stage.yubico(["-a", "reset"])
    }, openSC: nil)
}
