// The rehearsal's own certificate authority: a request in, a certificate out, the same one for the same request.
public import Bundles
public import Cryptography
public import Domain
internal import Files
internal import Foundation

/// An authority in a folder. It issues at most one certificate for a request's id, whenever it is stopped.
public final class RehearsalIssuer {
  private let folder: String
  private let authority: CertificateAuthority

  /// Opens the authority of a folder; makes it the first time.
  public init(in folder: String, at moment: Instant) throws {
    self.folder = folder
    try Files.makeFolder("\(folder)/issued", mode: 0o700)
    let path = "\(folder)/authority.json"
    if Files.kind(of: path) == nil {
      let name = DistinguishedName(country: "CN", organisation: "certkiosk 演练", commonName: "演练签发机构")
      let (root, key) = try CertificateAuthority.makeRoot(name: name, algorithm: .p256, years: 10, at: moment)
      try Files.write(JSON.bytes(Kept(certificate: root.der, key: key.der)), to: path, mode: 0o600)
    }
    let kept = try JSON.value(Kept.self, from: Files.read(path, limit: 1 << 20))
    authority = try CertificateAuthority(
      certificate: Certificate(der: kept.certificate), key: PrivateKey(der: kept.key))
  }

  private struct Kept: Codable {
    let certificate: [UInt8]
    let key: [UInt8]
  }

  /// The authority's own certificate, which kiosks of the rehearsal trust.
  public var certificate: Certificate { authority.certificate }

  /// The certificate for a request. It is kept before it is given out, so that the next question has the same answer.
  public func answer(_ request: CertificateRequestPayload, at moment: Instant) throws -> CertificatePayload {
    guard request.id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      throw RehearsalFailure("request id")
    }
    let path = "\(folder)/issued/\(request.id).json"
    if Files.kind(of: path) == .file {
      return try JSON.value(CertificatePayload.self, from: Files.read(path, limit: 1 << 20))
    }
    let asked = try CertificateRequest(der: request.request.bytes)
    try asked.requireSelfSignature()
    let from = moment.advanced(bySeconds: -300)
    let certificate = try authority.issue(
      for: asked, subject: request.subject, from: from,
      until: from.advanced(bySeconds: Int64(request.years) * 31_557_600), usage: .both)
    let answer = CertificatePayload(request: request.id, certificate: certificate, chain: [authority.certificate])
    try Files.write(JSON.bytes(answer), to: path, mode: 0o600)
    return answer
  }
}

/// Values as bytes and back.
package enum JSON {
  package static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(value))
  }

  package static func value<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}

extension RehearsalIssuer {
  /// Head office's trust file with this authority's certificate added, for the kiosks of a rehearsal.
  /// - Parameter folder: the authority's.
  public static func widen(trust: String, with folder: String, to path: String) throws {
    let office = try TrustFile(bytes: Files.read(trust, limit: 1 << 20))
    let issuer = try RehearsalIssuer(in: folder, at: .now)
    let widened = TrustFile(
      name: office.name, rehearsal: true, signers: try office.signers, recipients: try office.recipients,
      issuers: try office.issuers + [issuer.certificate],
      cosigners: try office.cosigners, thresholds: office.thresholds)
    try Files.write(widened.bytes, to: path)
  }
}
