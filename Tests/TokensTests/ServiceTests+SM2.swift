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
    let binding = try tool("/usr/bin/python3", ["-B", Self.script("read_object.py"), "5FC122"])
    for bound in [seal.der, certificate.der] {
      #expect(binding.outputText.contains(Digest.sha256(bound).hex), "\(binding.errorText)")
    }
  }
}
