// The commands in docs/bundle-format.md, taken from the page and run as they stand there.
import Bundles
import Cryptography
import Files
import Processes
import Testing

@Suite struct `The documented commands` {
  private var page: String {
    get throws {
      let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      return String(decoding: try Files.read("/\(root)/docs/bundle-format.md", limit: 1 << 20), as: UTF8.self)
    }
  }

  /// The lines of every `sh` block.
  private func commands() throws -> [String] {
    var inside = false
    return try page.split(separator: "\n").compactMap { line in
      if line.hasPrefix("```") { inside = line == "```sh" }
      return inside && !line.hasPrefix("```") ? String(line) : nil
    }
  }

  @Test func `open one record of a bundle with stock openssl`() throws {
    let kit = try Kit(lastingUntilNow: true)
    let record = kit.records(1)[0]
    let bundle = try kit.write([record])
    let folder = "\(kit.stick)/open"
    try Files.makeFolder(folder)
    try Files.write(Array(kit.office.certificate.pem.utf8), to: "\(folder)/recipient.pem")
    try Files.write(Array(kit.office.key.pem.utf8), to: "\(folder)/recipient.key")
    try Files.write(Array(kit.kiosk.certificate.pem.utf8), to: "\(folder)/kiosk.pem")
    let commands = try commands().map { $0.replacing("BUNDLE", with: bundle.path).replacing("RECORD", with: record.id) }
    #expect(commands.count == 5)
    var printed = ""
    for command in commands {
      let outcome = try Program.run("sh", ["-c", "cd \(folder) && \(command)"])
      #expect(outcome.succeeded, "\(command): \(outcome.errorText)")
      printed += outcome.outputText
    }
    let manifest = String(decoding: try kit.read("\(folder)/manifest.json"), as: UTF8.self)
    let content = try kit.read("\(folder)/record.json")
    #expect(try content == record.signedContent(rehearsal: false))
    #expect(printed.contains(try record.digest(rehearsal: false)))
    let sealed = Digest.sha256(try kit.read("\(bundle.path)/records/\(record.id).cms")).hex
    #expect(printed.contains(sealed) && manifest.contains(sealed))
  }

  @Test func `the page names the content types that are used`() throws {
    #expect(try page.contains(Envelope.ContentType.manifest.identifier))
    #expect(try page.contains(Envelope.ContentType.record.identifier))
  }
}
