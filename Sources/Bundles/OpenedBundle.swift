// A bundle whose manifest is good: its records are opened one by one, and a bad one is lost alone.
public import Cryptography
internal import Domain
internal import Files

public struct OpenedBundle: Sendable {
  public let path: String
  public let manifest: Manifest
  /// SHA-256 of manifest.cms in hexadecimal.
  public let digest: String
  public let signers: [Certificate]
  private let recipient: Identity
  private let moment: Instant

  /// The largest sealed record that is opened, in bytes.
  public static let largestRecord = Envelope.usualLimit

  init(
    path: String, manifest: Manifest, digest: String, signers: [Certificate], recipient: Identity, moment: Instant
  ) {
    self.path = path
    self.manifest = manifest
    self.digest = digest
    self.signers = signers
    self.recipient = recipient
    self.moment = moment
  }

  public var header: BundleHeader { manifest.header }

  /// A record as it came: what it says, its identity, and the sealed bytes for whoever keeps evidence.
  public struct Received: Sendable {
    public let record: BundleRecord
    /// SHA-256 of the signed content in hexadecimal.
    public let digest: String
    public let sealed: [UInt8]
  }

  /// One record or what is wrong with it.
  public typealias Result = Swift.Result<Received, BundleError>

  /// All records in the manifest's order, each opened when it is asked for.
  public var records: LazyMapSequence<[Manifest.Entry], (entry: Manifest.Entry, result: Result)> {
    manifest.entries.lazy.map { entry in
      (entry, Result { () throws(BundleError) in try open(entry) })
    }
  }

  /// Reads, compares with the manifest and opens one record.
  public func open(_ entry: Manifest.Entry) throws(BundleError) -> Received {
    let sealed = try bytes(of: entry)
    let opened: Envelope.Opened
    do {
      opened = try Envelope.open(
        sealed, type: .record, recipient: recipient, trusted: signers, at: moment, limit: Self.largestRecord)
    } catch { throw .record(entry.id, Self.fault(for: error)) }
    guard opened.signers == signers else { throw .record(entry.id, .otherSigner) }
    let record = try BundleRecord(signedContent: opened.content, entry: entry, rehearsal: header.rehearsal)
    return Received(record: record, digest: Digest.sha256(opened.content).hex, sealed: sealed)
  }

  func bytes(of entry: Manifest.Entry) throws(BundleError) -> [UInt8] {
    let file = "\(path)/\(entry.fileName)"
    switch Files.kindWithoutLinks(of: file) {
    case nil: throw .record(entry.id, .missing)
    case .file?: break
    default: throw .record(entry.id, .link)
    }
    guard entry.size <= Self.largestRecord else { throw .record(entry.id, .tooLarge) }
    let bytes = try BundleFolder.files { () throws(FileFailure) in
      try Files.readWithoutLinks(file, limit: Self.largestRecord)
    }
    guard Digest.sha256(bytes).hex != entry.sha256 else { return bytes }
    throw .record(entry.id, fault(of: bytes, for: entry))
  }

  private func fault(of bytes: [UInt8], for entry: Manifest.Entry) -> BundleError.RecordFault {
    let digest = Digest.sha256(bytes).hex
    if let other = manifest.entries.first(where: { $0.sha256 == digest }) { return .swapped(with: other.id) }
    return bytes.count == entry.size ? .altered : .size(expected: entry.size, actual: bytes.count)
  }

  private static func fault(for error: CryptographyError) -> BundleError.RecordFault {
    switch error {
    case .otherRecipient: .otherRecipient
    case .untrusted, .notYetOrNoLongerValid, .noSigner: .otherSigner
    case .tooLarge: .tooLarge
    case .otherContentType: .notWhatTheManifestSays
    default: .altered
    }
  }
}
