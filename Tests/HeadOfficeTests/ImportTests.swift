// What head office does with records: the digest of what was signed decides, not the bundle it came in.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

@Suite struct `Importing` {
  let branch: Branch

  init() throws { branch = try Branch() }

  @Test func `a bundle taken in twice changes nothing`() throws {
    let bundle = try branch.send([branch.order("r1"), branch.order("r2")], 1)
    #expect(try branch.office.take(bundle.path, at: now).words == ["APPLIED", "APPLIED"])
    #expect(try branch.office.take(bundle.path, at: now).words == ["ALREADY_APPLIED", "ALREADY_APPLIED"])
    #expect(try branch.office.status().records == [.applied: 2])
  }

  @Test func `the same record in another bundle is known again`() throws {
    _ = try branch.office.take(branch.send([branch.order("r1")], 1).path, at: now)
    let again = try branch.office.take(branch.send([branch.order("r1"), branch.order("r2")], 2).path, at: now)
    #expect(again.words == ["ALREADY_APPLIED", "APPLIED"])
  }

  @Test func `other content under one id and revision is a conflict and both are kept`() throws {
    _ = try branch.office.take(branch.send([branch.order("r1")], 1).path, at: now)
    let other = try branch.office.take(branch.send([branch.order("r1", fee: 1)], 2).path, at: now)
    #expect(other.words == ["CONFLICT"] && !other.isAllSafe)
    #expect(try branch.office.status().conflicts == ["r1.1"])
    #expect(try Files.names(in: "\(branch.place)/hq/evidence").count == 2)
  }

  @Test func `a revision waits for the one before it, whichever bundle comes first`() throws {
    let late = try branch.send([branch.order("r1", revision: 2)], 1)
    let later = try branch.send([branch.order("r1", revision: 3)], 2)
    #expect(try branch.office.take(later.path, at: now).words == ["HELD"])
    #expect(try branch.office.take(late.path, at: now).words == ["HELD"])
    #expect(try branch.office.status().held == ["r1.2", "r1.3"])
    _ = try branch.answers()
    #expect(try branch.office.take(branch.send([branch.order("r1")], 3).path, at: now).words == ["APPLIED"])
    #expect(try branch.office.status().records == [.applied: 3])
    let acknowledged = try branch.answers().map { try $0.decoded(as: AcknowledgementPayload.self) }
    #expect(acknowledged.flatMap(\.outcomes).map(\.outcome) == [.applied, .applied, .applied])
  }

  @Test func `a folder where no head office was founded is told as such`() throws {
    #expect(throws: HeadOfficeError.notFounded("\(branch.place)/none")) {
      try HeadOffice(in: "\(branch.place)/none")
    }
  }

  @Test func `missing numbers are listed`() throws {
    _ = try branch.office.take(branch.send([], 5).path, at: now)
    let report = try branch.office.take(branch.send([], 2).path, at: now)
    #expect(report.gaps == [1, 3, 4])
    let acknowledgement = try #require(branch.answers().first).decoded(as: AcknowledgementPayload.self)
    #expect(acknowledgement.gaps == [1, 3, 4] && acknowledgement.nextExpectedSequence == 1)
  }

  @Test func `a damaged record is rejected alone, with its code`() throws {
    let bundle = try branch.send([branch.order("r1"), branch.order("r2")], 1)
    try Files.write([1, 2, 3], to: "\(bundle.path)/records/r1.cms")
    let report = try branch.office.take(bundle.path, at: now)
    #expect(report.words == ["REJECTED", "APPLIED"])
    #expect(report.outcomes[0].reason == "B32")
  }

  @Test func `an unknown kind and a malformed payload are rejected`() throws {
    let records = ["unknown", "order"].map { BundleRecord(id: $0, kind: $0, payload: Array("{}".utf8)) }
    let report = try branch.office.take(branch.send(records, 1).path, at: now)
    #expect(report.outcomes.map(\.reason) == ["H13", "B08"])
  }

  @Test func `rehearsals and real business refuse each other`() throws {
    let bundle = try branch.send([], 1, rehearsal: false)
    #expect(throws: HeadOfficeError.bundle(.rehearsalMismatch(bundleIsRehearsal: false))) {
      try branch.office.take(bundle.path, at: now)
    }
    let real = try Branch(rehearsal: false)
    let rehearsed = try real.send([], 1, rehearsal: true)
    #expect(throws: HeadOfficeError.bundle(.rehearsalMismatch(bundleIsRehearsal: true))) {
      try real.office.take(rehearsed.path, at: now)
    }
    #expect(throws: HeadOfficeError.bundle(.manifest(.unknownSigner))) {
      try real.office.take(branch.send([], 2).path, at: now)
    }
  }

  @Test func `a kiosk cannot speak for another, nor number two bundles alike`() throws {
    let other = try Branch.enrolled("K2", at: branch.office)
    #expect(throws: HeadOfficeError.notTheDevice("K1")) {
      try branch.office.take(branch.send([], 1, by: other).path, at: now)
    }
    let first = try branch.send([branch.order("r1")], 2)
    _ = try branch.office.take(first.path, at: now)
    try Files.removeTree(first.path)
    #expect(throws: HeadOfficeError.sequenceReused("K1", 2)) {
      try branch.office.take(branch.send([branch.order("r9")], 2).path, at: now)
    }
    #expect(try branch.office.status().records == [.applied: 1])
  }

  @Test func `an applicant's certificate is no kiosk's`() throws {
    let key = try PrivateKey.generate(.p256)
    _ = try branch.office.take(branch.send([branch.request("q1", record: "r1", key: key)], 1).path, at: now)
    let sent = try branch.answers().compactMap { try? $0.decoded(as: CertificatePayload.self) }
    let certificate = try Certificate(der: #require(sent.first).certificate.bytes)
    let forged = try branch.send([], 2, by: Identity(certificate: certificate, key: key))
    #expect(throws: HeadOfficeError.bundle(.manifest(.unknownSigner))) {
      try branch.office.take(forged.path, at: now)
    }
    #expect(throws: CryptographyError.self) {
      try Certificate.verifyChain(certificate, anchors: branch.trust.signers, at: now)
    }
  }
}

@Suite struct `Founding and enrolling` {
  @Test func `a real head office keeps its keys under a passphrase`() throws {
    let branch = try Branch(rehearsal: false)
    let kept = try Program.run("sh", ["-c", "cat \(branch.place)/hq/keys/*.key"]).output
    #expect(!kept.contains(Array("PRIVATE KEY".utf8)))
    #expect(throws: HeadOfficeError.passphraseNeeded) {
      try HeadOffice.found(in: "\(branch.place)/other", rehearsal: false, at: now)
    }
  }

  @Test func `a head office is opened with its passphrase by one process at a time`() throws {
    let place = String(try Program.run("mktemp", ["-d", "/tmp/certkiosk-hq.XXXXXX"]).outputText.dropLast())
    defer { _ = try? Program.run("rm", ["-rf", place]) }
    let phrase = Array("口令".utf8)
    do {
      let first = try HeadOffice.found(in: place, rehearsal: false, passphrase: phrase, at: now)
      #expect(throws: HeadOfficeError.busy) { try HeadOffice(in: place, passphrase: phrase) }
      _ = try first.trust
    }
    #expect(throws: HeadOfficeError.wrongPassphrase) { try HeadOffice(in: place, passphrase: [1]) }
    #expect(throws: HeadOfficeError.passphraseNeeded) { try HeadOffice(in: place) }
    #expect(throws: HeadOfficeError.alreadyFounded(place)) {
      try HeadOffice.found(in: place, rehearsal: true, at: now)
    }
    _ = try HeadOffice(in: place, passphrase: phrase)
  }

  @Test func `a kiosk is enrolled once and replaced only when that is said`() throws {
    let branch = try Branch()
    let request = try CertificateRequest.make(
      subject: DistinguishedName(commonName: "x"), key: .generate(.p256))
    #expect(throws: HeadOfficeError.deviceTaken("K1")) { try branch.office.enrol("K1", request, at: now) }
    let certificate = try branch.office.enrol("K1", request, replacing: true, at: now)
    #expect(try branch.office.enrol("K1", request, at: now) == certificate)
    #expect(throws: HeadOfficeError.bundle(.manifest(.unknownSigner))) {
      try branch.office.take(branch.send([], 1).path, at: now)
    }
    #expect(throws: HeadOfficeError.bundle(.name("../x"))) { try branch.office.enrol("../x", request, at: now) }
  }

  @Test func `each failure has its own code and words`() {
    let explanations = HeadOfficeError.specimens.map(\.explanation)
    #expect(Set(explanations.map(\.code)).count == explanations.count)
    #expect(explanations.allSatisfy { $0.code.hasPrefix("H") })
  }
}
