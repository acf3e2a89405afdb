// Writing a bundle: each record signed and sealed by itself, the list of them signed, all of it there or nothing.
public import Cryptography
internal import Domain
internal import Files

/// Where a bundle stands and what names it.
public struct WrittenBundle: Hashable, Sendable {
  public let path: String
  /// SHA-256 of manifest.cms in hexadecimal: what acknowledgements and the next bundle call it by.
  public let digest: String
  public let header: BundleHeader
}

public enum BundleWriter {
  /// Builds a bundle inside `folder` and returns when it is on the disk.
  ///
  /// Keys are fresh each time, so writing the same records again gives other bytes: keep the bundle and use
  /// `copy` to hand it out once more. Fails with `nameTaken` when another bundle has the name.
  public static func write(
    _ records: [BundleRecord], header: BundleHeader, to folder: String, signers: [Identity],
    recipients: [Certificate]
  ) throws(BundleError) -> WrittenBundle {
    guard !recipients.isEmpty else { throw .noRecipient }
    try requireSound(records, header)
    var target = try BundleFolder(header.folderName, in: folder)
    var entries: [Manifest.Entry] = []
    for record in records {
      let sealed = try seal(record, rehearsal: header.rehearsal, signers: signers, recipients: recipients)
      let entry = Manifest.Entry(
        id: record.id, kind: record.kind, revision: record.revision, size: sealed.count,
        sha256: Digest.sha256(sealed).hex)
      try target.put(sealed, as: entry.fileName)
      entries.append(entry)
    }
    let manifest = Manifest(
      header: header, recipients: recipients.compactMap { $0.publicKey?.identifier }, entries: entries)
    let digest = try put(manifest, in: &target, signers: signers)
    try target.publish()
    return WrittenBundle(path: "\(folder)/\(header.folderName)", digest: digest, header: header)
  }

  private static func put(
    _ manifest: Manifest, in target: inout BundleFolder, signers: [Identity]
  ) throws(BundleError) -> String {
    let signed: [UInt8]
    do { signed = try Envelope.sign(manifest.json.canonical, type: .manifest, signers: signers) } catch {
      throw .cryptography(error)
    }
    let digest = Digest.sha256(signed).hex
    try target.put(signed, as: "manifest.cms")
    try target.put(Array(ReadMe.text(for: manifest, digest: digest).utf8), as: "README.txt")
    return digest
  }

  private static func seal(
    _ record: BundleRecord, rehearsal: Bool, signers: [Identity], recipients: [Certificate]
  ) throws(BundleError) -> [UInt8] {
    let content = try record.signedContent(rehearsal: rehearsal)
    do { return try Envelope.seal(content, type: .record, signers: signers, recipients: recipients) } catch {
      throw .cryptography(error)
    }
  }

  private static func requireSound(_ records: [BundleRecord], _ header: BundleHeader) throws(BundleError) {
    try header.requireSound()
    var seen: Set<String> = []
    for record in records {
      try Names.require(record.id)
      try Names.require(record.kind)
      guard record.revision >= 1 else { throw .payload(id: record.id) }
      guard seen.insert(record.id.lowercased()).inserted else { throw .repeatedRecord(record.id) }
    }
  }

  /// Copies a bundle byte for byte, with the same care as writing one: for a stick that was lost. The copy has the
  /// files that the manifest lists and no others; nothing is decrypted.
  @discardableResult
  public static func copy(_ bundle: String, to folder: String) throws(BundleError) -> WrittenBundle {
    let signed = try read("\(bundle)/manifest.cms", limit: BundleFolder.largestManifest)
    let manifest = try Manifest(canonical: BundleReader.unverifiedContent(signed))
    var target = try BundleFolder(manifest.header.folderName, in: folder)
    for entry in manifest.entries {
      let sealed = try read("\(bundle)/\(entry.fileName)", limit: entry.size)
      guard Digest.sha256(sealed).hex == entry.sha256 else { throw .record(entry.id, .altered) }
      try target.put(sealed, as: entry.fileName)
    }
    try target.put(signed, as: "manifest.cms")
    let digest = Digest.sha256(signed).hex
    try target.put(Array(ReadMe.text(for: manifest, digest: digest).utf8), as: "README.txt")
    try target.publish()
    return WrittenBundle(
      path: "\(folder)/\(manifest.header.folderName)", digest: digest, header: manifest.header)
  }

  private static func read(_ path: String, limit: Int) throws(BundleError) -> [UInt8] {
    try BundleFolder.files { () throws(FileFailure) in try Files.readWithoutLinks(path, limit: limit) }
  }
}
