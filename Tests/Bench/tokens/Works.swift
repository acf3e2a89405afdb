// The same work by three programs on the same kind of card.
import Tokens
import WrittenSecrets

/// One piece of work. A program that cannot do it has no entry; `remark` says what another leaves out.
struct Work: Sendable {
  let name: String
  var remark = ""
  /// Whether it begins on a token that this program has issued; for the others its 9B is the maker's again.
  var isOnIssued = true
  /// By default the kind of card that all three programs can administer: T=1, vendor commands, 3DES.
  var profile = Stage.commonProfile
  let ours: @Sendable (Stage) throws -> Void
  let yubico: (@Sendable (Stage) throws -> Void)?
  let openSC: (@Sendable (Stage) throws -> Void)?

  static let all = [issue, pair, renewal, seal, show, showAll, showInUse, changePIN, unblock, reset]

  static let show = Work(
    name: "token show", remark: "keys without a certificate, what each key asks of the PIN, PUK and 9B too",
    ours: { stage in try stage.token(["show"]) }, yubico: status, openSC: dump)

  static let showAll = Work(
    name: "token show --all", remark: "besides, keys without a certificate in all 24 slots",
    ours: { stage in try stage.token(["show", "--all"]) }, yubico: status, openSC: dump)

  private static let status: @Sendable (Stage) throws -> Void = { stage in _ = try stage.yubico(["-a", "status"]) }
  private static let dump: @Sendable (Stage) throws -> Void = { stage in
    _ = try stage.tool("pkcs15-tool", ["--dump"])
  }

  static let showInUse = Work(
    name: "what is in use", remark: "the room's own call: the slots in use and what the key history counts",
    ours: { stage in _ = try stage.session().facts() }, yubico: status, openSC: dump)

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
