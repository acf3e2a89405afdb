// An authority's own answer (CSRResponse, GM/T 0092) inside of head office's letter, taken apart into what the letter has
// places for.
internal import Bundles
internal import Cryptography

extension CertificatePayload {
  /// The letter with one certificate in each place.
  /// - Throws: `malformed` for an answer that is none, and for one that brings a pair where the letter has one already.
  func takenApart() throws -> CertificatePayload {
    guard CertificateResponse.looksLike(certificate.bytes) else { return self }
    let response = try CertificateResponse(der: certificate.bytes)
    guard encryption == nil || response.encryption == nil else {
      throw CryptographyError.malformed(.certificateResponse)
    }
    var letter = self
    letter.certificate = Base64Bytes(response.certificate)
    letter.chain += response.chain.map { Base64Bytes($0) }
    if let pair = response.encryption {
      letter.encryption = Encryption(certificate: try Certificate(der: pair.certificate), key: pair.key)
    }
    return letter
  }
}
