// Reading a bundle: the manifest first, then exactly the files it names, each judged by its bytes before it is opened.
public import Cryptography
public import Domain
internal import Files

/// What the reader holds a bundle against.
public struct BundleExpectation: Sendable {
  public var kind: BundleHeader.Kind
  public var rehearsal: Bool
  /// The kiosk that reads a bundle coming down; nil at head office.
  public var addressee: String?
  /// Signers' own certificates or the roots they lead to.
  public var trusted: [Certificate]
  public var moment: Instant

  public init(
    kind: BundleHeader.Kind, rehearsal: Bool, addressee: String? = nil, trusted: [Certificate], at moment: Instant
  ) {
    self.kind = kind
    self.rehearsal = rehearsal
    self.addressee = addressee
    self.trusted = trusted
    self.moment = moment
  }
}

public enum BundleReader {
  /// Verifies the manifest and everything that is said about the bundle as a whole. No record is opened yet.
  public static func open(
    _ path: String, recipient: Identity, expecting expected: BundleExpectation
  ) throws(BundleError) -> OpenedBundle {
    guard Files.kindWithoutLinks(of: path) == .folder else { throw .notABundle(Files.name(of: path)) }
    let signed = try manifestBytes(path)
    let opened = try verified(signed, expected)
    let manifest = try Manifest(canonical: opened.content)
    try judge(manifest, recipient, expected)
    try requireOnlyListedFiles(path, manifest)
    return OpenedBundle(
      path: path, manifest: manifest, digest: Digest.sha256(signed).hex, signers: opened.signers,
      recipient: recipient, moment: expected.moment)
  }

  static func manifestBytes(_ path: String) throws(BundleError) -> [UInt8] {
    switch Files.kindWithoutLinks(of: "\(path)/manifest.cms") {
    case nil: throw .notABundle(Files.name(of: path))
    case .file?: break
    default: throw .link("manifest.cms")
    }
    do { return try Files.readWithoutLinks("\(path)/manifest.cms", limit: BundleFolder.largestManifest) } catch {
      throw .manifest(.missing)
    }
  }

  private static func verified(
    _ signed: [UInt8], _ expected: BundleExpectation
  ) throws(BundleError) -> Envelope.Opened {
    do {
      return try Envelope.verify(signed, type: .manifest, trusted: expected.trusted, at: expected.moment)
    } catch {
      switch error {
      case .untrusted: throw .manifest(.unknownSigner)
      case .notYetOrNoLongerValid: throw .manifest(.outOfTime)
      default: throw .manifest(.altered)
      }
    }
  }

  private static func judge(
    _ manifest: Manifest, _ recipient: Identity, _ expected: BundleExpectation
  ) throws(BundleError) {
    let header = manifest.header
    guard header.rehearsal == expected.rehearsal else {
      throw .rehearsalMismatch(bundleIsRehearsal: header.rehearsal)
    }
    guard header.kind == expected.kind else { throw .wrongDirection }
    guard header.addressee == expected.addressee else { throw .otherAddressee(header.addressee ?? "") }
    guard manifest.recipients.contains(recipient.key.publicKey.identifier) else { throw .otherRecipient }
    if let expires = header.expires, expires < expected.moment { throw .expired(expires.chinaText) }
  }

  /// Lists both folders; whatever the manifest does not name condemns the whole. README.txt is for people and is
  /// not read.
  static func requireOnlyListedFiles(_ path: String, _ manifest: Manifest) throws(BundleError) {
    let listed = Set(manifest.entries.map { "\($0.id).cms" })
    let (top, records) = try BundleFolder.files { () throws(FileFailure) in
      (try Files.names(in: path), try Files.names(in: "\(path)/records"))
    }
    for name in top where !["manifest.cms", "README.txt", "records"].contains(name) { throw .unexpectedFile(name) }
    guard Files.kindWithoutLinks(of: "\(path)/records") == .folder else { throw .link("records") }
    for name in records where !listed.contains(name) { throw .unexpectedFile("records/\(name)") }
  }

  /// The content of a manifest that this machine wrote itself, for copying.
  static func unverifiedContent(_ signed: [UInt8]) throws(BundleError) -> [UInt8] {
    do {
      return try Envelope.contentOfOwn(signed, type: .manifest)
    } catch { throw .manifest(.altered) }
  }
}
