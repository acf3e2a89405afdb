// Bundles written and opened again, whole.
import Bundles
import Cryptography
import Domain
import Files
import Processes
import Testing

@Suite struct `A bundle` {
  let kit: Kit

  init() throws { kit = try Kit() }

  @Test func `opens with what was put in`() throws {
    let written = try kit.write()
    let opened = try kit.open(written.path)
    #expect(Files.name(of: written.path) == "BUNDLE-K1-000001")
    #expect(opened.digest == written.digest)
    #expect(opened.header == kit.header())
    #expect(try opened.records.map { try $0.result.get().record } == kit.records(3))
    #expect(opened.manifest.counts == ["order": 3])
  }

  @Test func `shows no content and no person outside its envelopes`() throws {
    let written = try kit.write()
    let all = try Program.run("sh", ["-c", "find \(written.path) -type f -exec cat {} +"]).output
    #expect(!all.contains(Array("郭㛃".utf8)))
    let commonName = DER.sequence([0x06, 3, 0x55, 4, 3], DER.utf8String("K1"))
    #expect(all.contains(commonName))
    #expect(try !kit.read("\(written.path)/records/r0.cms").contains(commonName))
  }

  @Test func `holds the digest of its manifest for people to compare`() throws {
    let written = try kit.write()
    let text = String(decoding: try kit.read("\(written.path)/README.txt"), as: UTF8.self)
    #expect(text.contains(written.digest) && text.contains("请交给：总部") && text.contains("kiosk to head office"))
  }

  @Test func `with no records is a sign of life`() throws {
    #expect(try kit.open(kit.write([]).path).records.isEmpty)
  }

  @Test func `copied again has the same bytes`() throws {
    let written = try kit.write()
    let other = "\(kit.stick)/second"
    try Files.makeFolder(other)
    try BundleWriter.copy(written.path, to: other)
    #expect(try Program.run("diff", ["-r", written.path, "\(other)/BUNDLE-K1-000001"]).succeeded)
    try BundleWriter.copy(written.path, to: other)
  }

  @Test func `written again has other bytes and takes no name, yet its records are the same`() throws {
    let written = try kit.write()
    let first = try kit.open(written.path).records.map { try $0.result.get().digest }
    #expect(throws: BundleError.nameTaken("BUNDLE-K1-000001")) { try kit.write() }
    #expect(try kit.open(written.path).records.map { try $0.result.get().digest } == first)
    try Files.removeTree(written.path)
    #expect(try kit.open(kit.write().path).records.map { try $0.result.get().digest } == first)
    #expect(try first == kit.records(3).map { try $0.digest(rehearsal: false) })
  }

  @Test func `left half-written is cleared and never opened`() throws {
    try Files.makeFolder("\(kit.stick)/BUNDLE-K1-000001.partial/records")
    try Files.write([1], to: "\(kit.stick)/BUNDLE-K1-000001.partial/records/stale.cms")
    #expect(throws: BundleError.notABundle("BUNDLE-K1-000001.partial")) {
      try kit.open("\(kit.stick)/BUNDLE-K1-000001.partial")
    }
    _ = try kit.open(kit.write().path).records.map { try $0.result.get() }
    #expect(Files.kind(of: "\(kit.stick)/BUNDLE-K1-000001.partial") == nil)
  }

  @Test(arguments: ["../x", "a/b", "", "CON", "-x", "a.b", String(repeating: "a", count: 65), "C:x"])
  func `takes no id that could be another path`(id: String) throws {
    #expect(throws: BundleError.name(id)) {
      try kit.write([BundleRecord(id: id, kind: "order", payload: [0x7B, 0x7D])])
    }
    var header = kit.header()
    header.device = id
    #expect(throws: BundleError.name(id)) { try kit.write([], header) }
  }

  @Test func `takes a record once only, whatever its case`() throws {
    let twins = ["r1", "R1"].map { BundleRecord(id: $0, kind: "order", payload: Array("{}".utf8)) }
    #expect(throws: BundleError.repeatedRecord("R1")) { try kit.write(twins) }
  }

  @Test func `takes canonical payloads only`() throws {
    for text in ["{ }", "{\"b\":1,\"a\":2}", "1.5", "", "{\"a\":1,\"a\":1}"] {
      #expect(throws: BundleError.payload(id: "r")) {
        try kit.write([BundleRecord(id: "r", kind: "order", payload: Array(text.utf8))])
      }
    }
  }

  @Test func `nothing is sealed for nobody`() throws {
    #expect(throws: BundleError.noRecipient) {
      try BundleWriter.write([], header: kit.header(), to: kit.stick, signers: [kit.kiosk], recipients: [])
    }
    #expect(try Files.names(in: kit.stick).isEmpty)
  }

  @Test func `what a medium gives back otherwise than it was written never gets a bundle's name`() throws {
    var folder = try BundleFolder("B", in: kit.stick)
    try folder.put([1, 2, 3], as: "manifest.cms")
    try Files.write([1, 2, 4], to: "\(kit.stick)/B.partial/manifest.cms")
    let refused = #expect(throws: BundleError.self) { try folder.publish() }
    #expect(refused == .readBackDiffers("manifest.cms") && refused?.explanation.code == "B05")
    #expect(try Files.names(in: kit.stick) == ["B.partial"])
  }

  @Test func `a folder that cannot be written is told`() throws {
    #expect(throws: BundleError.self) {
      try BundleWriter.write(
        [], header: kit.header(), to: "/proc/none", signers: [kit.kiosk], recipients: [kit.office.certificate])
    }
  }
}
