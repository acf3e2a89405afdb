// An SM2 token through pcscd: its request judged by stock openssl, its certificate and its seal's binding read by a script.
import Cryptography
import Files
import Processes
import Testing
import Tokens
import WrittenSecrets

extension ServiceTests {
  @Test func `what an SM2 token holds, and the binding of its seal, is read by a script over pyscard`() throws {
    let token = try session(
      "sm2", ["--profile", "large", "--set", "hasFreeObjects=false", "--set", "largestObject=3052"])
    var job = IssueJob(desk.plan(.sm2))
    let request = try job.prepare(on: token, desk.secrets(), journal: MemoryJournal())
    let certificate = try Certificate(der: desk.certificate(for: request))
    try job.finish(certificate.der, on: token, pin: PIN("730194"), desk.keys, journal: MemoryJournal())

    let file = "\(folder)/sm2-request.der"
    try Files.write(request, to: file)
    let judged = try Program.run(
      "openssl",
      ["req", "-inform", "DER", "-in", file, "-noout", "-verify", "-vfyopt", "distid:1234567812345678"])
    #expect(judged.succeeded, "\(judged.errorText)")

    let seal = try SealJobTests.seal()
    var sealing = SealJob()
    let held = try sealing.run(
      SealPlan(seal, for: certificate), on: token, desk.keys, journal: MemoryJournal())
    #expect(held == .binding(DataObject(rawValue: 0x5FC122)))

    let read = try tool("/usr/bin/python3", ["-B", Self.script("read_object.py"), "5FC10A"])
    #expect(read.outputText.contains(certificate.der.hex), "\(read.errorText)")
    try checkSignature(by: certificate)
    let binding = try tool("/usr/bin/python3", ["-B", Self.script("read_object.py"), "5FC122"])
    for bound in [seal.der, certificate.der] {
      #expect(binding.outputText.contains(Digest.sha256(bound).hex), "\(binding.errorText)")
    }
  }

  /// A signature made through pyscard, with the digest that the script computes for itself, is right for stock openssl.
  private func checkSignature(by certificate: Certificate) throws {
    let message = "signed through pyscard"
    let point = try #require(certificate.publicKey?.point)
    let signed = try tool(
      "/usr/bin/python3", ["-B", Self.script("sign_sm2.py"), "730194", point.hex, message])
    let signature = try #require(
      [UInt8](hex: signed.outputText.filter(\.isHexDigit)), "\(signed.errorText)")
    let names = ["certificate.der", "key.pem", "message", "signature"].map { "\(folder)/sm2-\($0)" }
    try Files.write(certificate.der, to: names[0])
    let key = try Program.run("openssl", ["x509", "-inform", "DER", "-in", names[0], "-noout", "-pubkey"])
    try Files.write(key.output, to: names[1])
    try Files.write(Array(message.utf8), to: names[2])
    try Files.write(signature, to: names[3])
    let judged = try Program.run(
      "openssl",
      ["pkeyutl", "-verify", "-pubin", "-inkey", names[1], "-in", names[2], "-sigfile", names[3], "-rawin"]
        + ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678"])
    #expect(judged.succeeded, "\(judged.outputText)\(judged.errorText)")
  }
}
