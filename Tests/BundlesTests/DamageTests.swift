// Bundles damaged, forged or misdirected: each told by its own name, and one bad record loses only itself.
import Bundles
import Cryptography
import Domain
import Files
import Processes
import Testing

@Suite struct `Damage` {
  let kit: Kit
  let path: String

  init() throws {
    kit = try Kit()
    path = try kit.write().path
  }

  private func outcomes() throws -> [BundleError?] {
    try kit.open(path).records.map { if case .failure(let fault) = $0.result { fault } else { nil } }
  }

  @Test(arguments: [0, 1, 100, 400, -1])
  func `a flipped byte of a record loses that record`(place: Int) throws {
    var bytes = try kit.read("\(path)/records/r1.cms")
    bytes[place < 0 ? bytes.count - 1 : place] ^= 1
    try Files.write(bytes, to: "\(path)/records/r1.cms")
    #expect(try outcomes() == [nil, .record("r1", .altered), nil])
  }

  @Test(arguments: [0, 1, 2, 3])
  func `a truncated record is told with its lengths`(quarter: Int) throws {
    let bytes = try kit.read("\(path)/records/r1.cms")
    let kept = quarter == 3 ? bytes.count - 1 : quarter == 1 ? 1 : bytes.count * quarter / 4
    try Files.write(Array(bytes.prefix(kept)), to: "\(path)/records/r1.cms")
    #expect(try outcomes() == [nil, .record("r1", .size(expected: bytes.count, actual: kept)), nil])
  }

  @Test func `two swapped records are named`() throws {
    let one = try kit.read("\(path)/records/r0.cms"), other = try kit.read("\(path)/records/r1.cms")
    try Files.write(other, to: "\(path)/records/r0.cms")
    try Files.write(one, to: "\(path)/records/r1.cms")
    #expect(try outcomes() == [.record("r0", .swapped(with: "r1")), .record("r1", .swapped(with: "r0")), nil])
  }

  @Test func `a missing record is told, and so is a link or a folder in its place`() throws {
    try Files.remove("\(path)/records/r0.cms")
    #expect(try outcomes() == [.record("r0", .missing), nil, nil])
    _ = try Program.run("ln", ["-s", "/etc/hostname", "\(path)/records/r0.cms"])
    #expect(try outcomes() == [.record("r0", .link), nil, nil])
    try Files.remove("\(path)/records/r0.cms")
    try Files.makeFolder("\(path)/records/r0.cms")
    #expect(try outcomes() == [.record("r0", .link), nil, nil])
  }

  @Test func `no changed byte of the manifest gives another manifest`() throws {
    let whole = try kit.open(path).manifest
    let bytes = try kit.read("\(path)/manifest.cms")
    for place in stride(from: 0, to: bytes.count, by: 3) {
      var changed = bytes
      changed[place] ^= 1
      try Files.write(changed, to: "\(path)/manifest.cms")
      let opened = try? kit.open(path)
      #expect(opened == nil || opened?.manifest == whole, "byte \(place)")
    }
  }

  @Test(arguments: [0, 1, 500])
  func `a truncated manifest is refused`(count: Int) throws {
    try Files.write(Array(try kit.read("\(path)/manifest.cms").prefix(count)), to: "\(path)/manifest.cms")
    #expect(throws: BundleError.manifest(.altered)) { try kit.open(path) }
  }

  @Test func `a missing manifest, a link to one and a link to a bundle are refused`() throws {
    _ = try Program.run("ln", ["-s", path, "\(kit.stick)/link"])
    #expect(throws: BundleError.notABundle("link")) { try kit.open("\(kit.stick)/link") }
    _ = try Program.run("mv", ["\(path)/manifest.cms", "\(kit.stick)/elsewhere"])
    #expect(throws: BundleError.notABundle("BUNDLE-K1-000001")) { try kit.open(path) }
    _ = try Program.run("ln", ["-s", "\(kit.stick)/elsewhere", "\(path)/manifest.cms"])
    #expect(throws: BundleError.link("manifest.cms")) { try kit.open(path) }
  }

  @Test(arguments: ["extra.txt", "records/r9.cms", "records/R0.cms", "autorun.inf"])
  func `a file that the manifest does not list condemns the bundle`(name: String) throws {
    try Files.write([1], to: "\(path)/\(name)")
    #expect(throws: BundleError.unexpectedFile(name)) { try kit.open(path) }
  }

  @Test func `a record of another bundle does not pass, even with a line of its own`() throws {
    let second = try kit.write(
      kit.records(1).map { BundleRecord(id: "r7", kind: "order", payload: $0.payload) }, kit.header(2))
    let foreign = try kit.read("\(second.path)/records/r7.cms")
    try Files.write(foreign, to: "\(path)/records/r0.cms")
    try kit.replaceManifest(path) { fields in
      guard case .list(var lines)? = fields["records"], case .object(var line) = lines[0] else { return }
      line["sha256"] = .text(Digest.sha256(foreign).hex)
      line["size"] = .integer(Int64(foreign.count))
      lines[0] = .object(line)
      fields["records"] = .list(lines)
    }
    #expect(try outcomes() == [.record("r0", .notWhatTheManifestSays), nil, nil])
  }

  @Test func `a record signed by another than the manifest is refused`() throws {
    let other = try Kit.person("K2", CertificateAuthority(certificate: kit.stranger.certificate, key: kit.stranger.key))
    let forged = try Envelope.seal(
      kit.records(1)[0].signedContent(rehearsal: false), type: .record, signers: [other],
      recipients: [kit.office.certificate])
    try Files.write(forged, to: "\(path)/records/r0.cms")
    try kit.replaceManifest(path) { fields in
      guard case .list(var lines)? = fields["records"], case .object(var line) = lines[0] else { return }
      line["sha256"] = .text(Digest.sha256(forged).hex)
      line["size"] = .integer(Int64(forged.count))
      lines[0] = .object(line)
      fields["records"] = .list(lines)
    }
    #expect(try outcomes() == [.record("r0", .otherSigner), nil, nil])
  }

  @Test func `a signed manifest that lists a record twice, miscounts or adds a field is refused`() throws {
    try kit.replaceManifest(path) { fields in
      guard case .list(let lines)? = fields["records"] else { return }
      fields["records"] = .list(lines + [lines[1]])
    }
    #expect(throws: BundleError.manifest(.duplicateLine("r1"))) { try kit.open(path) }
    try kit.replaceManifest(path) { fields in
      guard case .list(let lines)? = fields["records"] else { return }
      fields["records"] = .list(lines.dropLast())
      fields["counts"] = .object(["order": .integer(4)])
    }
    #expect(throws: BundleError.manifest(.counts)) { try kit.open(path) }
    try kit.replaceManifest(path) { $0["extra"] = .null }
    #expect(throws: BundleError.manifest(.malformed("extra"))) { try kit.open(path) }
    try kit.replaceManifest(path) { $0["format"] = .integer(2) }
    #expect(throws: BundleError.manifest(.format(2))) { try kit.open(path) }
  }

  @Test func `another recipient, an unknown signer and a stopped clock are told apart`() throws {
    let refused = #expect(throws: BundleError.self) { try kit.open(path, as: kit.kiosk) }
    #expect(refused == .otherRecipient && refused?.explanation.code == "B20")
    #expect(throws: BundleError.manifest(.outOfTime)) {
      try kit.open(path, kit.expectation(at: now.advanced(bySeconds: 2 * 31_557_600)))
    }
    let forged = try kit.write(nil, kit.header(2), by: kit.stranger)
    #expect(throws: BundleError.manifest(.unknownSigner)) { try kit.open(forged.path) }
  }

  @Test(arguments: [true, false])
  func `a rehearsal and real business refuse each other`(rehearsal: Bool) throws {
    let bundle = try kit.write(nil, kit.header(2, rehearsal: rehearsal))
    _ = try kit.open(bundle.path, kit.expectation(rehearsal: rehearsal))
    #expect(throws: BundleError.rehearsalMismatch(bundleIsRehearsal: rehearsal)) {
      try kit.open(bundle.path, kit.expectation(rehearsal: !rehearsal))
    }
  }

  @Test func `what comes down is for one kiosk and lapses`() throws {
    let header = BundleHeader(
      kind: .down, device: "HQ", addressee: "K1", incarnation: "h1", sequence: 1, created: now,
      expires: now.advanced(bySeconds: 60), rehearsal: false)
    let down = try BundleWriter.write(
      [], header: header, to: kit.stick, signers: [kit.office], recipients: [kit.kiosk.certificate])
    #expect(Files.name(of: down.path) == "BUNDLE-HQ-K1-000001")
    _ = try kit.open(down.path, as: kit.kiosk, kit.expectation(.down, addressee: "K1"))
    #expect(throws: BundleError.otherAddressee("K1")) {
      try kit.open(down.path, as: kit.kiosk, kit.expectation(.down, addressee: "K2"))
    }
    #expect(throws: BundleError.wrongDirection) { try kit.open(down.path, as: kit.kiosk) }
    #expect(throws: BundleError.expired("2026-05-29T04:27:40+08:00")) {
      try kit.open(
        down.path, as: kit.kiosk, kit.expectation(.down, addressee: "K1", at: now.advanced(bySeconds: 61)))
    }
  }
}
