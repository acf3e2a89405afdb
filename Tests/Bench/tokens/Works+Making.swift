// Certificates and seals onto a token, with the same steps on both sides: what ours verifies, theirs has to read or prove too.
import Cryptography
import Files
import Tokens
import VirtualCard
import WrittenSecrets

extension Work {
  /// Theirs in as few calls as its options allow, because each selects the application and asks for tries, version and serial
  /// number anew. It signs a certificate's test instead of the request, which Debian's build cannot (OpenSSL 3).
  static let issue = Work(
    name: "issue",
    remark: "both make and attest the key, set PIN, PUK and 9B, sign twice, write, read back; without an order",
    isOnIssued: false,
    ours: { stage in try stage.issue(stage.session()) },
    yubico: { stage in
      try issueWithYubico(stage)
    }, openSC: nil)

  /// A signature pair and an encryption pair.
  static let pair = Work(
    name: "issue of a pair",
    remark: "besides, an encryption key imported, its certificate written, read back, and proven",
    isOnIssued: false,
    ours: { stage in try stage.issue(stage.session(), encryption: stage.encryptionPair()) },
    yubico: { stage in
      try issueWithYubico(stage)
      let pair = try stage.encryptionPair()
      let key = try stage.file("encryption.key", pair.key.pem)
      let certificate = try stage.file("encryption.cer", pair.certificate.pem)
      _ = try stage.yubico(newKey + ["-s", "9d", "-A", "ECCP256", "-i", key, "-a", "import-key"])
      _ = try stage.yubico(
        newKey + ["-s", "9d", "-A", "ECCP256", "-i", certificate, "-P", pin]
          + actions("import-certificate", "read-certificate", "verify-pin", "test-decipher"))
    }, openSC: nil)

  /// This kind of card moves no keys: the same key is certified again.
  static let renewal = Work(
    name: "renewal",
    remark: "both read certificate, CHUID, CCC and key (theirs by attest), sign twice, write, read back",
    ours: { stage in try stage.renew(stage.session()) },
    yubico: { stage in
      let certificate = try stage.file("certificate.pem", stage.certificate().pem)
      let proof = ["-s", "9c", "-A", "ECCP256", "-i", certificate, "-P", pin]
      _ = try stage.yubico(proof + actions("read-certificate", "verify-pin", "test-signature"))
      for object in ["0x5fc102", "0x5fc107"] { _ = try stage.yubico(["-a", "read-object", "--id", object]) }
      _ = try stage.yubico(
        proof
          + actions(
            "attest", "read-certificate", "import-certificate", "read-certificate", "verify-pin", "test-signature"))
    }, openSC: nil)

  /// A seal of 17 kB onto a card that holds it.
  static let seal = Work(
    name: "seal, whole",
    remark: "17,011 bytes, read back; yubico-piv-tool's objects end at 3,063, piv-tool knows no such object",
    profile: "large",
    ours: { stage in
      let seal = try ElectronicSeal(der: Files.read("Tests/Fixtures/Cryptography/UserV4.esl", limit: 1 << 20))
      var job = SealJob()
      let plan = SealPlan(seal, for: try stage.presentCertificate())
      guard case .whole = try job.run(plan, on: stage.session(), stage.keys, journal: Journal()) else {
        throw Failed(program: "seal", words: "not held whole")
      }
    }, yubico: nil, openSC: nil)

  private static let pin = "730194"
  private static let newKey = ["--key=f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778a"]

  private static func actions(_ names: String...) -> [String] { names.flatMap { ["-a", $0] } }

  private static func issueWithYubico(_ stage: Stage) throws {
    let slot = ["-s", "9c", "-A", "ECCP256"]
    let key = String(newKey[0].dropFirst("--key=".count))
    _ = try stage.yubico(slot + actions("generate", "attest", "set-mgm-key") + ["-n", key])
    _ = try stage.yubico(["-a", "change-pin", "-P", "123456", "-N", pin])
    _ = try stage.yubico(["-a", "change-puk", "-P", "12345678", "-N", stage.puk])
    _ = try stage.yubico(["-a", "read-certificate", "-s", "f9"])
    let proof = slot + ["-P", pin, "-i", try stage.file("certificate.pem", stage.certificate().pem)]
    _ = try stage.yubico(proof + actions("verify-pin", "test-signature"))
    _ = try stage.yubico(
      newKey + proof
        + actions("set-chuid", "set-ccc", "import-certificate", "read-certificate", "verify-pin", "test-signature"))
  }
}
