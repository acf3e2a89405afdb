// certkiosk-hq killed after each of its syncs and renames in turn, and run again: one certificate, one outcome.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

@Suite struct `Interruptions` {
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/.build/release"

  /// A kiosk's request and order in a bundle on a stick, a head office that knows the kiosk, nothing taken in.
  private func prepared() throws -> (place: String, bundle: String, certificate: (String) throws -> [UInt8]) {
    let place = String(try Program.run("mktemp", ["-d", "/tmp/certkiosk-hq.XXXXXX"]).outputText.dropLast())
    let office = try HeadOffice.found(in: "\(place)/hq", rehearsal: true, at: today)
    let key = try PrivateKey.generate(.p256)
    let request = try CertificateRequest.make(subject: DistinguishedName(commonName: "K1"), key: key)
    let kiosk = try Identity(certificate: office.enrol("K1", request, at: today), key: key)
    let asked = CertificateRequestPayload(
      id: "q1", order: "o1", tokenSerial: "7", request: request.der,
      subject: DistinguishedName(commonName: "持证单位"), years: 1)
    try Files.makeFolder("\(place)/stick")
    let header = BundleHeader(
      kind: .up, device: "K1", incarnation: "a1", sequence: 1, created: today, rehearsal: true)
    let bundle = try BundleWriter.write(
      [BundleRecord(id: "r1", asked)], header: header, to: "\(place)/stick", signers: [kiosk],
      recipients: office.trust.recipients)
    let signers = try office.trust.signers
    return (place, bundle.path, { try Self.certificate(on: $0, for: kiosk, signers) })
  }

  private static func certificate(on stick: String, for kiosk: Identity, _ signers: [Certificate]) throws -> [UInt8] {
    let expected = BundleExpectation(kind: .down, rehearsal: true, addressee: "K1", trusted: signers, at: today)
    let opened = try BundleReader.open("\(stick)/BUNDLE-HQ-K1-000001", recipient: kiosk, expecting: expected)
    let records = try opened.records.map { try $0.result.get().record }
    #expect(records.map(\.kind) == ["acknowledgement", "certificate"])
    let acknowledgement = try records[0].decoded(as: AcknowledgementPayload.self)
    let outcomes = acknowledgement.outcomes
    #expect(outcomes.allSatisfy { $0.outcome.isSafe })
    return try records[1].decoded(as: CertificatePayload.self).certificate.bytes
  }

  private static var today: Instant {
    // The program asks the host's clock, so the test has to as well.
    let text = (try? Program.run("date", ["+%s"]).outputText.dropLast()) ?? "0"
    return Instant(seconds: Int64(text) ?? 0)
  }

  private var today: Instant { Self.today }

  private func run(_ words: [String], dyingAfter step: Int?, in place: String) throws -> Ending {
    var environment = Program.environment
    if let step {
      try Files.remove("\(place)/steps")
      environment["LD_PRELOAD"] = "\(Self.folder)/libinterruption.so"
      environment["INTERRUPTION_COUNT"] = "\(place)/steps"
      environment["INTERRUPTION_AT"] = String(step)
    }
    return try Program.run("\(Self.folder)/certkiosk-hq", words, environment: environment).ending
  }

  @Test func `at any step leave one certificate for the request`() throws {
    let built = ["certkiosk-hq", "libinterruption.so"].allSatisfy { Files.kind(of: "\(Self.folder)/\($0)") == .file }
    try #require(built, "build everything first: swift build -c release --build-tests")
    var killed = 0
    for verb in ["import", "answer"] {
      for step in 1... {
        let (place, bundle, certificate) = try prepared()
        defer { _ = try? Program.run("rm", ["-rf", place]) }
        let taking = ["import", "--state", "\(place)/hq", bundle]
        let answering = ["answer", "--state", "\(place)/hq", "--to", "\(place)/stick"]
        if verb == "answer" { #expect(try run(taking, dyingAfter: nil, in: place) == .exited(0)) }
        let ending = try run(verb == "import" ? taking : answering, dyingAfter: step, in: place)
        #expect(try run(taking, dyingAfter: nil, in: place) == .exited(0))
        #expect(try run(answering, dyingAfter: nil, in: place) == .exited(0))
        let issued = try certificate("\(place)/stick")
        #expect(try run(["status", "--state", "\(place)/hq"], dyingAfter: nil, in: place) == .exited(0))
        let rows = try Files.names(in: "\(place)/hq/issuances").filter { $0.hasSuffix(".json") }
        #expect(rows == ["q1.json"] && !issued.isEmpty)
        if ending == .exited(0) { break }
        #expect(ending == .killed(signal: 9))
        killed += 1
      }
    }
    #expect(killed > 10)
  }
}
