// What head office hands to each kiosk once, by a safe way: whom to seal for, whose word counts, who issues.
public import Cryptography

public struct TrustFile: Codable, Hashable, Sendable {
  /// Head office's id, the sender of bundles that come down.
  public var name: String
  public var rehearsal: Bool
  private var signerCertificates: [Base64Bytes]
  private var recipientCertificates: [Base64Bytes]
  private var issuerCertificates: [Base64Bytes]
  private var cosignerCertificates: [Base64Bytes]?
  private var tableSignatures: SignatureThresholds?

  /// - Parameters:
  ///   - signers: whose signature on a bundle coming down counts, certificate by certificate.
  ///   - recipients: for whom bundles going up are sealed.
  ///   - issuers: who issues applicants' certificates, roots included; their word on bundles does not count.
  ///   - cosigners: whose signature on a table counts besides the bundle's; no bundle of theirs is opened.
  ///   - thresholds: how many signatures the kinds of tables need.
  public init(
    name: String, rehearsal: Bool, signers: [Certificate], recipients: [Certificate], issuers: [Certificate],
    cosigners: [Certificate] = [], thresholds: SignatureThresholds = SignatureThresholds()
  ) {
    self.name = name
    self.rehearsal = rehearsal
    signerCertificates = signers.map { Base64Bytes($0.der) }
    recipientCertificates = recipients.map { Base64Bytes($0.der) }
    issuerCertificates = issuers.map { Base64Bytes($0.der) }
    cosignerCertificates = cosigners.isEmpty ? nil : cosigners.map { Base64Bytes($0.der) }
    tableSignatures = thresholds.kinds.isEmpty ? nil : thresholds
  }

  public var signers: [Certificate] { get throws(BundleError) { try Self.certificates(signerCertificates) } }
  public var recipients: [Certificate] { get throws(BundleError) { try Self.certificates(recipientCertificates) } }
  public var issuers: [Certificate] { get throws(BundleError) { try Self.certificates(issuerCertificates) } }

  public var cosigners: [Certificate] {
    get throws(BundleError) { try Self.certificates(cosignerCertificates ?? []) }
  }
  public var thresholds: SignatureThresholds { tableSignatures ?? SignatureThresholds() }

  /// Canonical JSON with a line end.
  public var bytes: [UInt8] {
    get throws(BundleError) {
      do { return try CanonicalJSON.encode(self) + [0x0A] } catch { throw .payload(id: "trust") }
    }
  }

  /// Reads a trust file; every certificate in it must be readable.
  public init(bytes: [UInt8]) throws(BundleError) {
    let content = bytes.last == 0x0A ? Array(bytes.dropLast()) : bytes
    do { self = try CanonicalJSON.decode(TrustFile.self, from: content) } catch { throw .payload(id: "trust") }
    _ = (try signers, try recipients, try issuers, try cosigners)
  }

  private static func certificates(_ all: [Base64Bytes]) throws(BundleError) -> [Certificate] {
    var found: [Certificate] = []
    for one in all {
      do { found.append(try Certificate(der: one.bytes)) } catch { throw .cryptography(error) }
    }
    return found
  }
}
